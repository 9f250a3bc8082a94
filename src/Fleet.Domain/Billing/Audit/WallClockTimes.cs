using Fleet.Domain.Billing.Documents;

using NodaTime;
using NodaTime.Text;

namespace Fleet.Domain.Billing.Audit;

/// <summary>Reads the times of a document, in order of time: with an offset as they are, without one on the wall clock of a zone (billing.md 1.8).</summary>
/// <param name="zone">The zone.</param>
/// <param name="findings">Where it is told that a time is none, or is two.</param>
internal sealed class WallClockTimes(DateTimeZone zone, List<DocumentFinding> findings)
{
    private static readonly LocalDateTimePattern[] Local =
        [LocalDateTimePattern.ExtendedIso, LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm")];

    private Instant _last = Instant.MinValue;

    /// <summary>The instant of <paramref name="member"/>, not before those read earlier if it can be so; null when it is none.</summary>
    public Instant? Read(JsonMember? member)
    {
        if (member is not { } given)
            return null;
        var at = Of(given);
        if (at is { } instant)
            _last = Instant.Max(_last, instant);
        return at;
    }

    private Instant? Of(JsonMember member)
    {
        if (member.String is not { } text)
            return Refuse(member);
        if (OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } zoned)
            return zoned.Value.ToInstant();
        foreach (var pattern in Local)
        {
            if (pattern.Parse(text) is { Success: true } local)
                return OnWallClock(local.Value, member.Location);
        }

        return Refuse(member);
    }

    private static Instant? Refuse(JsonMember member)
    {
        member.Refuse("must be a time such as 2026-01-31T12:00:00 on the wall clock, or 2026-01-31T12:00:00Z");
        return null;
    }

    private Instant OnWallClock(LocalDateTime local, string pointer)
    {
        var mapping = zone.MapLocal(local);
        if (mapping.Count == 0)
        {
            findings.Add(new DocumentFinding(
                AuditCode.SkippedTime,
                pointer,
                $"{local:uuuu-MM-dd HH:mm:ss} does not exist in {zone.Id}: the clock is put forward from {mapping.EarlyInterval.IsoLocalEnd:HH:mm} to {mapping.LateInterval.IsoLocalStart:HH:mm}.",
                FindingWeight.Block));
            return mapping.LateInterval.Start;
        }

        var (first, last) = (mapping.First().ToInstant(), mapping.Last().ToInstant());
        if (mapping.Count == 1)
            return first;
        var chosen = first < _last ? last : first;
        findings.Add(new DocumentFinding(
            AuditCode.AmbiguousTime,
            pointer,
            $"{local:uuuu-MM-dd HH:mm:ss} comes twice in {zone.Id}, because the clock is put back; taken as {chosen}. Write it with its offset to say which one is meant.",
            FindingWeight.Hold));
        return chosen;
    }
}
