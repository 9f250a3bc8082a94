using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Metering;

using static Fleet.Domain.Tests.Charging.Played;
using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Charging;

/// <summary>Charging time in which the meter stood still (billing.md 4, rows 2 and 6). The session lasts an hour; times are minutes after noon.</summary>
public sealed class DeadTimeTests
{
    private static readonly FrozenTariff Time = Freeze(new PriceComponent(TariffDimension.Time, 60m, null), new PriceComponent(TariffDimension.ParkingTime, 60m, null));

    [Theory]
    [InlineData("energy flows all the time", "", "30:500", 1_000, 60, 0, "")]
    [InlineData("nobody read the meter in between", "", "", 1_000, 60, 0, "")]
    [InlineData("a pause of a quarter of an hour is one", "", "20:500 35:500", 1_000, 60, 0, "")]
    [InlineData("a longer one ends after that", "", "20:500 40:500", 1_000, 55, 0, "35-40")]
    [InlineData("readings in between do not hide it", "", "10:500 20:500 30:500 40:500", 1_000, 45, 0, "25-40")]
    [InlineData("before anything flowed", "", "30:0", 500, 45, 0, "15-30")]
    [InlineData("until the end", "", "20:500", 500, 35, 0, "35-60")]
    [InlineData("behind the last reading nothing is proven", "", "20:500", null, 35, 0, "35-60")]
    [InlineData("parking is what the car reported", "20:SuspendedEV", "20:500", 500, 20, 40, "")]
    [InlineData("charging once more without energy", "20:SuspendedEV 40:Charging", "20:500", 500, 20, 20, "40-60")]
    [InlineData("twice", "", "5:500 25:500 30:600", 600, 40, 0, "20-25 45-60")]
    public void Time_in_which_the_meter_stood_still_beyond_a_pause_is_no_charging(
        string why, string statuses, string readings, int? stop, int charging, int parking, string held)
    {
        var session = NewSession
            .After(new OpenSession(Session(700), new TransactionStart(Left, Alice, Noon, Noon, new EnergyWh(7_000), null, Terms(tariff: Time))))
            .After([.. Split(statuses).Select(status => new NoteConnectorStatus(Session(700), Enum.Parse<ConnectorStatus>(status.What), At(status.Minute)))])
            .After(new RecordReadings(Session(700), Split(readings).Select(reading => Meter(reading.Minute, 7_000 + long.Parse(reading.What))).ToValueList()))
            .After(new StopSession(Session(700), StopAt(60, 7_000 + stop)));

        var bill = session.Bill!;
        var lines = bill.Lines.Where(line => line.Kind == BillLineKind.HeldByStation).ToList();
        Assert.Equal((why, charging * 60L, parking * 60L), (why, bill.ChargingSeconds, bill.IdleSeconds));
        Assert.Equal(charging + parking, bill.TotalExclTax);
        Assert.Equal(Split(held, '-').Sum(part => int.Parse(part.What) - part.Minute) * 60_000L, lines.Sum(line => line.Volume));
        Assert.Equal(held.Length > 0, bill.Findings.Items.Any(finding => finding.Code == FindingCode.NothingFlowed));
        Assert.Equal(Split(held, '-').Select(part => At(part.Minute)).FirstOrDefault(), lines.Select(line => line.From).FirstOrDefault());
    }

    private static IEnumerable<(int Minute, string What)> Split(string list, char separator = ':') =>
        list.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(item => item.Split(separator)).Select(item => (int.Parse(item[0]), item[1]));
}
