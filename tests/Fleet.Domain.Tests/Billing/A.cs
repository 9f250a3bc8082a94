using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Documents;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Tests.Billing;

/// <summary>Tariffs and sessions in few words.</summary>
internal static class A
{
    public static readonly Instant Monday10 = Instant.FromUtc(2019, 1, 14, 10, 0);

    public static FrozenTariff Tariff(string json, string zone = "UTC", RuleSet rules = RuleSet.Ocpi221D2)
    {
        var reading = TariffJson.Read(json);
        Assert.Empty(reading.Errors);
        return FrozenTariff.Freeze(reading.Document!, rules, zone);
    }

    /// <summary>A tariff of one always-valid element.</summary>
    public static FrozenTariff Simple(string components, string more = "") =>
        Tariff($$"""{"id":"T","currency":"EUR","elements":[{"price_components":[{{components}}]}]{{more}}}""");

    /// <summary>A session that charges throughout; <paramref name="energy"/> is minute since the start and cumulative Wh.</summary>
    public static BillableSession Session(Instant start, int minutes, params (int Minute, long Wh)[] energy)
    {
        var stop = start + Duration.FromMinutes(minutes);
        return new BillableSession(start, stop, Points(start, energy), minutes == 0 ? [] : [new Stretch(start, stop, StretchKind.Charging)]);
    }

    /// <summary>A session of consecutive stretches, without energy.</summary>
    public static BillableSession Stretches(Instant start, params (int Minutes, StretchKind Kind)[] parts)
    {
        var stretches = new List<Stretch>();
        var from = start;
        foreach (var (minutes, kind) in parts)
        {
            var to = from + Duration.FromMinutes(minutes);
            stretches.Add(new Stretch(from, to, kind));
            from = to;
        }

        return new BillableSession(start, from, Points(start, [(0, 0)]), stretches.ToValueList());
    }

    /// <summary>The running bill of a session that has just begun.</summary>
    public static RunningBill Running(
        FrozenTariff tariff, RatingTerms terms, Instant startedAt, StretchKind kind = StretchKind.Charging, Reservation? reservation = null) =>
        RunningBill.Of(tariff, terms, new BillableSession(startedAt, startedAt, [], []) { Reservation = reservation }).Change(startedAt, kind);

    public static Bill Bill(FrozenTariff tariff, BillableSession session) => Rating.Rate(tariff, session, RatingTerms.None);

    private static ValueList<EnergyPoint> Points(Instant start, (int Minute, long Wh)[] energy) =>
        energy.Select((e, i) => new EnergyPoint(start + Duration.FromMinutes(e.Minute), new EnergyWh(e.Wh), i)).ToValueList();
}
