using Fleet.Domain.Billing;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Tests.Billing.Proof;

/// <summary>What a car did.</summary>
internal enum RecordedState
{
    Charging,
    Parking,
    Held,
}

/// <summary>A stretch of a session in seconds since 1970, the end exclusive.</summary>
internal readonly record struct RecordedStretch(long From, long To, RecordedState State);

/// <summary>What the meter showed, in seconds since 1970 and Wh since the start.</summary>
internal readonly record struct RecordedReading(long At, long Wh);

/// <summary>A second of a session: what the car did in it, and the whole Wh that the meter showed at its two ends.</summary>
internal readonly record struct RecordedSecond(long At, RecordedState? State, long BeforeWh, long AfterWh);

/// <summary>
/// A session as a data set records it. The sets say when a car came and went and what it took, not when it was full: it is taken to have charged at its station's power from the start, every
/// fourth one with a pause of the car and every fourth with one of the station, and to have parked for the rest. Readings are some minutes apart.
/// </summary>
internal sealed record RecordedSession(string Name, RecordedStretch[] Stretches, RecordedReading[] Readings)
{
    public long Start => Readings[0].At;

    public long Stop => Readings[^1].At;

    /// <summary>The session of a record.</summary>
    /// <param name="name">What to call it when it fails.</param>
    /// <param name="number">Its number in its file: decides about pauses and the distance of readings.</param>
    /// <param name="start">When the car came.</param>
    /// <param name="stop">When it left, not earlier.</param>
    /// <param name="wh">What it took.</param>
    /// <param name="powerW">What its station delivers.</param>
    public static RecordedSession Of(string name, int number, long start, long stop, long wh, long powerW)
    {
        if (start == stop)
            return new RecordedSession(name, [], [new RecordedReading(start, 0), new RecordedReading(stop, wh)]);

        var needed = Math.Clamp(((wh * 3600) + powerW - 1) / powerW, 1, stop - start);
        var pause = (number % 4) is 1 or 2 ? (stop - start - needed) / 3 : 0;
        var half = start + (needed / 2);
        RecordedStretch[] stretches =
        [
            new RecordedStretch(start, half, RecordedState.Charging),
            new RecordedStretch(half, half + pause, number % 4 == 1 ? RecordedState.Parking : RecordedState.Held),
            new RecordedStretch(half + pause, start + needed + pause, RecordedState.Charging),
            new RecordedStretch(start + needed + pause, stop, RecordedState.Parking),
        ];

        var readings = new List<RecordedReading>();
        var distance = 300 + (number * 7919L % 1200);
        for (var at = start; at < stop; at += distance)
            readings.Add(new RecordedReading(at, wh * Charged(stretches, at) / needed));
        readings.Add(new RecordedReading(stop, wh));
        return new RecordedSession(name, [.. stretches.Where(stretch => stretch.From < stretch.To)], [.. readings]);
    }

    /// <summary>The same session some whole days earlier or later.</summary>
    public RecordedSession MovedTo(DateOnly day)
    {
        var shift = (day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch.AddSeconds(Start)).DayNumber) * 86_400L;
        return new RecordedSession(
            $"{Name} moved to {day:yyyy-MM-dd}",
            [.. Stretches.Select(stretch => stretch with { From = stretch.From + shift, To = stretch.To + shift })],
            [.. Readings.Select(reading => reading with { At = reading.At + shift })]);
    }

    /// <summary>Second by second; of a session that took no time, its only moment.</summary>
    public IEnumerable<RecordedSecond> Seconds()
    {
        if (Start == Stop)
            yield return new RecordedSecond(Start, null, 0, Readings[^1].Wh);
        var (reading, stretch, before) = (0, 0, 0L);
        for (var second = Start; second < Stop; second++)
        {
            while (Readings[reading + 1].At <= second)
                reading++;
            while (Stretches[stretch].To <= second)
                stretch++;
            var after = WholeWh(Readings[reading], Readings[reading + 1], second + 1);
            yield return new RecordedSecond(second, Stretches[stretch].State, before, after);
            before = after;
        }
    }

    /// <summary>The same in the engine's words.</summary>
    public BillableSession ToBillable() => new(
        Instant.FromUnixTimeSeconds(Start),
        Instant.FromUnixTimeSeconds(Stop),
        Readings.Select((reading, i) => new EnergyPoint(Instant.FromUnixTimeSeconds(reading.At), new EnergyWh(reading.Wh), i)).ToValueList(),
        Stretches.Select(s => new Stretch(Instant.FromUnixTimeSeconds(s.From), Instant.FromUnixTimeSeconds(s.To), KindOf(s.State))).ToValueList());

    /// <summary>A straight line between two readings, in whole Wh, halves up.</summary>
    private static long WholeWh(RecordedReading before, RecordedReading after, long second) => before.Wh == after.Wh
        ? before.Wh
        : before.Wh + (long)Math.Round((decimal)(after.Wh - before.Wh) * (second - before.At) / (after.At - before.At), MidpointRounding.AwayFromZero);

    private static long Charged(RecordedStretch[] stretches, long at) =>
        stretches.Where(stretch => stretch.State == RecordedState.Charging).Sum(stretch => Math.Clamp(at - stretch.From, 0, stretch.To - stretch.From));

    private static StretchKind KindOf(RecordedState state) => state switch
    {
        RecordedState.Charging => StretchKind.Charging,
        RecordedState.Parking => StretchKind.Parking,
        RecordedState.Held => StretchKind.HeldByStation,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "no such state"),
    };
}
