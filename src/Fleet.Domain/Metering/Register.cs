using NodaTime;

namespace Fleet.Domain.Metering;

/// <summary>On what scale a charger counts a session's energy.</summary>
public enum RegisterKind
{
    /// <summary>Nothing was read yet.</summary>
    Unread = 0,

    /// <summary>The meter's lifetime register: start, samples and stop on one scale.</summary>
    Lifetime = 1,

    /// <summary>Counted from 0 in each session.</summary>
    SessionRelative = 2,

    /// <summary>The start on the lifetime's scale, samples counted from 0 in each session.</summary>
    Mixed = 3,
}

/// <summary>
/// The energy register of a session, read value by value in order of time. It proves energy only by pairs of values that do not decrease; whatever does not fit is a finding.
/// Immutable; reading a value copies the points before it and nothing else.
/// </summary>
public sealed record Register
{
    /// <summary>More than this between two readings, while energy flowed, is a gap.</summary>
    private static readonly Duration LongestStep = Duration.FromHours(1);

    /// <summary>No meter counts to a terawatt-hour.</summary>
    private static readonly EnergyWh Highest = new(1_000_000_000_000);

    private EnergyWh Offset { get; init; }
    private EnergyWh Last { get; init; }
    private EnergyWh BeforeLast { get; init; }
    private bool StartUnknown { get; init; }
    private bool IsForced { get; init; }
    private (EnergyWh Value, Instant At, int Reading)? Suspect { get; init; }

    private Register()
    {
    }

    /// <summary>The scale, as far as it is known.</summary>
    public RegisterKind Kind { get; private init; }

    /// <summary>The energy that each value proved, in order of time; the first is 0 Wh at the start.</summary>
    public ValueList<EnergyPoint> Points { get; private init; }

    /// <summary>What did not fit.</summary>
    public ValueList<Finding> Findings { get; private init; }

    /// <summary>All energy proven so far.</summary>
    public EnergyWh Energy => Points[^1].Energy;

    /// <summary>A register at the start of a session. A start value that is no register's position is none: the first sample stands in.</summary>
    /// <param name="startedAt">When.</param>
    /// <param name="meterStart">The register's position as sent.</param>
    /// <param name="kind">The scale, where a person knows it; then it is not found out from the values. A start of 0 fits a lifetime's scale as well as a session's.</param>
    public static Register Open(Instant startedAt, EnergyWh meterStart, RegisterKind kind = RegisterKind.Unread)
    {
        var open = new Register
        {
            Last = meterStart,
            BeforeLast = meterStart,
            StartUnknown = !IsPosition(meterStart),
            Points = [new EnergyPoint(startedAt, EnergyWh.Zero, 0)],
        };
        return kind switch
        {
            RegisterKind.SessionRelative => open with { Kind = kind, IsForced = true, Last = EnergyWh.Zero, BeforeLast = EnergyWh.Zero, StartUnknown = false },
            RegisterKind.Mixed when !open.StartUnknown => open with { Kind = kind, IsForced = true, Offset = meterStart },
            RegisterKind.Lifetime when !open.StartUnknown && meterStart > EnergyWh.Zero => open with { Kind = kind, IsForced = true },
            RegisterKind.Unread or RegisterKind.Lifetime or RegisterKind.Mixed => open,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a scale of a register"),
        };
    }

    /// <summary>This register after a sample.</summary>
    /// <param name="at">When, not before the last one.</param>
    /// <param name="value">The register's position as sent.</param>
    /// <param name="reading">The reading's number.</param>
    /// <param name="limit">What the EVSE can deliver.</param>
    public Register Read(Instant at, EnergyWh value, int reading, DeliveryLimit limit)
    {
        if (!IsPosition(value))
            return this with { Findings = Findings.Add(new Finding(FindingCode.RegisterOutlier, $"{value} is no register's position and was left out", reading)) };
        if (Kind == RegisterKind.Unread)
            return ReadFirst(at, value, reading, limit);
        return FirstWasGlitch(value) ? OnLifetimeScale().Advance(at, value, reading) : ReadNext(at, value + Offset, reading);
    }

    /// <summary>This register after the stop's value, which may be on either scale; a hold is due when it contradicts the samples.</summary>
    /// <param name="at">When.</param>
    /// <param name="value">The register's position as sent; null when there was none, and the last reading stands in.</param>
    /// <param name="reading">The stop's number among the readings.</param>
    public Register Close(Instant at, EnergyWh? value, int reading)
    {
        if (value is not { } sent)
            return WithoutSuspect();
        if (!IsPosition(sent))
        {
            var unclosed = WithoutSuspect();
            return unclosed with
            {
                Findings = unclosed.Findings.Add(new Finding(
                    FindingCode.StopWithoutRegister, $"the stop says {sent}, which is no register's position; the last reading, {Energy}, stands in", reading)),
            };
        }

        if (StartUnknown && Kind == RegisterKind.Unread)
            return ReadFirst(at, sent, reading, DeliveryLimit.Of(null));
        var position = OnScaleOfSamples(sent);
        if (position >= (Suspect?.Value ?? BeforeLast))
            return ReadNext(at, position, reading);
        var settled = WithoutSuspect();
        return settled with
        {
            Points = Points.Add(new EnergyPoint(at, Energy, reading)),
            Findings = settled.Findings.Add(new Finding(
                FindingCode.StopBelowRegister, $"the stop says {sent}, below the {Last - Offset} that the session had reached", reading)),
        };
    }

    /// <summary>
    /// This register after the exchange of the meter: what the old one counted is proven by its last position, and the new one goes on from its own. A last position that lies
    /// below what was read before proves nothing.
    /// </summary>
    /// <param name="swap">The exchange, not before the last reading.</param>
    /// <param name="reading">Its number among the readings.</param>
    public Register Swap(MeterSwap swap, int reading)
    {
        if (!swap.IsPossible)
            return this;
        var before = WithoutSuspect();
        var old = StartUnknown ? Last : OnScaleOfSamples(swap.OldRegister);
        var closed = old >= Last ? before.Advance(swap.At, old, reading) : before with { Points = Points.Add(new EnergyPoint(swap.At, Energy, reading)) };
        return closed with
        {
            Kind = RegisterKind.Lifetime,
            Offset = EnergyWh.Zero,
            Last = swap.NewRegister,
            BeforeLast = swap.NewRegister,
            StartUnknown = false,
            Findings = closed.Findings.Add(new Finding(
                FindingCode.MeterSwapped, $"the meter was exchanged at {swap.At}: {swap.OldRegister} on the old one, {swap.NewRegister} on the new one", reading)),
        };
    }

    /// <summary>Whether a meter can show <paramref name="value"/>.</summary>
    internal static bool IsPosition(EnergyWh value) => value >= EnergyWh.Zero && value <= Highest;

    /// <summary>Where samples count from the session's start, a stop may do so or not: the scale on which it lies nearer to the last sample is its own.</summary>
    private EnergyWh OnScaleOfSamples(EnergyWh stop)
    {
        var shifted = stop + Offset;
        return Math.Abs((stop - Last).Value) < Math.Abs((shifted - Last).Value) ? stop : shifted;
    }

    /// <summary>The only sample so far lay below the start, yet the next one does not: it was a glitch and no other scale, which would bill the meter's whole life.</summary>
    private bool FirstWasGlitch(EnergyWh next) => Kind == RegisterKind.Mixed && !IsForced && Points.Count == 2 && Suspect is null && next >= Offset;

    private Register OnLifetimeScale() => this with
    {
        Kind = RegisterKind.Lifetime,
        Offset = EnergyWh.Zero,
        Last = Offset,
        BeforeLast = Offset,
        Points = [Points[0]],
        Findings = [.. Findings.Where(finding => finding.Code != FindingCode.RegisterMixed),
            new Finding(FindingCode.RegisterOutlier, $"{Last - Offset} below the start's {Offset} was left out", Points[^1].Reading)],
    };

    private Register ReadFirst(Instant at, EnergyWh value, int reading, DeliveryLimit limit)
    {
        if (StartUnknown || (Last == EnergyWh.Zero && value > limit.Within(at - Points[0].At)))
        {
            return this with
            {
                Kind = RegisterKind.Lifetime,
                Last = value,
                BeforeLast = value,
                Points = Points.Add(new EnergyPoint(at, EnergyWh.Zero, reading)),
                Findings = Findings.Add(new Finding(
                    FindingCode.StartPlaceholder, $"the start says {Last} but the first sample {value}; energy before that sample is not billed", reading)),
            };
        }

        if (value >= Last)
            return (this with { Kind = Last == EnergyWh.Zero ? RegisterKind.SessionRelative : RegisterKind.Lifetime }).Advance(at, value, reading);

        var relative = this with
        {
            Kind = RegisterKind.Mixed,
            Offset = Last,
            Findings = Findings.Add(new Finding(
                FindingCode.RegisterMixed, $"the start says {Last} but the first sample {value}: samples are counted from the session's start", reading)),
        };
        return relative.Advance(at, value + Last, reading);
    }

    private Register ReadNext(Instant at, EnergyWh value, int reading)
    {
        if (Suspect is { } suspect)
            return ResolveSuspect(suspect, at, value, reading);
        if (value >= Last)
            return Advance(at, value, reading);
        return value >= BeforeLast ? DropLast(at, value, reading) : this with { Suspect = (value, at, reading) };
    }

    /// <summary>
    /// A value far below the last one is a glitch when the next one is back where the register was, or nearer to there than to the low value; it is a reset when the next one
    /// goes on from it.
    /// </summary>
    private Register ResolveSuspect((EnergyWh Value, Instant At, int Reading) suspect, Instant at, EnergyWh value, int reading)
    {
        if (value >= Last)
            return WithoutSuspect().Advance(at, value, reading);
        if (Last - value < value - suspect.Value)
            return WithoutSuspect().ReadNext(at, value, reading);

        var resolved = this with { Suspect = null };
        if (value < suspect.Value)
            return resolved with { Suspect = (value, at, reading), Findings = Findings.Add(Reset(Last, suspect)) };

        var restarted = resolved with
        {
            Last = suspect.Value,
            BeforeLast = suspect.Value,
            Points = Points.Add(new EnergyPoint(suspect.At, Energy, suspect.Reading)),
            Findings = Findings.Add(Reset(Last, suspect)),
        };
        return restarted.Advance(at, value, reading);
    }

    private Register WithoutSuspect() => Suspect is not { } suspect ? this : this with
    {
        Suspect = null,
        Findings = Findings.Add(new Finding(FindingCode.RegisterOutlier, $"{suspect.Value} after {Last} was left out", suspect.Reading)),
    };

    private static Finding Reset(EnergyWh last, (EnergyWh Value, Instant At, int Reading) suspect) => new(
        FindingCode.RegisterReset, $"the register fell from {last} to {suspect.Value}; the energy between them is not billed", suspect.Reading);

    private Register Advance(Instant at, EnergyWh value, int reading)
    {
        var before = Points[^1];
        var taken = value - Last;
        var gap = taken > EnergyWh.Zero && at - before.At > LongestStep && Points.Count > 1;
        return this with
        {
            BeforeLast = Last,
            Last = value,
            Points = Points.Add(new EnergyPoint(at, before.Energy + taken, reading)),
            Findings = gap
                ? Findings.Add(new Finding(FindingCode.ReadingGap, $"no reading between {before.At} and {at} while {taken} flowed", reading))
                : Findings,
        };
    }

    /// <summary>The last value stands above its neighbors on both sides: it is the one that is wrong.</summary>
    private Register DropLast(Instant at, EnergyWh value, int reading)
    {
        var wrong = Points[^1];
        var kept = new ValueList<EnergyPoint>(Points.Items.RemoveAt(Points.Count - 1));
        var withoutLast = this with
        {
            Last = BeforeLast,
            Points = kept,
            Findings = Findings.Add(new Finding(
                FindingCode.RegisterOutlier, $"{Last} between {BeforeLast} and {value} was left out", wrong.Reading)),
        };
        return withoutLast.Advance(at, value, reading);
    }
}
