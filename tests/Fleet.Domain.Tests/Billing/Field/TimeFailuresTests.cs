using Fleet.Domain.Billing;

using NodaTime;

namespace Fleet.Domain.Tests.Billing.Field;

/// <summary>What goes wrong with time in the field, and what is right then (billing.md 4, rows 6 to 8, 11 and 12). Every amount is worked out by hand.</summary>
public sealed class TimeFailuresTests
{
    /// <summary>1.20 an hour of charging, 6.00 an hour of idling.</summary>
    private static readonly FrozenTariff TimeAndIdle = A.Simple("""{"type":"TIME","price":1.20,"step_size":1},{"type":"PARKING_TIME","price":6,"step_size":1}""");

    /// <summary>Idle fee of 6.00 an hour after 30 minutes, never from 21:00 to 07:00 in Berlin, at most 12.00.</summary>
    private static readonly FrozenTariff IdleFee = A.Tariff(
        """
        {"id":"T","currency":"EUR","caps":[{"type":"PARKING_TIME","amount":12}],"elements":[
          {"price_components":[{"type":"PARKING_TIME","price":0,"step_size":1}],"restrictions":{"start_time":"21:00","end_time":"07:00"}},
          {"price_components":[{"type":"PARKING_TIME","price":6,"step_size":1}],"restrictions":{"min_idle_time":1800}},
          {"price_components":[{"type":"ENERGY","price":0.40,"step_size":1}]}]}
        """,
        "Europe/Berlin");

    [Fact]
    public void F06_Idle_is_not_billed_as_charging_time()
    {
        var charger = new FieldCharger(TimeAndIdle);

        charger.Start(0, 1_000);
        charger.Status(0, "Charging");
        charger.Meter(30, 11_000);
        charger.Status(30, "SuspendedEV");
        charger.Stop(90, 11_000);

        // Half an hour of charging, a whole one of idling.
        Assert.Equal([(BillLineKind.Time, 0.60m), (BillLineKind.ParkingTime, 6.00m)], Priced(charger.Bill()));
        Assert.Equal((1_800L, 3_600L), (charger.Bill().ChargingSeconds, charger.Bill().IdleSeconds));
    }

    [Fact]
    public void F06_Idle_after_idle_goes_on_being_priced_and_charging_in_between_is_not_idle()
    {
        var charger = new FieldCharger(TimeAndIdle);

        charger.Start(0, 1_000);
        charger.Status(20, "SuspendedEV");
        charger.Status(40, "Charging");
        charger.Status(50, "SuspendedEV");
        charger.Stop(80, 11_000);

        // ev-server#3232: 20 + 10 min of charging, 20 + 30 min of idling.
        Assert.Equal([(BillLineKind.Time, 0.60m), (BillLineKind.ParkingTime, 5.00m)], Priced(charger.Bill()));
    }

    [Theory]
    [InlineData("SuspendedEVSE")]
    [InlineData("Faulted")]
    [InlineData("Unavailable")]
    public void F07_No_idle_fee_while_the_station_held_back_power(string status)
    {
        var charger = new FieldCharger(TimeAndIdle);

        charger.Start(0, 1_000);
        charger.Status(10, status);
        charger.Status(130, "Charging");
        charger.Stop(140, 5_000);

        // 20 min of charging; the two hours stand on the bill as 0.00.
        Assert.Equal([(BillLineKind.Time, 0.40m)], Priced(charger.Bill()));
        var held = Assert.Single(charger.Bill().Lines, line => line.Kind == BillLineKind.HeldByStation);
        Assert.Equal((7_200_000m, 0.00m), (held.Volume, held.Amount));
    }

    [Theory]
    [InlineData("within the grace nothing is due", 12, 29, "")]
    [InlineData("at the grace's end neither", 12, 30, "")]
    [InlineData("after it the minutes beyond it: 15 x 0.10", 12, 45, "1.50")]
    [InlineData("until the night begins at 21:00: 19:45 to 21:00, but 12.00 at most would be 2 h", 18, 300, "7.50")]
    [InlineData("the cap: 3 h beyond the grace would be 18.00", 8, 210, "18.00 -6.00")]
    [InlineData("a whole night is free: 21:15 to 06:55", 20, 580, "")]
    [InlineData("in the morning the car has idled for long: 07:00 to 08:15, though the grace was in the night", 21, 600, "7.50")]
    public void F08_Idle_fee_has_grace_cap_and_night_and_says_its_minutes(string why, int utcHour, int idleMinutes, string amounts)
    {
        var charger = new FieldCharger(IdleFee);
        var start = (utcHour - 12) * 60;

        charger.Start(start, 1_000);
        charger.Status(start + 15, "SuspendedEV");
        charger.Stop(start + 15 + idleMinutes, 11_000);

        Assert.Equal((why, amounts), (why, string.Join(' ', charger.Bill().Lines.Where(line => line.Amount != 0m && line.Kind != BillLineKind.Energy).Select(line => line.Amount))));
        Assert.Equal(idleMinutes * 60L, charger.Bill().IdleSeconds);
    }

    [Fact]
    public void F08_A_car_that_charges_once_more_has_its_grace_anew()
    {
        var charger = new FieldCharger(IdleFee);

        charger.Start(0, 1_000);
        charger.Status(10, "SuspendedEV");
        charger.Status(35, "Charging");
        charger.Status(45, "SuspendedEV");
        charger.Stop(70, 11_000);

        // Twice 25 minutes are each within the grace of 30.
        Assert.Equal(4.00m, charger.Bill().TotalInclTax);
    }

    [Theory]
    [InlineData(RuleSet.Ocpi221D2, "5.00 0.13")]
    [InlineData(RuleSet.Ocpi22, "5.00 0.13")]
    [InlineData(RuleSet.Ocpi3NoStep, "5.00")]
    public void F11_Step_size_is_a_line_of_its_own_and_its_rules_are_pinned(RuleSet rules, string amounts)
    {
        var charger = new FieldCharger(A.Tariff(
            """{"id":"T","currency":"EUR","elements":[{"price_components":[{"type":"ENERGY","price":0.25,"step_size":500}]}]}""", rules: rules));

        charger.Start(0, 1_000);
        charger.Stop(60, 21_000 + 3);

        // 20.003 kWh cost 5.00075; 20.5 cost 5.125, charged 5.13.
        Assert.Equal(amounts, string.Join(' ', charger.Bill().Lines.Select(line => line.Amount)));
        Assert.Equal(rules, charger.Bill().Tariff!.RuleSet);
        Assert.All(charger.Bill().Lines.Skip(1), line => Assert.Contains("500 Wh", line.Text, StringComparison.Ordinal));
    }

    [Theory]
    // Berlin's clock jumps from 02:00 to 03:00 on 29 March 2026 and falls back from 03:00 to 02:00 on 25 October 2026.
    [InlineData("2026-03-28T23:00:00Z", "00:00 to 04:00, an hour of which there was not", 180, "0.30")]
    [InlineData("2026-10-24T22:00:00Z", "00:00 to 04:00, an hour of which there was twice", 300, "0.50")]
    public void F12_The_night_of_a_clock_change_is_billed_by_the_hours_that_passed(string midnight, string why, int minutes, string night)
    {
        var start = NodaTime.Text.InstantPattern.ExtendedIso.Parse(midnight).Value;
        var minute = (int)(start - Given.Noon).TotalMinutes;
        var charger = new FieldCharger(A.Tariff(
            """
            {"id":"T","currency":"EUR","elements":[
              {"price_components":[{"type":"TIME","price":0.10,"step_size":1}],"restrictions":{"start_time":"00:00","end_time":"04:00"}},
              {"price_components":[{"type":"TIME","price":60,"step_size":1}]}]}
            """,
            "Europe/Berlin"));

        charger.Start(minute, 1_000);
        charger.Stop(minute + minutes + 10, 11_000);

        // By the hour 0.10 at night; ten minutes of the day's price behind it.
        Assert.Equal((why, $"{night} 10.00"), (why, string.Join(' ', charger.Bill().Lines.Where(line => line.Amount != 0m).Select(line => line.Amount))));
        Assert.Equal(start + Duration.FromMinutes(minutes), charger.Bill().Lines.Single(line => line.Amount == 10.00m).From);
    }

    private static (BillLineKind Kind, decimal Amount)[] Priced(Bill bill) => [.. bill.Lines.Where(line => line.Amount != 0m).Select(line => (line.Kind, line.Amount))];
}
