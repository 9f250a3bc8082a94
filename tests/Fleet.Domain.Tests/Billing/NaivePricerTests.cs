using CsCheck;

using Fleet.Domain.Billing;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Tests.Billing;

/// <summary>The engine against a pricer that is too simple to be wrong: it looks at every minute by itself.</summary>
public sealed class NaivePricerTests
{
    private static readonly IsoDayOfWeek[] Week =
        [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday, IsoDayOfWeek.Monday];

    private static readonly Gen<(int From, int To, int Day, int Price, bool Parking)[]> Windows =
        Gen.Select(Gen.Int[0, 1439], Gen.Int[0, 1439], Gen.Int[0, 3], Gen.Int[1, 99], Gen.Bool).Array[1, 4];

    [Theory]
    [InlineData("Europe/Berlin", 2019, 10, 26)]
    [InlineData("Europe/Berlin", 2019, 3, 30)]
    [InlineData("America/New_York", 2019, 11, 2)]
    [InlineData("Australia/Lord_Howe", 2019, 4, 6)]
    public void Minute_by_minute_pricing_agrees_across_clock_changes(string zone, int year, int month, int day) =>
        Gen.Select(Windows, Gen.Int[0, 1440], Gen.Select(Gen.Int[1, 900], Gen.Enum<StretchKind>()).Array[1, 4])
            .Sample((windows, startMinute, parts) =>
            {
                var session = A.Stretches(Instant.FromUtc(year, month, day, 0, 0) + Duration.FromMinutes(startMinute), parts);
                var expected = Naive(windows, session, DateTimeZoneProviders.Tzdb[zone]);

                var bill = A.Bill(A.Tariff($$"""{"id":"T","currency":"EUR","elements":[{{string.Join(',', windows.Select(Element))}}]}""", zone), session);

                Assert.Equal(expected, Math.Round(bill.ExactExclTax!.Value, 12, MidpointRounding.AwayFromZero));
            });

    private static decimal Naive((int From, int To, int Day, int Price, bool Parking)[] windows, BillableSession session, DateTimeZone zone)
    {
        var total = 0m;
        for (var minute = session.StartedAt; minute < session.StoppedAt; minute += Duration.FromMinutes(1))
        {
            var kind = session.Stretches.Single(s => s.From <= minute && minute < s.To).Kind;
            var local = minute.InZone(zone);
            var now = (local.Hour * 60) + local.Minute;
            foreach (var (from, to, day, price, parking) in windows)
            {
                if (kind != (parking ? StretchKind.Parking : StretchKind.Charging) || (day < 3 && local.DayOfWeek != Week[day]))
                    continue;
                var end = to == 0 && from != 0 ? 1440 : to;
                if (from == end || (from < end ? from <= now && now < end : now >= from || now < end))
                {
                    total += price;
                    break;
                }
            }
        }

        return total;
    }

    // A price of 60 an hour times the number is that number a minute.
    private static string Element((int From, int To, int Day, int Price, bool Parking) window)
    {
        var day = window.Day < 3 ? $",\"day_of_week\":[\"{Week[window.Day].ToString().ToUpperInvariant()}\"]" : "";
        return $$"""
            {"price_components":[{"type":"{{(window.Parking ? "PARKING_TIME" : "TIME")}}","price":{{window.Price * 60}},"step_size":1}],
             "restrictions":{"start_time":"{{Clock(window.From)}}","end_time":"{{Clock(window.To)}}"{{day}} } }
            """;
    }

    private static string Clock(int minute) => $"{minute / 60:00}:{minute % 60:00}";
}
