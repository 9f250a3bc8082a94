using System.Globalization;
using System.Text.Json.Nodes;

using CsCheck;

using Fleet.Cluster.Ledger.Statements;
using Fleet.Domain.Billing;
using Fleet.Domain.Charging;

using NodaTime;

using static Fleet.Cluster.Tests.Ledger.TestLedger;

namespace Fleet.Cluster.Tests.Ledger;

/// <summary>What a site earned in a month, against sums by hand and over the ledger's documents.</summary>
public sealed class SiteStatementTests : IDisposable
{
    private static readonly SiteMonth March = new("site", new YearMonth(2026, 3), "Europe/Berlin");
    private static readonly SiteMonth April = March with { Month = new YearMonth(2026, 4) };

    private readonly TestLedger _ledger = new();

    [Fact]
    public async Task An_entry_stands_in_the_month_in_which_it_was_recorded_by_the_sites_clocks_and_a_correction_in_its_own()
    {
        // Berlin's March 2026 begins at 23:00 UTC and, after the clocks were put forward, ends at 22:00 UTC.
        var (first, next, tick) = (Instant.FromUtc(2026, 2, 28, 23, 0), Instant.FromUtc(2026, 3, 31, 22, 0), Duration.FromMilliseconds(1));
        await _ledger.AppendAsync(first - tick, (Stopped(700), new SessionBilled(Bill(0.50m))));
        await _ledger.AppendAsync(first, (Stopped(701), new SessionBilled(Bill(0.50m))));
        await _ledger.AppendAsync(first + tick, (Stopped(702), new SessionBilled(Bill(0.70m, held: true))), (Stopped(709) with { SiteId = "other" }, new SessionBilled(Bill())));
        await _ledger.AppendAsync(next - tick, (Stopped(703), new SessionBilled(Bill(0.40m))));
        await _ledger.AppendAsync(next, (Stopped(701), new SessionBilled(Bill(0.40m), 3, 1)));

        // 4 kWh each, and 19 % on top: 2.00 + 0.38 and 1.60 + 0.30; held 2.80 + 0.53.
        var march = await MakeAsync(March, next + Duration.FromDays(1));
        var euros = Assert.Single(march.Currencies);
        Assert.Equal((2L, 5L), (march.FirstSequence, march.LastSequence));
        Assert.Equal(("EUR", 2L), (euros.Currency, euros.Sessions));
        Assert.Equal((2L, 8_000L, 3.60m, 0.68m, 4.28m), Figures(euros.Income));
        Assert.Equal(Figures(euros.Income), Figures(euros.Bills));
        Assert.Equal((0L, 0L, 0m, 0m, 0m), Figures(euros.Credits));
        Assert.Equal((1L, 4_000L, 2.80m, 0.53m, 3.33m), Figures(euros.Held));
        Assert.Equal([new StatementTax(19m, 3.60m, 0.68m)], euros.Income.Taxes);
        Assert.Equal([new StatementItem(StatementItemKind.Energy, false, 3.60m)], euros.Income.Items);
        Assert.True(march.IsFinal);

        var april = Assert.Single((await MakeAsync(April, next + Duration.FromDays(1))).Currencies);
        Assert.Equal(0, april.Sessions);
        Assert.Equal((2L, 0L, -0.40m, -0.08m, -0.48m), Figures(april.Income));
        Assert.Equal((1L, -4_000L, -2.00m, -0.38m, -2.38m), Figures(april.Credits));
        Assert.Equal((1L, 4_000L, 1.60m, 0.30m, 1.90m), Figures(april.Bills));
    }

    [Fact]
    public async Task A_month_of_more_entries_than_a_page_is_added_up_whole()
    {
        await _ledger.AppendBillsAsync(2_500);

        var statement = await MakeAsync(March, Given.At(200));

        var euros = Assert.Single(statement.Currencies);
        Assert.Equal((2_500L, 10_000_000L, 5_000.00m, 950.00m, 5_950.00m), Figures(euros.Income));
        Assert.Equal((1L, 2_500L), (statement.FirstSequence, statement.LastSequence));
        Assert.False(statement.IsFinal);
    }

    [Fact]
    public async Task Lines_are_added_up_by_what_they_are_for_and_currencies_apart()
    {
        var bill = Bill();
        var line = bill.Lines[0];
        var mixed = bill with
        {
            TotalExclTax = 6.10m,
            TotalInclTax = 6.96m,
            Taxes = [new TaxLine(7m, 2.50m, 0.18m), new TaxLine(19m, 3.60m, 0.68m)],
            Lines =
            [
                Of(line, BillLineKind.Energy, 2.00m), Of(line, BillLineKind.Energy, 0.20m), Of(line, BillLineKind.Time, 0.30m), Of(line, BillLineKind.ParkingTime, 1.00m),
                Of(line, BillLineKind.ReservationTime, 0.10m), Of(line, BillLineKind.Flat, 2.50m), Of(line, BillLineKind.Premium, 0.75m), Of(line, BillLineKind.Discount, -0.50m),
                Of(line, BillLineKind.Cap, -0.25m), Of(line, BillLineKind.MinPrice, 0.10m), Of(line, BillLineKind.MaxPrice, -0.10m), Of(line, BillLineKind.Guard, 0.00m),
            ],
        };
        var gross = bill with { Currency = Currency.Of("CHF"), TotalExclTax = 1.68m, TotalInclTax = 2.00m, Taxes = [new TaxLine(19m, 1.68m, 0.32m)] };
        await _ledger.AppendAsync((Stopped(700), new SessionBilled(mixed)), (Stopped(701), new SessionBilled(gross)), (Stopped(702), new SessionBilled(new Bill { State = BillState.Billed })));

        var currencies = (await MakeAsync(March, Given.At(200))).Currencies;

        Assert.Equal([null, "CHF", "EUR"], currencies.Select(sum => sum.Currency), StringComparer.Ordinal);
        Assert.Equal((1L, 0L, 0m, 0m, 0m), Figures(currencies[0].Income));
        Assert.Equal([new StatementItem(StatementItemKind.Energy, true, 2.00m)], currencies[1].Income.Items);
        Assert.Equal(
            [
                (StatementItemKind.Energy, 2.20m), (StatementItemKind.Time, 0.30m), (StatementItemKind.Parking, 1.00m), (StatementItemKind.Reservation, 0.10m),
                (StatementItemKind.Fees, 2.50m), (StatementItemKind.Premium, 0.75m), (StatementItemKind.Discounts, -0.50m), (StatementItemKind.PriceLimits, -0.25m),
            ],
            currencies[2].Income.Items.Select(item => (item.Item, item.Amount)));
        Assert.Equal([new StatementTax(7m, 2.50m, 0.18m), new StatementTax(19m, 3.60m, 0.68m)], currencies[2].Income.Taxes);
    }

    [Fact]
    public async Task The_statements_of_all_months_and_sites_add_up_to_the_ledger() =>
        await Gen.Select(Gen.Int[0, 4], Gen.Int[1, 99], Gen.Bool, Gen.Int[0, 40]).List[5, 40].SampleAsync(async steps =>
        {
            using var ledger = new TestLedger();
            var live = new Dictionary<int, SessionBilled>();
            var now = Instant.FromUtc(2026, 2, 1, 0, 0);
            foreach (var (session, cents, held, days) in steps)
            {
                now += Duration.FromDays(days);
                live[session] = Next(live.GetValueOrDefault(session), Bill(cents / 100m, held));
                await ledger.AppendAsync(now, (Stopped(700 + session) with { SiteId = $"site-{session % 2}" }, live[session]));
            }

            var months = Enumerable.Range(0, 60).Select(new YearMonth(2026, 1).PlusMonths);
            var sums = new List<StatementPart>();
            foreach (var month in months.SelectMany(month => new[] { new SiteMonth("site-0", month, "Europe/Berlin"), new SiteMonth("site-1", month, "Australia/Perth") }))
                sums.AddRange((await new SiteStatements(ledger.Database, new TestClock(now)).MakeAsync(month)).Currencies.Select(sum => sum.Income));

            var booked = (await ledger.RowsAsync()).Where(row => row.Kind != "HOLD").ToList();
            Assert.Equal(booked.Count, sums.Sum(sum => sum.Entries));
            Assert.Equal(booked.Sum(row => row.EnergyWh), sums.Sum(sum => sum.EnergyWh));
            Assert.Equal(booked.Sum(row => row.TotalExclTax), sums.Sum(sum => sum.Net));
            Assert.Equal(booked.Sum(row => row.TotalInclTax), sums.Sum(sum => sum.Gross));
            Assert.Equal(sums.Sum(sum => sum.Gross) - sums.Sum(sum => sum.Net), sums.Sum(sum => sum.Tax));
            Assert.Equal(
                booked.Sum(row => JsonNode.Parse(row.Document)!["lines"]!.AsArray().Sum(line => decimal.Parse((string)line!["amount"]!, CultureInfo.InvariantCulture))),
                sums.Sum(sum => sum.Items.Sum(item => item.Amount)));
        }, iter: 4, threads: 1);

    [Theory]
    [InlineData("2026-11", true)]
    [InlineData("2026-13", false)]
    [InlineData("2026-1", false)]
    [InlineData("26-01", false)]
    [InlineData("9999-12", false)]
    [InlineData("November", false)]
    public void A_month_is_a_year_and_two_digits(string text, bool isMonth) => Assert.Equal(isMonth, SiteMonth.Parse(text) is not null);

    public void Dispose() => _ledger.Dispose();

    private Task<SiteStatement> MakeAsync(SiteMonth month, Instant now) => new SiteStatements(_ledger.Database, new TestClock(now)).MakeAsync(month);

    private static SessionBilled Next(SessionBilled? before, Bill bill) => before switch
    {
        null => new SessionBilled(bill),
        { Bill.State: BillState.Held } held => new SessionBilled(bill, held.Revision + 1),
        var billed => new SessionBilled(bill, billed.Revision + 2, billed.Revision),
    };

    private static BillLine Of(BillLine line, BillLineKind kind, decimal amount) => line with { Kind = kind, Amount = amount };

    private static (long Entries, long EnergyWh, decimal Net, decimal Tax, decimal Gross) Figures(StatementPart part) => (part.Entries, part.EnergyWh, part.Net, part.Tax, part.Gross);

    private sealed class TestClock(Instant now) : IClock
    {
        public Instant GetCurrentInstant() => now;
    }
}
