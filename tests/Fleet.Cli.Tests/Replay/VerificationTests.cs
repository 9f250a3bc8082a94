using Fleet.Cli.Replay;
using Fleet.Domain.Identity;
using Fleet.Simulator.Measuring;

namespace Fleet.Cli.Tests.Replay;

/// <summary>What counts as billed once and rightly, and what does not.</summary>
public sealed class VerificationTests
{
    private static readonly PlayedSession One = Played(1, "A:1", 1_000);
    private static readonly PlayedSession Two = Played(2, "A:2", 2_000);

    [Fact]
    public void A_bill_with_the_meters_energy_is_right()
    {
        Assert.Empty(Compare([One, Two], new("A:1", "BILLED", 1_000), new("A:2", "BILLED", 2_000), new("B:1", "BILLED", 5)));
    }

    [Fact]
    public void A_bill_that_is_held_is_right_whatever_its_energy()
    {
        Assert.Empty(Compare([One], new BilledTransaction("A:1", "HELD", 0, "STOP_BEFORE_START")));
    }

    [Fact]
    public void A_session_without_bill_is_found()
    {
        Assert.Equal([(2, MismatchKind.NotBilled)], Compare([One, Two], new BilledTransaction("A:1", "BILLED", 1_000)));
    }

    [Theory]
    [InlineData("BILLED", "BILLED")]
    [InlineData("BILLED", "HELD")]
    [InlineData("HELD", "HELD")]
    public void A_session_with_two_bills_is_found(string first, string second)
    {
        Assert.Equal([(1, MismatchKind.BilledTwice)], Compare([One], new("A:1", first, 1_000), new("A:1", second, 1_000)));
    }

    [Theory]
    [InlineData(999)]
    [InlineData(1_001)]
    [InlineData(0)]
    public void A_bill_with_another_energy_is_found(long energyWh)
    {
        Assert.Equal([(1, MismatchKind.EnergyDiffers)], Compare([One], new BilledTransaction("A:1", "BILLED", energyWh)));
    }

    [Fact]
    public void Two_rows_with_one_transaction_are_found()
    {
        Assert.Equal([(2, MismatchKind.SameTransaction)], Compare([One, Played(2, "A:1", 1_000)], new BilledTransaction("A:1", "BILLED", 1_000)));
    }

    [Fact]
    public void The_report_counts_what_stands_and_what_is_held_and_adds_sites_up_by_currency()
    {
        PlayedSession[] played = [AtSite("X", Played(1, "A:1", 100)), AtSite("X", Played(2, "A:2", 200)), AtSite("Y", Played(3, "A:3", 300)), AtSite("Y", Played(4, "A:4", 400))];
        BilledTransaction[] bills =
        [
            new("A:1", "BILLED", 100, null, "EUR", "1.10"), new("A:2", "BILLED", 200, null, "EUR", "2.20"), new("A:3", "BILLED", 300), new("A:4", "HELD", 400, "NO_TARIFF"),
        ];
        var rows = new SessionRows("perth", [.. played.Select(p => p.Session)], [new RejectedRow(5, RejectReason.NoEnd, "no end")]);

        var report = ReplayReport.Of("f.csv", rows, new PlayResult(played, 10, TimeSpan.FromSeconds(4)), Lookup(bills));

        Assert.True(report.Ok);
        Assert.Equal((5, 4, 3, 2L), (report.RowsRead, report.Played, report.Billed, report.CallsPerSecond));
        Assert.Equal([new SiteTotal("X", 2, 300, "EUR", "3.30"), new SiteTotal("Y", 1, 300, null, null)], report.Sites);
        var held = Assert.Single(report.Held);
        Assert.Equal("NO_TARIFF", held.HeldFor);
        Assert.Equal([4], held.Rows);
    }

    [Fact]
    public void A_session_that_the_node_did_not_answer_is_not_all_well()
    {
        var rows = new SessionRows("perth", [One.Session], []);

        var report = ReplayReport.Of("f.csv", rows, new PlayResult([new FailedSession(One.Session, "no answer")], 0, TimeSpan.Zero), Lookup());

        Assert.False(report.Ok);
        Assert.Equal([new FailedRow(1, "no answer")], report.Failed);
    }

    private static PlayedSession Played(int row, string id, long wattHours) => new(Sessions.Of(row, 0, 10, wattHours), SessionId.Parse(id));

    private static PlayedSession AtSite(string site, PlayedSession played) => played with { Session = played.Session with { Site = site } };

    private static IEnumerable<(int Row, MismatchKind Kind)> Compare(PlayedSession[] played, params BilledTransaction[] bills) =>
        Verification.Compare(played, Lookup(bills)).Select(wrong => (wrong.Row, wrong.Kind));

    private static ILookup<string, BilledTransaction> Lookup(params BilledTransaction[] bills) => bills.ToLookup(bill => bill.Id, StringComparer.Ordinal);
}
