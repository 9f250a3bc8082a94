using CsCheck;

using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Documents;
using Fleet.Domain.Charging;
using Fleet.Domain.Metering;

using static Fleet.Domain.Tests.Charging.Played;
using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Charging;

/// <summary>What a driver sees while charging is what the bill would be (billing.md 4, 9), in whatever order the charger tells it.</summary>
public sealed class RunningCostTests
{
    private const string Tariff = """
        {"id":"T","currency":"EUR","elements":[
          {"price_components":[{"type":"PARKING_TIME","price":6,"vat":20,"step_size":1}],"restrictions":{"min_idle_time":600}},
          {"price_components":[{"type":"ENERGY","price":0.5,"vat":20,"step_size":1}],"restrictions":{"max_kwh":8}},
          {"price_components":[{"type":"FLAT","price":1,"step_size":1},{"type":"ENERGY","price":0.4,"vat":20,"step_size":1},{"type":"TIME","price":0.6,"step_size":60}]}]}
        """;

    private static readonly TransactionStart Begun = new(
        Left, Alice, Noon, Noon, new EnergyWh(1_000), null, Terms() with { Tariff = FrozenTariff.Freeze(TariffJson.Read(Tariff).Document!, RuleSet.Ocpi221D2, "UTC") });

    private static readonly Gen<SessionCommand> Heard = Gen.OneOf(
        Gen.Select(Gen.Int[1, 120], Gen.Int[0, 100]).Select((minute, wh) => (SessionCommand)new RecordReadings(Session(700), [Meter(minute, 1_000 + (minute * 100) + wh)])),
        Gen.Select(Gen.Int[0, 120], Gen.OneOf(ConnectorStatus.Charging, ConnectorStatus.SuspendedEV, ConnectorStatus.SuspendedEVSE))
            .Select((minute, status) => (SessionCommand)new NoteConnectorStatus(Session(700), status, At(minute))));

    [Fact]
    public void After_everything_that_is_heard_the_cost_so_far_is_what_a_stop_at_the_last_reading_would_bill() =>
        Heard.Array[1, 12].Sample(commands =>
        {
            var session = NewSession.After(new OpenSession(Session(700), Begun));
            foreach (var command in commands)
            {
                session = session.After(command);
                var last = session.Evidence!.Register.Points[^1];
                var stop = new TransactionStop(last.At, null, StopReason.Local, null, []);
                var bill = session.After(new StopSession(Session(700), stop)).Bill!;
                if (bill.State == BillState.Billed && !bill.Findings.Items.Any(finding => finding.Code == FindingCode.NoService))
                    Assert.Equal(bill.TotalInclTax, session.Running!.TotalInclTax);
            }
        });

    [Fact]
    public void A_reading_is_recorded_with_the_cost_so_far()
    {
        var decision = NewSession.After(new OpenSession(Session(700), Begun)).Decide(new RecordReadings(Session(700), [Meter(30, 5_000)]), At(30));

        // 1.00 and 4 kWh at 0.60 with tax, and half an hour at 0.60 an hour.
        Assert.Equal(3.70m, Assert.IsType<ReadingsRecorded>(Assert.Single(decision.Events)).CostInclTax);
    }

    [Fact]
    public void Without_a_tariff_there_is_no_cost() =>
        Assert.Null(NewSession.After(new OpenSession(Session(700), Begun with { Terms = Terms() with { Tariff = null } }), new RecordReadings(Session(700), [Meter(30, 5_000)])).Running);
}
