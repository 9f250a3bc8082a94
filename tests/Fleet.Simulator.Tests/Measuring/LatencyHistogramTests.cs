using CsCheck;
using Fleet.Simulator.Measuring;

namespace Fleet.Simulator.Tests.Measuring;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void A_percentile_is_that_of_the_sorted_list_or_up_to_a_32nd_more() =>
        Gen.Select(Gen.Long[0, 100_000_000].Array[1, 300], Gen.Int[1, 100]).Sample((microseconds, percent) =>
        {
            var histogram = new LatencyHistogram();
            foreach (var one in microseconds) histogram.Record(TimeSpan.FromMicroseconds(one));

            var exact = microseconds.Order().ElementAt(((microseconds.Length * percent) + 99) / 100 - 1);
            var found = histogram.Percentile(percent).Ticks / TimeSpan.TicksPerMicrosecond;

            Assert.InRange(found, exact, exact + (exact / 32));
            Assert.Equal(microseconds.Max(), histogram.Max.Ticks / TimeSpan.TicksPerMicrosecond);
        });

    [Fact]
    public void Nothing_recorded_is_zero() => Assert.Equal(TimeSpan.Zero, new LatencyHistogram().Percentile(99));
}
