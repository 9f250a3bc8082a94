using Fleet.Domain.Billing;
using Fleet.Domain.Metering;

namespace Fleet.Domain.Tests.Billing.Field;

/// <summary>What goes wrong with meters in the field, and what is right then (billing.md 4, rows 1 to 5). Every amount is worked out by hand.</summary>
public sealed class MeterFailuresTests
{
    /// <summary>0.40 a kWh, no tax.</summary>
    private static readonly FrozenTariff Energy = A.Simple("""{"type":"ENERGY","price":0.40,"step_size":1}""");

    /// <summary>0.40 a kWh, 3.00 an hour of charging, 1.00 a session.</summary>
    private static readonly FrozenTariff Everything = A.Simple(
        """{"type":"ENERGY","price":0.40,"step_size":1},{"type":"TIME","price":3,"step_size":1},{"type":"FLAT","price":1,"step_size":1}""");

    [Theory]
    [InlineData("6.82 MWh in 20 min at 22 kW (Chargefox 2024)", 22_000, 20, 6_820_000)]
    [InlineData("36.9 kWh in 3 min (evcc#29099)", 22_000, 3, 36_900)]
    [InlineData("the meter's lifetime as the session's, 9,334 kWh (evcc#26629)", 22_000, 600, 9_334_000)]
    [InlineData("the same on a station of unknown power over a weekend", null, 2_880, 9_334_000)]
    public void F01_Absurd_bill_from_a_broken_register_is_held_and_not_charged(string why, int? maxPowerW, int minutes, long energy)
    {
        var charger = new FieldCharger(Energy, maxPowerW);

        charger.Start(0, 1_000);
        charger.Stop(minutes, 1_000 + energy);

        Assert.Equal((why, BillState.Held), (why, charger.Bill().State));
        Assert.Equal([FindingCode.ImplausibleEnergy], charger.Bill().HeldFor);
        Assert.Contains(charger.Bill().Findings, finding => finding.Code == FindingCode.ImplausibleEnergy && finding.Text.Contains($"{energy} Wh", StringComparison.Ordinal));
    }

    [Fact]
    public void F01_One_absurd_value_between_two_sound_ones_neither_raises_the_bill_nor_holds_it()
    {
        var charger = new FieldCharger(Energy, 22_000);

        charger.Start(0, 1_000);
        charger.Meter(10, 4_000);
        charger.Meter(20, 6_821_000);
        charger.Meter(30, 9_000);
        charger.Stop(40, 11_000);

        // 10 kWh x 0.40.
        Assert.Equal((BillState.Billed, 4.00m), (charger.Bill().State, charger.Bill().TotalInclTax));
        Assert.Contains(charger.Bill().Findings, finding => finding.Code == FindingCode.RegisterOutlier);
    }

    [Fact]
    public void F02_Session_never_ends_is_closed_on_its_last_evidence_and_billed_no_further()
    {
        var charger = new FieldCharger(Everything);

        charger.Start(0, 1_000);
        charger.Meter(10, 3_000);
        charger.Meter(20, 5_000);
        charger.Wait(20 + (4 * 24 * 60));

        // 4 kWh x 0.40, 20 min x 3.00, 1.00; not four days.
        Assert.Equal((BillState.Billed, 1.60m + 1.00m + 1.00m), (charger.Bill().State, charger.Bill().TotalInclTax));
        Assert.All(charger.Bill().Lines, line => Assert.True(line.To <= Given.At(20)));
        Assert.Contains(charger.Bill().Findings, finding => finding.Code == FindingCode.NoStop);
    }

    [Fact]
    public void F02_Session_never_ends_and_took_nothing_is_no_service()
    {
        var charger = new FieldCharger(Everything);

        charger.Start(0, 1_000);
        charger.Meter(1, 1_003);
        charger.Wait(4 * 24 * 60);

        Assert.Equal((BillState.Billed, 0.00m), (charger.Bill().State, charger.Bill().TotalInclTax));
        Assert.Contains(charger.Bill().Lines, line => line.Rule == BillRule.NoService && line.Amount == 0.00m);
    }

    [Fact]
    public void F02_Broken_plug_that_took_3_Wh_in_four_days_costs_no_hours()
    {
        var charger = new FieldCharger(Everything);

        charger.Start(0, 1_000);
        charger.Status(0, "Charging");
        charger.Meter(5, 1_003);
        for (var hour = 1; hour <= 96; hour++)
            charger.Meter(hour * 60, 1_003);
        charger.Status(5_761, "Finishing");
        charger.Stop(5_762, 1_003);

        // Five minutes until the last Wh and fifteen until it is no pause any more: 1.00; and 1.00 for the session. Not US$290.
        Assert.Equal((BillState.Billed, 2.00m), (charger.Bill().State, charger.Bill().TotalInclTax));
        Assert.Contains(charger.Bill().Findings, finding => finding.Code == FindingCode.NothingFlowed);
    }

    [Fact]
    public void F02_A_plug_that_is_pulled_four_days_after_the_last_reading_costs_no_hours()
    {
        var charger = new FieldCharger(Everything);

        charger.Start(0, 1_000);
        charger.Status(0, "Charging");
        charger.Meter(10, 3_000);
        charger.Status(5_761, "Available");
        charger.Wait(5_770);

        // 2 kWh x 0.40, 1.00, and ten minutes and fifteen until it is no pause any more.
        Assert.Equal(0.80m + 1.00m + 1.25m, charger.Bill().TotalInclTax);
    }

    [Fact]
    public void F03_Missing_stop_is_billed_from_the_last_reading_and_a_late_stop_credits_and_bills_anew()
    {
        var charger = new FieldCharger(Energy);

        charger.Start(0, 1_000);
        charger.Meter(30, 6_000);
        charger.Status(40, "Available");
        charger.Wait(50);
        charger.Stop(39, 7_500, arrives: 300);

        // 5 kWh at first; 6.5 kWh once the charger is back. The first bill is credited in full.
        Assert.Equal([(2.00m, 1, (int?)null), (2.60m, 3, 1)], charger.Bills().Select(billed => (billed.Bill.TotalInclTax!.Value, billed.Revision, billed.Corrects)));
        Assert.Contains(charger.Bills()[0].Bill.Findings, finding => finding.Code == FindingCode.NoStop);
        Assert.DoesNotContain(charger.Bill().Findings, finding => finding.Code == FindingCode.NoStop);
    }

    [Fact]
    public void F03_A_stop_of_transaction_minus_1_ends_the_only_session_that_it_can_end()
    {
        var charger = new FieldCharger(Energy);

        charger.Start(0, 1_000);
        charger.Say(5, "MeterValues", $$"""
            {"connectorId":1,"transactionId":-1,"meterValue":[{"timestamp":"{{Given.At(5)}}","sampledValue":[{"value":"2000"}]}]}
            """);
        charger.Stop(30, 6_000, transaction: -1);

        Assert.Equal((BillState.Billed, 2.00m), (charger.Bill().State, charger.Bill().TotalInclTax));
        Assert.Contains(charger.Bill().Findings, finding => finding.Code == FindingCode.MatchedEvidence);
    }

    [Fact]
    public void F03_Offline_readings_that_come_after_the_stop_change_nothing_that_the_stop_proved()
    {
        var charger = new FieldCharger(Energy);

        charger.Start(0, 1_000);
        charger.Stop(30, 6_000);
        charger.Meter(10, 3_000);
        charger.Meter(20, 4_000);

        Assert.Equal(2.00m, Assert.Single(charger.Bills()).Bill.TotalInclTax);
    }

    [Theory]
    [InlineData("falls to 0 and goes on (lbbrhzn#1756)", 1_000_000, "10:1002000 20:0 30:500 40:1000", 1_500, 2_000 + 1_500)]
    [InlineData("the samples count from 0, the start does not (lbbrhzn#2093)", 1_000_000, "10:1000 20:2500", 3_000, 3_000)]
    [InlineData("a single dip (lbbrhzn#1069)", 1_000_000, "10:1002000 20:999000 30:1003000", 1_004_000, 4_000)]
    [InlineData("rolls over at an unknown width: only what was proven", 99_998_000, "10:99999000 20:500 30:1000", 1_500, 1_000 + 1_000)]
    [InlineData("a stop below the start proves nothing", 1_000_000, "", 999_000, 0)]
    public void F04_Negative_or_decreasing_energy_bills_the_proven_part_only(string why, long start, string samples, long stop, long provenWh)
    {
        var charger = new FieldCharger(Energy);

        charger.Start(0, start);
        foreach (var (minute, wh) in samples.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(sample => sample.Split(':')).Select(s => (int.Parse(s[0]), long.Parse(s[1]))))
            charger.Meter(minute, wh);
        charger.Stop(60, stop);

        Assert.Equal((why, provenWh), (why, charger.Bill().Energy.Value));
        Assert.Equal(provenWh / 1000m * 0.40m, charger.Bill().ExactExclTax);
        Assert.NotEmpty(charger.Bill().Findings);
        Assert.All(charger.Bill().Lines, line => Assert.True(line.Volume >= 0 && line.Amount >= 0));
    }

    [Fact]
    public void F05_Wrong_measurand_or_context_is_never_picked_whatever_its_place_in_the_message()
    {
        var charger = new FieldCharger(Energy);

        charger.Start(0, 100_000);
        // Growatt repeats Transaction.Begin behind the sample (evcc#33256); the rest is what a last-wins parser would take instead.
        charger.Say(30, "MeterValues", $$"""
            {"connectorId":1,"transactionId":700,"meterValue":[{"timestamp":"{{Given.At(30)}}","sampledValue":[
              {"value":"105.5","context":"Sample.Periodic","measurand":"Energy.Active.Import.Register","unit":"kWh"},
              {"value":"100","context":"Transaction.Begin","measurand":"Energy.Active.Import.Register","unit":"kWh"},
              {"value":"5500","context":"Sample.Periodic","measurand":"Energy.Active.Import.Interval","unit":"Wh"},
              {"value":"999000","context":"Sample.Periodic","measurand":"Energy.Active.Export.Register","unit":"Wh"},
              {"value":"888000","context":"Sample.Periodic","measurand":"Energy.Active.Import.Register","location":"Inlet","unit":"Wh"},
              {"value":"35200","context":"Sample.Periodic","measurand":"Energy.Active.Import.Register","phase":"L1","unit":"Wh"},
              {"value":"777000","measurand":"Energy.Reactive.Import.Register","unit":"varh"},
              {"value":"11000","measurand":"Power.Active.Import","unit":"W"}]}]}
            """);
        charger.Wait(24 * 60 * 3);

        // No stop came, so the bill rests on that reading alone: 5.5 kWh x 0.40.
        Assert.Equal((5_500L, 2.20m), (charger.Bill().Energy.Value, charger.Bill().TotalInclTax));
    }

    [Fact]
    public void F05_Phases_without_a_total_are_added_up()
    {
        var charger = new FieldCharger(Energy);

        charger.Start(0, 90_000);
        charger.Say(30, "MeterValues", $$"""
            {"connectorId":1,"transactionId":700,"meterValue":[{"timestamp":"{{Given.At(30)}}","sampledValue":[
              {"value":"31000","measurand":"Energy.Active.Import.Register","phase":"L1"},
              {"value":"32000","measurand":"Energy.Active.Import.Register","phase":"L2"},
              {"value":"33000","measurand":"Energy.Active.Import.Register","phase":"L3"}]}]}
            """);
        charger.Wait(24 * 60 * 3);

        Assert.Equal(6_000, charger.Bill().Energy.Value);
    }
}
