using Fleet.Domain.Metering;

using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Metering;

/// <summary>
/// The energy that a session's values prove, worked out by hand. Values are minute:Wh; the session stops at minute 60 unless said otherwise. What does not fit is a finding and never silent,
/// and only pairs of values that do not decrease prove energy (lbbrhzn/ocpp#1069, #1031, #1756, #2093; citrineos-core#1060).
/// </summary>
public sealed class RegisterTests
{
    [Theory]
    [InlineData("lifetime", 1_000_000, "10:1000500 20:1001000", 1_001_200, 1_200)]
    [InlineData("session-relative", 0, "10:500 20:1000", 1_200, 1_200)]
    [InlineData("start and stop only", 1_000_000, "", 1_001_200, 1_200)]
    [InlineData("nothing taken", 1_000_000, "10:1000000 20:1000000", 1_000_000, 0)]
    [InlineData("no samples, counted from 0", 0, "", 1_200, 1_200)]
    public void A_meter_that_adds_up_proves_the_difference_and_nothing_is_found(string why, long start, string samples, long stop, long energy) =>
        AssertProven(why, start, samples, stop, energy);

    [Theory]
    [InlineData("stop on the lifetime's scale", 1_000_000, "10:0 20:500 30:1000", 1_001_200, 1_200, "REGISTER_MIXED")]
    [InlineData("stop on the session's scale", 1_000_000, "10:0 20:500 30:1000", 1_200, 1_200, "REGISTER_MIXED")]
    [InlineData("only one sample", 1_000_000, "10:500", 1_001_200, 1_200, "REGISTER_MIXED")]
    [InlineData("only one sample, stop relative", 1_000_000, "10:500", 1_200, 1_200, "REGISTER_MIXED")]
    [InlineData("reset in the middle", 1_000_000, "10:100 20:500 30:0 40:200", 300, 800, "REGISTER_MIXED REGISTER_RESET")]
    [InlineData("a glitch before a stop that is cut short by a little", 1_000_000, "10:5000 20:12000 30:0", 11_990, 11_990, "REGISTER_MIXED REGISTER_OUTLIER REGISTER_OUTLIER")]
    public void Samples_counted_from_the_session_s_start_under_a_lifetime_start_are_put_on_one_scale(
        string why, long start, string samples, long stop, long energy, string found) => AssertProven(why, start, samples, stop, energy, found);

    [Theory]
    [InlineData("citrineos-core#1060: the stop says 83 Wh more", 0, "10:910000 20:910050", 910_083, 83, "START_PLACEHOLDER")]
    [InlineData("a start of -1 is none", -1, "10:910000 20:910050", 910_083, 83, "START_PLACEHOLDER")]
    [InlineData("a start above any meter is none", long.MaxValue, "10:910000 20:910050", 910_083, 83, "START_PLACEHOLDER")]
    [InlineData("a start of -1 and no sample prove nothing", -1, "", 910_083, 0, "START_PLACEHOLDER")]
    public void A_placeholder_at_the_start_bills_only_from_the_first_value(string why, long start, string samples, long stop, long energy, string found) =>
        AssertProven(why, start, samples, stop, energy, found);

    [Theory]
    [InlineData("to 0 and on", 1_000_000, "10:1000500 20:0 30:200", 300, 800, "REGISTER_RESET")]
    [InlineData("the stop is the first to go on", 1_000_000, "10:1000500 20:0", 300, 800, "REGISTER_RESET")]
    [InlineData("twice", 1_000_000, "10:1000500 20:10 30:200 40:0", 100, 790, "REGISTER_RESET REGISTER_RESET")]
    [InlineData("falls once more while in doubt", 1_000_000, "10:1000500 20:10 30:0 40:200", 300, 800, "REGISTER_RESET REGISTER_RESET")]
    public void A_reset_in_the_middle_bills_what_is_proven_on_both_sides(string why, long start, string samples, long stop, long energy, string found) =>
        AssertProven(why, start, samples, stop, energy, found);

    [Theory]
    [InlineData("to 0", 1_000_000, "10:1000500 20:0 30:1000700", 1_001_200, 1_200, "REGISTER_OUTLIER")]
    [InlineData("slightly", 1_000_000, "10:1000500 20:999999 30:1000700", 1_001_200, 1_200, "REGISTER_OUTLIER")]
    [InlineData("the stop shows it", 1_000_000, "10:1000500 20:0", 1_001_200, 1_200, "REGISTER_OUTLIER")]
    [InlineData("the first sample", 1_000_000, "10:0 20:1000500 30:1000700", 1_001_200, 1_200, "REGISTER_OUTLIER")]
    [InlineData("the first sample, of a young meter", 50_000, "10:0 20:50500 30:50700", 51_200, 1_200, "REGISTER_OUTLIER")]
    [InlineData("the first sample, and the stop shows it", 50_000, "10:0 20:50500", 51_200, 1_200, "REGISTER_OUTLIER")]
    [InlineData("session-relative", 0, "10:500 20:0 30:700", 1_200, 1_200, "REGISTER_OUTLIER")]
    [InlineData("mixed", 1_000_000, "10:500 20:600 30:0 40:700", 1_200, 1_200, "REGISTER_MIXED REGISTER_OUTLIER")]
    [InlineData("below zero", 1_000_000, "10:1000500 20:-1 30:1000700", 1_001_200, 1_200, "REGISTER_OUTLIER")]
    [InlineData("above any meter", 1_000_000, "10:1000500 20:9223372036854775807 30:1000700", 1_001_200, 1_200, "REGISTER_OUTLIER")]
    [InlineData("below zero at first", 0, "10:-5 20:500", 1_200, 1_200, "REGISTER_OUTLIER")]
    public void A_single_value_that_is_wrong_is_left_out(string why, long start, string samples, long stop, long energy, string found) =>
        AssertProven(why, start, samples, stop, energy, found);

    [Theory]
    [InlineData("in the middle", 1_000_000, "10:1000500 20:9000000 30:1000700", 1_001_200, 1_200, "REGISTER_OUTLIER")]
    [InlineData("the first sample", 1_000_000, "10:9000000 20:1000500 30:1000700", 1_001_200, 1_200, "REGISTER_OUTLIER")]
    [InlineData("the last sample", 1_000_000, "10:1000500 20:1000700 30:9000000", 1_001_200, 1_200, "REGISTER_OUTLIER")]
    [InlineData("mixed", 1_000_000, "10:100 20:200 30:90000 40:400", 1_200, 1_200, "REGISTER_MIXED REGISTER_OUTLIER")]
    public void A_single_value_too_high_is_left_out(string why, long start, string samples, long stop, long energy, string found) =>
        AssertProven(why, start, samples, stop, energy, found);

    [Theory]
    [InlineData("below the start", 1_000_000, "", 999_000, 0, "STOP_BELOW_REGISTER")]
    [InlineData("below the samples", 1_000_000, "10:1000500 20:1000700", 1_000_100, 700, "STOP_BELOW_REGISTER")]
    [InlineData("0 after a reboot", 1_000_000, "10:1000500 20:1000700", 0, 700, "STOP_BELOW_REGISTER")]
    [InlineData("below mixed samples", 1_000_000, "10:100 20:500 30:700", 0, 700, "STOP_BELOW_REGISTER REGISTER_MIXED")]
    public void A_stop_below_what_was_reached_proves_nothing_and_is_found(string why, long start, string samples, long stop, long energy, string found) =>
        AssertProven(why, start, samples, stop, energy, found);

    [Theory]
    [InlineData("the last value stands in", 1_000_000, "10:1000500 20:1000700", 700, "")]
    [InlineData("no value at all", 1_000_000, "", 0, "")]
    [InlineData("a last value that fell is not silent", 1_000_000, "10:1000500 20:0", 500, "REGISTER_OUTLIER")]
    [InlineData("a single value on the session's scale counts", 1_000_000, "10:500", 500, "REGISTER_MIXED")]
    public void Without_a_value_at_the_stop_the_samples_decide(string why, long start, string samples, long energy, string found) =>
        AssertProven(why, start, samples, null, energy, found);

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void A_stop_that_is_no_register_s_position_counts_as_none_and_is_found(long stop) =>
        AssertProven("no position", 1_000_000, "10:1000500 20:1000700", stop, 700, "STOP_WITHOUT_REGISTER");

    [Fact]
    public void More_than_an_hour_without_a_value_while_energy_flowed_is_a_gap() =>
        AssertProven("gap", 1_000_000, "10:1000500 80:1001000", 1_001_200, 1_200, "READING_GAP", stopMinute: 90);

    [Fact]
    public void An_hour_without_a_value_is_no_gap_when_nothing_flowed() =>
        AssertProven("no gap", 1_000_000, "10:1000500 80:1000500", 1_000_500, 500, stopMinute: 90);

    [Theory]
    [InlineData(1_000_000, "10:1000500 20:1001000", RegisterKind.Lifetime)]
    [InlineData(0, "10:500 20:1000", RegisterKind.SessionRelative)]
    [InlineData(1_000_000, "10:0 20:500", RegisterKind.Mixed)]
    [InlineData(0, "10:910000 20:910050", RegisterKind.Lifetime)]
    [InlineData(50_000, "10:0 20:50500", RegisterKind.Lifetime)]
    [InlineData(1_000_000, "", RegisterKind.Unread)]
    public void The_scale_is_recognized(long start, string samples, RegisterKind kind) =>
        Assert.Equal(kind, Read(start, samples, DeliveryLimit.Of(null)).Register.Kind);

    [Fact]
    public void A_start_of_0_is_a_placeholder_when_the_EVSE_cannot_have_delivered_the_first_value()
    {
        // 11 kW for 10 minutes with 5 % and 1 kWh of margin: 1,925 + 1,000 Wh.
        var eleven = DeliveryLimit.Of(11_000);

        Assert.Equal(new EnergyWh(2_925), Read(0, "10:2925", eleven).Register.Energy);
        Assert.Equal(EnergyWh.Zero, Read(0, "10:2926", eleven).Register.Energy);
    }

    [Fact]
    public void Points_are_in_order_of_time_begin_at_0_and_never_decrease()
    {
        var points = Read(1_000_000, "10:1000500 20:0 30:200 40:90000 50:300", DeliveryLimit.Of(null)).CloseRegister(At(60), new EnergyWh(400)).Points;

        Assert.Equal(new EnergyPoint(Noon, EnergyWh.Zero, 0), points[0]);
        Assert.Equal(points.OrderBy(p => p.At).ThenBy(p => p.Energy), points);
        Assert.Equal(new EnergyWh(900), points[^1].Energy);
    }

    private static void AssertProven(string why, long start, string samples, long? stop, long energy, string found = "", int stopMinute = 60)
    {
        var register = Read(start, samples, DeliveryLimit.Of(null)).CloseRegister(At(stopMinute), stop is { } wh ? new EnergyWh(wh) : null);

        Assert.Equal((why, energy), (why, register.Energy.Value));
        Assert.Equal(
            found.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
            register.Findings.Select(finding => finding.Code).Order(StringComparer.Ordinal));
    }

    private static Evidence Read(long start, string samples, DeliveryLimit limit) => Evidence.Begin(Noon, new EnergyWh(start), limit).Add(
        samples.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split(':'))
            .Select(pair => Meter(int.Parse(pair[0]), long.Parse(pair[1]))).ToValueList(),
        MuchLater);
}
