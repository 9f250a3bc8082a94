using Fleet.Domain.Billing;
using Fleet.Domain.Charging;

namespace Fleet.Domain.Tests.Billing.Field;

/// <summary>What goes wrong with bills in the field, and what is right then (billing.md 4, rows 9, 10 and 13 to 15). Every amount is worked out by hand.</summary>
public sealed class BillFailuresTests
{
    /// <summary>0.40 a kWh and 1.00 a session, no tax.</summary>
    private static readonly FrozenTariff Fee = A.Simple("""{"type":"ENERGY","price":0.40,"step_size":1},{"type":"FLAT","price":1,"step_size":1}""");

    /// <summary>0.40 a kWh, 5.00 at least.</summary>
    private static readonly FrozenTariff Least = A.Simple("""{"type":"ENERGY","price":0.40,"step_size":1}""", ",\"min_price\":{\"excl_vat\":5}");

    [Fact]
    public void F09_The_price_that_is_shown_while_it_charges_is_the_price_that_is_billed()
    {
        // CitrineOS#903 showed 22.50 (50 kWh x 0.45) and billed 25.20 net, 30.24 gross.
        var tariff = A.Simple("""{"type":"FLAT","price":2.70,"vat":20,"step_size":1},{"type":"ENERGY","price":0.45,"vat":20,"step_size":1}""");
        var charger = new FieldCharger(tariff);
        charger.Start(0, 1_000);
        charger.Meter(30, 26_000);
        charger.Meter(60, 51_000);
        var points = charger.Session().Evidence!.Register.Points;
        charger.Stop(60, 51_000);

        var shown = new List<(decimal?, decimal?)>();
        var running = A.Running(tariff, RatingTerms.None, Given.At(0));
        for (var read = 1; read <= points.Count; read++)
        {
            running = running.Read(points[read - 1], points);
            shown.Add((running.TotalExclTax, running.TotalInclTax));
        }

        Assert.Equal([(2.70m, 3.24m), (13.95m, 16.74m), (25.20m, 30.24m)], shown);
        Assert.Equal(shown[^1], (charger.Bill().TotalExclTax, charger.Bill().TotalInclTax));
    }

    [Theory]
    [InlineData("ev-server#2138: 67.6 x 0.16 = 10.816", "0.16", 67_600, "10.82")]
    [InlineData("a half: 20.5 x 0.25 = 5.125", "0.25", 20_500, "5.13")]
    [InlineData("a half of a credit: -5.125", "-0.25", 20_500, "-5.13")]
    [InlineData("just below a half: 20.499 x 0.25 = 5.12475", "0.25", 20_499, "5.12")]
    [InlineData("CitrineOS would floor 8.29: 0.1 x 82.9", "0.1", 82_900, "8.29")]
    [InlineData("no binary fraction: 0.07 x 100 kWh is 7, not 7.000000000000001", "0.07", 100_000, "7.00")]
    public void F10_Rounding_is_half_up_by_line_and_never_truncated(string why, string price, long wh, string charged)
    {
        var charger = new FieldCharger(A.Simple($$"""{"type":"ENERGY","price":{{price}},"step_size":1}"""));

        charger.Start(0, 1_000);
        charger.Stop(120, 1_000 + wh);

        Assert.Equal((why, charged), (why, charger.Bill().TotalExclTax.ToString()));
        Assert.Contains("Halves are rounded up", BillExplanation.Write(charger.Bill()), StringComparison.Ordinal);
    }

    [Fact]
    public void F13_Duplicate_messages_make_one_session_and_one_bill()
    {
        var charger = new FieldCharger(Fee);

        var first = charger.Start(0, 1_000);
        var second = charger.Start(0, 1_000);
        charger.Meter(10, 3_000);
        charger.Meter(10, 3_000);
        charger.Stop(20, 6_000);
        charger.Stop(20, 6_000);
        charger.Start(0, 1_000);

        Assert.Equal(first, second);
        Assert.Equal(3.00m, Assert.Single(charger.Bills()).Bill.TotalInclTax);
    }

    [Fact]
    public void F13_A_late_session_costs_what_its_day_cost()
    {
        var charger = new FieldCharger(Fee);

        // The price goes up while it charges; the start was repeated after that, and the stop comes a month late.
        charger.Start(0, 1_000);
        charger.Terms = charger.Terms with { Tariff = A.Simple("""{"type":"ENERGY","price":0.90,"step_size":1}""") };
        charger.Start(0, 1_000);
        charger.Stop(20, 6_000, arrives: 30 * 24 * 60);

        Assert.Equal((BillState.Billed, 3.00m), (charger.Bill().State, charger.Bill().TotalInclTax));
    }

    [Theory]
    [InlineData("nothing at all", 30, 0)]
    [InlineData("99 Wh in 119 s", 1, 99)]
    public void F14_A_failed_attempt_costs_nothing_and_says_why(string why, int minutes, long wh)
    {
        var charger = new FieldCharger(Fee);

        charger.Start(0, 1_000);
        charger.Stop(minutes, 1_000 + wh);

        Assert.Equal((why, BillState.Billed, 0.00m), (why, charger.Bill().State, charger.Bill().TotalInclTax));
        Assert.Contains(charger.Bill().Lines, line => line is { Kind: BillLineKind.Guard, Rule: BillRule.NoService, Amount: 0.00m });
    }

    [Theory]
    [InlineData("100 Wh in a minute is a service", 1, 100, "1.04")]
    [InlineData("99 Wh in two minutes as well", 2, 99, "1.04")]
    public void F14_A_small_service_is_one(string why, int minutes, long wh, string total)
    {
        var charger = new FieldCharger(Fee);

        charger.Start(0, 1_000);
        charger.Stop(minutes, 1_000 + wh);

        Assert.Equal((why, total), (why, charger.Bill().TotalInclTax.ToString()));
    }

    [Theory]
    [InlineData("within ten minutes, same EVSE and token", 10, 1, "ALICE", "0.00")]
    [InlineData("after more than ten minutes", 11, 1, "ALICE", "1.00")]
    [InlineData("on the other connector", 5, 2, "ALICE", "1.00")]
    [InlineData("another driver", 5, 1, "BOB", "1.00")]
    public void F14_Reconnecting_at_once_pays_no_second_fee(string why, int pause, int connector, string tag, string secondFee)
    {
        var charger = new FieldCharger(Fee);

        charger.Start(0, 1_000);
        charger.Stop(20, 6_000);
        var second = charger.Start(20 + pause, 6_000, connector, tag);
        charger.Stop(60, 11_000, second);

        var fees = charger.Bill(second).Lines.Where(line => line.Kind == BillLineKind.Flat).Sum(line => line.Amount);
        Assert.Equal((why, secondFee), (why, $"{fees:0.00}"));
        Assert.Equal((3.00m, 2.00m + fees), (charger.Bill().TotalInclTax, charger.Bill(second).TotalInclTax));
        Assert.Equal(fees == 0m, charger.Bill(second).Lines.Any(line => line is { Kind: BillLineKind.Guard, Rule: BillRule.ReconnectMerge, Amount: 0.00m }));
    }

    [Fact]
    public void F14_Reconnecting_at_once_pays_the_least_price_of_one_session_and_not_of_two()
    {
        var charger = new FieldCharger(Least);

        charger.Start(0, 1_000);
        charger.Stop(20, 3_000);
        var second = charger.Start(25, 3_000);
        charger.Stop(45, 6_000, second);

        // 2 kWh are raised to 5.00; the 3 kWh after the interruption cost what they cost.
        Assert.Equal((5.00m, 1.20m), (charger.Bill().TotalExclTax, charger.Bill(second).TotalExclTax));
    }

    [Fact]
    public void F14_After_an_attempt_that_failed_the_fee_is_due_once()
    {
        var charger = new FieldCharger(Fee);

        charger.Start(0, 1_000);
        charger.Stop(1, 1_000);
        var second = charger.Start(2, 1_000);
        charger.Stop(22, 6_000, second);

        Assert.Equal((0.00m, 3.00m), (charger.Bill().TotalInclTax, charger.Bill(second).TotalInclTax));
    }

    [Fact]
    public void F15_A_correction_is_a_full_credit_and_a_new_bill_linked_to_it()
    {
        var charger = new FieldCharger(Fee);
        charger.Start(0, 1_000);
        charger.Stop(20, 6_000);

        var decision = charger.Session().Decide(
            new CreditSession(charger.Session().Id, new Ruling("alice", "the cable was broken", Given.MuchLater)), Given.MuchLater);

        var anew = Assert.IsType<SessionBilled>(Assert.Single(decision.Events));
        Assert.Equal((3, 1, 0.00m), (anew.Revision, anew.Corrects, anew.Bill.TotalInclTax));
        Assert.Equal((1, 3.00m), (charger.Bills()[0].Revision, charger.Bills()[0].Bill.TotalInclTax));
    }

    [Fact]
    public void F15_A_free_session_is_a_bill_of_zero_and_not_silence()
    {
        var charger = new FieldCharger(A.Simple("""{"type":"ENERGY","price":0,"step_size":1}"""));

        charger.Start(0, 1_000);
        charger.Stop(20, 6_000);

        Assert.Equal((BillState.Billed, 0.00m, 5_000L), (charger.Bill().State, charger.Bill().TotalInclTax, charger.Bill().Energy.Value));
    }

    [Theory]
    [InlineData("", "-0.50")]
    [InlineData(",\"min_price\":{\"excl_vat\":0}", "0.00")]
    public void F15_A_negative_price_pays_the_driver_unless_a_least_price_says_otherwise(string more, string total)
    {
        var charger = new FieldCharger(A.Simple("""{"type":"ENERGY","price":-0.10,"step_size":1}""", more));

        charger.Start(0, 1_000);
        charger.Stop(20, 6_000);

        Assert.Equal((BillState.Billed, total), (charger.Bill().State, charger.Bill().TotalExclTax.ToString()));
    }
}
