using Fleet.Domain.Billing;
using Fleet.Domain.Metering;

namespace Fleet.Domain.Tests.Billing;

public sealed class StepSizeTests
{
    private const string Energy100 = """{"type":"ENERGY","price":0.25,"vat":10,"step_size":100}""";

    [Fact]
    public void Rounding_up_to_a_block_is_a_line_of_its_own_and_both_are_rounded_once()
    {
        var bill = A.Bill(A.Simple(Energy100), A.Session(A.Monday10, 60, (0, 0), (60, 20_450)));

        // OCPI tariff_3: 20.5 kWh x 0.25 = 5.125, charged 5.13; of it 20.45 kWh are 5.1125, charged 5.11.
        Assert.Equal([(20_450m, 5.11m, BillRule.FirstMatch), (50m, 0.02m, BillRule.StepSize)], bill.Lines.Select(l => (l.Volume, l.Amount, l.Rule)));
        Assert.Equal((5.13m, 5.125m), (bill.TotalExclTax, bill.ExactExclTax));
        Assert.Equal("Rounding up to a block of 100 Wh", bill.Lines[1].Text);
    }

    [Fact]
    public void A_full_block_is_not_rounded() =>
        Assert.Single(A.Bill(A.Simple(Energy100), A.Session(A.Monday10, 60, (0, 0), (60, 20_500))).Lines);

    [Fact]
    public void OCPI_3_knows_no_blocks()
    {
        var tariff = A.Simple(Energy100) with { RuleSet = RuleSet.Ocpi3NoStep };

        Assert.Equal(5.1125m, A.Bill(tariff, A.Session(A.Monday10, 60, (0, 0), (60, 20_450))).ExactExclTax);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_step_of_zero_or_one_adds_nothing(int step)
    {
        var tariff = A.Simple($$"""{"type":"TIME","price":3.6,"step_size":{{step}}}""");
        var stop = A.Monday10 + NodaTime.Duration.FromMilliseconds(100_500);

        var bill = A.Bill(tariff, new BillableSession(A.Monday10, stop, [], [new Stretch(A.Monday10, stop, StretchKind.Charging)]));

        Assert.Equal(0.1005m, bill.ExactExclTax);
    }

    [Fact]
    public void Charging_time_stays_exact_where_parking_is_priced()
    {
        var tariff = A.Simple("""{"type":"TIME","price":6,"step_size":600},{"type":"PARKING_TIME","price":6,"step_size":600}""");

        var bill = A.Bill(tariff, A.Stretches(A.Monday10, (21, StretchKind.Charging), (7, StretchKind.Parking)));

        // 21 min and 10 min at 0.10 a minute.
        Assert.Equal(3.1m, bill.ExactExclTax);
    }
}
