using Fleet.Domain.Deciding;

using NodaTime;

namespace Fleet.Domain.Charging;

/// <summary>A sign that a transaction is over although its stop has not come.</summary>
/// <param name="At">When, by the charger's clock.</param>
/// <param name="ArrivedAt">When Fleet heard of it.</param>
/// <param name="Cause">What the sign was.</param>
public sealed record EndSign(Instant At, Instant ArrivedAt, ClosingCause Cause);

/// <summary>What is known of a session's liveliness: when it was heard last, and what was done about its silence.</summary>
/// <param name="HeardAt">When evidence of it arrived last.</param>
/// <param name="Sign">That it is over; taken back by evidence of a later time.</param>
/// <param name="Probes">How often it was probed since it was heard.</param>
/// <param name="NextProbeAt">When it may be probed again; null before the first probe.</param>
public sealed record SessionWatch(Instant HeardAt, EndSign? Sign = null, int Probes = 0, Instant? NextProbeAt = null)
{
    /// <summary>No more than this many doublings: longer than any session is left silent.</summary>
    private const int MostDoublings = 16;

    /// <summary>When the session must be looked at. One that is over by all signs is not probed any more.</summary>
    public Instant WakeAt(WatchPolicy policy)
    {
        var closeAt = HeardAt + policy.CloseAfter;
        if (Sign is { } sign)
            return Instant.Min(closeAt, sign.ArrivedAt + policy.FreedAfter);
        return policy.CanProbe ? Instant.Min(closeAt, NextProbeAt ?? HeardAt + policy.ProbeAfter) : closeAt;
    }

    /// <summary>Why the session must be closed at <paramref name="now"/>; null when it may go on.</summary>
    public ClosingCause? CauseToClose(WatchPolicy policy, Instant now)
    {
        if (Sign is { } sign && sign.ArrivedAt + policy.FreedAfter <= now)
            return sign.Cause;
        return HeardAt + policy.CloseAfter <= now ? ClosingCause.Silent : null;
    }

    /// <summary>The probe of a session that is silent at <paramref name="now"/>; the pause to the next one doubles, up to the time at which it is closed.</summary>
    public SessionProbed Probe(WatchPolicy policy, Instant now)
    {
        var pause = policy.ProbeAfter * (1L << Math.Min(Probes + 1, MostDoublings));
        return new SessionProbed(now, Instant.Min(now + pause, HeardAt + policy.CloseAfter));
    }

    /// <summary>This watch after <paramref name="event"/>.</summary>
    public SessionWatch Evolve(SessionEvent @event) => @event switch
    {
        SessionOpened e => new SessionWatch(e.Start.ArrivedAt),
        ReadingsRecorded e => new SessionWatch(e.ArrivedAt, e.Readings.Items.Any(reading => reading.At > Sign?.At) ? null : Sign),
        ConnectorStatusNoted e => new SessionWatch(
            e.ArrivedAt ?? e.At, e.Status.IsFree() ? new EndSign(e.At, e.ArrivedAt ?? e.At, ClosingCause.ConnectorFree) : null),
        SessionMeterSwapped e => this with { HeardAt = e.ArrivedAt },
        SessionSuperseded e => this with { Sign = Sign ?? new EndSign(e.At, e.ArrivedAt, ClosingCause.Superseded) },
        SessionStopped => new SessionWatch(HeardAt),
        SessionProbed e => this with { Probes = Probes + 1, NextProbeAt = e.NextAt },
        _ => this,
    };
}
