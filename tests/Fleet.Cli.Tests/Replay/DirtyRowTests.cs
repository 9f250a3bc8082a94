using Fleet.Cli.Replay;
using Fleet.Domain.Metering;
using NodaTime;

namespace Fleet.Cli.Tests.Replay;

/// <summary>Dirt is played as it is where OCPP has words for it, and reported otherwise.</summary>
public sealed class DirtyRowTests
{
    [Fact]
    public void A_clean_row_is_a_session_with_all_that_the_file_says()
    {
        var session = Assert.IsType<ReplaySession>(Files.PerthRow(id: "7"));

        Assert.Equal(("51519", 2, "PERTH-7"), (session.Charger.Value, session.ConnectorId, session.Token));
        Assert.Equal((Instant.FromUtc(2017, 8, 31, 21, 12), Instant.FromUtc(2017, 8, 31, 22, 11)), (session.Start, session.End));
        Assert.Equal((new EnergyWh(18_270), 22_000L, "Crown Inn, Perth"), (session.Energy, session.MaxPowerW, session.Site));
    }

    [Fact]
    public void An_end_before_the_start_is_played()
    {
        var session = Assert.IsType<ReplaySession>(Files.PerthRow(start: "2017-05-01 13:11", end: "1970-01-01 01:00"));

        // In 1970 Britain kept summer time all the year round.
        Assert.Equal(Instant.FromUtc(1970, 1, 1, 0, 0), session.End);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-3.5", -3_500)]
    [InlineData("999999", 999_999_000)]
    [InlineData("0.0005", 1)]
    [InlineData("4.0849999999999996", 4_085)]
    public void Any_energy_that_a_meter_can_show_is_played_to_the_whole_watt_hour(string kwh, long wattHours)
    {
        Assert.Equal(wattHours, Assert.IsType<ReplaySession>(Files.PerthRow(kwh: kwh)).Energy.Value);
    }

    [Fact]
    public void A_row_without_end_is_reported()
    {
        AssertRejected(RejectReason.NoEnd, Files.PerthRow(end: "", kwh: ""));
    }

    [Fact]
    public void A_row_without_start_is_reported()
    {
        AssertRejected(RejectReason.NoStart, Files.PerthRow(start: ""));
    }

    [Theory]
    [InlineData("2017-02-29 10:00")]
    [InlineData("2017-08-31 noon")]
    public void A_time_that_is_none_is_reported(string time)
    {
        AssertRejected(RejectReason.UnreadableTime, Files.PerthRow(start: time));
        AssertRejected(RejectReason.UnreadableTime, Files.PerthRow(end: time));
    }

    [Theory]
    [InlineData("")]
    [InlineData("NA")]
    [InlineData("lots")]
    [InlineData("1.000.000")]
    public void An_energy_that_is_no_number_is_reported(string kwh)
    {
        AssertRejected(RejectReason.UnreadableEnergy, Files.PerthRow(kwh: kwh));
    }

    [Theory]
    [InlineData("1000000001")]
    [InlineData("-1e20")]
    public void An_energy_beyond_every_register_is_reported(string kwh)
    {
        AssertRejected(RejectReason.EnergyOutOfRange, Files.PerthRow(kwh: kwh));
    }

    [Fact]
    public void A_row_without_charger_or_connector_is_reported()
    {
        AssertRejected(RejectReason.NoIdentity, Files.PerthRow(charger: " "));
        AssertRejected(RejectReason.NoIdentity, Files.PerthRow(charger: new string('x', 49)));
        AssertRejected(RejectReason.NoIdentity, Files.PerthRow(connector: "0"));
        AssertRejected(RejectReason.NoIdentity, Files.PerthRow(connector: "left"));
        AssertRejected(RejectReason.NoIdentity, Files.PerthRow(id: "a token that is far too long"));
    }

    private static void AssertRejected(RejectReason reason, SessionRow row) => Assert.Equal(reason, Assert.IsType<RejectedRow>(row).Reason);
}
