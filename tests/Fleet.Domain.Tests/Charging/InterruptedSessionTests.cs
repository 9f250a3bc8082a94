using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Documents;
using Fleet.Domain.Charging;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

using NodaTime;

using static Fleet.Domain.Tests.Charging.Played;
using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Charging;

/// <summary>What an interruption and a failed attempt cost: no second fee, and none at all (billing.md 4, 14).</summary>
public sealed class InterruptedSessionTests
{
    private const string FeeAndEnergy = """
        {"id":"T","currency":"EUR","min_price":{"excl_vat":3},"elements":[{"price_components":[
          {"type":"FLAT","price":1,"step_size":1},{"type":"ENERGY","price":0.5,"step_size":1}]}]}
        """;

    private static readonly FrozenTariff Priced =
        FrozenTariff.Freeze(TariffJson.Read(FeeAndEnergy).Document!, RuleSet.Ocpi221D2, "UTC");

    [Theory]
    [InlineData(30, true)]
    [InlineData(40, true)]
    [InlineData(41, false)]
    public void A_start_within_ten_minutes_goes_on_with_the_session_before(int minute, bool resumes) =>
        Assert.Equal(resumes ? TransactionId.From(700) : null, Resumed(Start(minute: minute, meter: 9_000), At(30)));

    [Fact]
    public void Another_token_another_connector_and_an_attempt_without_service_are_new_visits()
    {
        Assert.Null(Resumed(Start(token: Bob, minute: 35, meter: 9_000), At(30)));
        Assert.Null(Resumed(Start(Right, minute: 35, meter: 9_000), At(30)));
        Assert.Null(Resumed(Start(minute: 35, meter: 9_000), null));
        Assert.Null(Resumed(Start(minute: 29, meter: 9_000), At(30)));
    }

    [Fact]
    public void After_an_interruption_the_fee_and_the_least_price_are_not_charged_again()
    {
        var bill = Bill(TransactionId.From(700), 2_000, 60);

        Assert.Equal(1.00m, bill.TotalExclTax);
        Assert.Equal(
            [(BillLineKind.Guard, 0.00m, BillRule.ReconnectMerge), (BillLineKind.Energy, 1.00m, BillRule.FirstMatch)],
            bill.Lines.Select(line => (line.Kind, line.Amount, line.Rule)));
        Assert.Contains(bill.Findings, finding => finding.Code == FindingCode.ReconnectMerged);
    }

    [Fact]
    public void Without_one_both_are_charged() => Assert.Equal(3.00m, Bill(null, 2_000, 60).TotalExclTax);

    [Theory]
    [InlineData(99, 1, "no-service", "0.00")]
    [InlineData(100, 1, "first-match", "3.00")]
    [InlineData(99, 2, "first-match", "3.00")]
    [InlineData(0, 90, "no-service", "0.00")]
    public void An_attempt_that_gave_next_to_nothing_costs_nothing_and_says_so(long wh, int minutes, string rule, string total)
    {
        var bill = Bill(null, wh, minutes);

        Assert.Equal((BillState.Billed, total, rule), (bill.State, bill.TotalExclTax.ToString(), bill.Lines[0].Rule));
        Assert.Equal(rule == BillRule.NoService, bill.Findings.Items.Any(finding => finding.Code == FindingCode.NoService));
    }

    private static TransactionId? Resumed(StartTransaction start, Instant? servedUntil)
    {
        var charger = NewCharger.After(Start()).Paid().After(new EndTransaction(Charger, TransactionId.From(700), servedUntil ?? At(30), Served: servedUntil is not null));
        return charger.Decide(start, At(60)).Events.Items.OfType<TransactionStarted>().Single().Start.Resumes;
    }

    private static Bill Bill(TransactionId? resumes, long wh, int minutes)
    {
        var start = new TransactionStart(Left, Alice, Noon, Noon, new EnergyWh(1_000), null, Terms() with { Tariff = Priced }, resumes);
        var session = NewSession.After(new OpenSession(Session(701), start));
        return session.After(new StopSession(Session(701), StopAt(minutes, 1_000 + wh, null, StopReason.Local))).Bill!;
    }
}
