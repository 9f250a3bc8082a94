using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Metering;
using Fleet.Domain.Tests.Metering.Signed;

using static Fleet.Domain.Tests.Charging.Played;
using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Charging;

/// <summary>Signed values from the session's readings to its bill (billing.md 3).</summary>
public sealed class SignedSessionTests : IDisposable
{
    private static readonly FrozenTariff EnergyAndTime = Freeze(new PriceComponent(TariffDimension.Energy, 0.30m, null), new PriceComponent(TariffDimension.Time, 2.00m, null));

    private readonly SignedMeter _meter = new();

    public void Dispose() => _meter.Dispose();

    [Fact]
    public void Energy_that_the_meter_signed_is_signed_on_the_bill()
    {
        var bill = Bill(_meter.Record(1, "B", 1m), _meter.Record(2, "E", 11m, 60));

        Assert.Equal((BillState.Billed, new EnergyWh(10_000)), (bill.State, bill.Evidence.SignedEnergy));
        Assert.Equal(EnergyWh.Zero, bill.Evidence.PlainEnergy);
        // 10 kWh x 0.30 + 1 h x 2.00.
        Assert.Equal(5.00m, bill.TotalExclTax);
    }

    [Fact]
    public void A_tampered_value_holds_the_bill()
    {
        var bill = Bill(_meter.Record(1, "B", 1m), _meter.Record(2, "E", 11m, 60).Replace("11.000", "12.000", StringComparison.Ordinal));

        Assert.Equal((BillState.Held, EnergyWh.Zero), (bill.State, bill.Evidence.SignedEnergy));
        Assert.Equal([FindingCode.SignatureInvalid], bill.HeldFor);
    }

    [Fact]
    public void A_clock_that_is_informative_only_bills_no_time()
    {
        var bill = Bill(_meter.Record(1, "B", 1m, clock: "I"), _meter.Record(2, "E", 11m, 60));

        Assert.Equal(BillState.Billed, bill.State);
        Assert.Equal(3.00m, bill.TotalExclTax);
        Assert.Contains(bill.Findings, finding => finding.Code == FindingCode.ClockInformative);
        Assert.Contains(bill.Lines, line => line is { Kind: BillLineKind.Guard, Amount: 0m });
    }

    [Fact]
    public void A_signed_reading_that_is_sent_again_changes_nothing()
    {
        var reading = Meter(30, 5_000) with { SignedValues = [new SignedData(_meter.Record(1, "C", 5m))] };
        var session = NewSession.After(Noon, Open(), new RecordReadings(Session(700), [reading]));

        Assert.Empty(session.Decide(new RecordReadings(Session(700), [reading]), MuchLater).Events);
        Assert.Single(session.Decide(new RecordReadings(Session(700), [reading with { SignedValues = [new SignedData("OCMF|{}|{}")] }]), MuchLater).Events);
    }

    private Bill Bill(string begin, string end) => NewSession.After(
        Open(),
        new RecordReadings(Session(700), [Meter(1, 1_000) with { SignedValues = [new SignedData(begin)] }]),
        new StopSession(Session(700), StopAt(60, 11_000, null, StopReason.Local, Meter(60, 11_000) with { SignedValues = [new SignedData(begin), new SignedData(end)] }))).Bill!;

    private OpenSession Open() => new(
        Session(700),
        new TransactionStart(Left, Alice, Noon, Noon, new EnergyWh(1_000), null, Terms(tariff: EnergyAndTime) with { MeterPublicKey = _meter.PublicKey }));
}
