using CsCheck;

using Fleet.Domain.Metering;

using NodaTime;

using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Metering;

/// <summary>What holds of every session, whatever its readings.</summary>
public sealed class EnergyProperties
{
    private const int Minutes = 240;

    /// <summary>A meter of at most 22 kW that never falls: its value at each minute from the start on.</summary>
    private static readonly Gen<long[]> Monotone =
        from start in Gen.OneOf(Gen.OneOf(0L, 1L, 500L), Gen.Long[0, 90_000_000])
        from steps in Gen.OneOf(Gen.Long[0, 0], Gen.Long[0, 366]).Array[Minutes]
        select steps.Aggregate(new List<long> { start }, (values, step) => [.. values, values[^1] + step]).ToArray();

    [Fact]
    public void A_meter_that_adds_up_is_billed_by_its_difference_whatever_arrives_in_whatever_order_however_often() =>
        (from meter in Monotone
         from minutes in Gen.Int[0, Minutes].Array[0, 60]
         from batches in Gen.Int[1, 5]
         select (meter, minutes, batches)).Sample(given =>
         {
             var (meter, minutes, batches) = given;
             var evidence = Evidence.Begin(Noon, new EnergyWh(meter[0]), DeliveryLimit.Of(22_000));
             foreach (var batch in minutes.Select(minute => Meter(minute, meter[minute])).Chunk(batches))
                 evidence = evidence.Add(evidence.Unseen(batch.ToValueList()), MuchLater);

             var register = evidence.CloseRegister(At(Minutes), new EnergyWh(meter[^1]));

             Assert.Equal(meter[^1] - meter[0], register.Energy.Value);
             Assert.DoesNotContain(register.Findings, finding => finding.Code != FindingCode.ReadingGap);
         });

    [Fact]
    public void Without_a_value_at_the_stop_the_last_reading_by_time_decides() =>
        (from meter in Monotone
         from minutes in Gen.Int[0, Minutes].Array[1, 60]
         select (meter, minutes)).Sample(given =>
         {
             var (meter, minutes) = given;
             var evidence = Evidence.Begin(Noon, new EnergyWh(meter[0]), DeliveryLimit.Of(22_000))
                 .Add(minutes.Select(minute => Meter(minute, meter[minute])).ToValueList(), MuchLater);

             Assert.Equal(meter[minutes.Max()] - meter[0], evidence.CloseRegister(At(Minutes), null).Energy.Value);
         });

    [Fact]
    public void Any_readings_in_any_order_prove_the_same_and_points_never_decrease() =>
        (from readings in Gen.Select(Gen.Int[-10, 70], Gen.OneOf(Gen.Long[-5, 2_000], Gen.Long[0, 1_000_000_000])).Array[0, 12]
         from order in Gen.Shuffle(readings.ToArray())
         from start in Gen.OneOf(-1L, 0L, 1_000L, 500_000_000L)
         from stop in Gen.Long[0, 3_000]
         select (readings, order, start, stop)).Sample(given =>
         {
             Register Close((int Minute, long Wh)[] readings)
             {
                 var evidence = Evidence.Begin(Noon, new EnergyWh(given.start), DeliveryLimit.Of(null));
                 foreach (var (minute, wh) in readings)
                     evidence = evidence.Add(evidence.Unseen([Meter(minute, wh)]), MuchLater);
                 return evidence.CloseRegister(At(60), new EnergyWh(given.stop));
             }

             var register = Close(given.readings);

             Assert.Equal(register.Points.Select(p => (p.At, p.Energy)), Close(given.order).Points.Select(p => (p.At, p.Energy)));
             Assert.Equal(register.Points.OrderBy(p => p.At).ThenBy(p => p.Energy).Select(p => (p.At, p.Energy)), register.Points.Select(p => (p.At, p.Energy)));
         }, iter: 5_000);

    [Fact]
    public void One_wrong_value_among_right_ones_changes_nothing_and_is_found() =>
        (from meter in Monotone
         from at in Gen.Int[0, 22]
         from wrong in Gen.OneOf(Gen.OneOf(0L), Gen.Long[0, 1_000_000_000])
         select (meter, at, wrong)).Sample(given =>
         {
             var (meter, at, wrong) = given;
             var minutes = Enumerable.Range(1, 23).Select(i => i * 10).ToArray();
             var readings = minutes.Select((minute, i) => Meter(minute, i == at ? wrong : meter[minute])).ToValueList();

             var register = Evidence.Begin(Noon, new EnergyWh(meter[0]), DeliveryLimit.Of(22_000)).Add(readings, MuchLater)
                 .CloseRegister(At(Minutes), new EnergyWh(meter[^1]));

             // A start of 0 says of a first value that it may be the meter's; then only what came after it is billed.
             if (meter[0] == 0 && at == 0)
                 Assert.InRange(register.Energy.Value, 0, meter[^1]);
             else
                 Assert.Equal(meter[^1] - meter[0], register.Energy.Value);
         }, iter: 1_000);

    [Fact]
    public void A_session_within_the_EVSE_s_power_is_within_the_limit_and_one_beyond_the_margin_is_not() =>
        Gen.Select(Gen.Long[1_000, 1_000_000], Gen.Int[0, 3_000]).Sample((power, seconds) =>
        {
            var delivered = power * seconds / 3_600;
            var limit = DeliveryLimit.Of(power).Within(Duration.FromSeconds(seconds));

            Assert.True(new EnergyWh(delivered) <= limit);
            Assert.True(new EnergyWh((delivered * 105 / 100) + 1_002) > limit);
        });

    [Fact]
    public void An_EVSE_of_unknown_power_counts_as_500_kW() =>
        Assert.Equal(new EnergyWh(526_000), DeliveryLimit.Of(null).Within(Duration.FromHours(1)));

    [Fact]
    public void However_long_it_charges_no_car_takes_more_than_a_megawatt_hour() =>
        Assert.Equal(new EnergyWh(1_000_000), DeliveryLimit.Of(null).Within(Duration.FromDays(2)));

    [Fact]
    public void A_negative_time_delivers_no_more_than_the_margin() =>
        Assert.Equal(new EnergyWh(1_000), DeliveryLimit.Of(22_000).Within(Duration.FromHours(-1)));
}
