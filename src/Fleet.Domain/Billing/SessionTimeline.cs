using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>Cuts a session into segments, at every moment at which any price can change (OCPI mod_cdrs ChargingPeriod; billing.md 1.2).</summary>
internal static class SessionTimeline
{
    public static List<Segment> Cut(Tariff tariff, DateTimeZone zone, BillableSession session, EnergyCurve curve)
    {
        var cuts = new List<(Instant At, long Wh)>(session.Stretches.Count + 8)
        {
            (session.StartedAt, 0),
            (session.StoppedAt, session.TotalEnergy.Value),
        };
        void CutAt(Instant at)
        {
            if (session.StartedAt < at && at < session.StoppedAt)
                cuts.Add((at, curve.At(at)));
        }

        foreach (var stretch in session.Stretches)
            CutAt(stretch.From);
        AddThresholds(tariff, session, curve, CutAt, cuts);
        if (tariff.UsesWallClock)
            WallClock.AddCuts(tariff, zone, session.StartedAt, session.StoppedAt, CutAt);
        cuts.Sort();
        return Segments(cuts, session);
    }

    private static void AddThresholds(
        Tariff tariff, BillableSession session, EnergyCurve curve, Action<Instant> cutAt, List<(Instant At, long Wh)> cuts)
    {
        foreach (var element in tariff.Elements)
        {
            if (element.Restrictions is not { } restrictions)
                continue;
            AddDuration(restrictions.MinDuration);
            AddDuration(restrictions.MaxDuration);
            AddEnergy(restrictions.MinEnergy);
            AddEnergy(restrictions.MaxEnergy);
        }

        void AddDuration(Duration? threshold)
        {
            if (threshold is { } duration)
                cutAt(session.StartedAt + duration);
        }

        void AddEnergy(EnergyWh? threshold)
        {
            if (threshold is { } energy && energy < session.TotalEnergy && curve.Reaches(energy.Value) is { } at)
                cuts.Add((Instant.Min(Instant.Max(at, session.StartedAt), session.StoppedAt), energy.Value));
        }
    }

    private static List<Segment> Segments(List<(Instant At, long Wh)> cuts, BillableSession session)
    {
        var stretches = session.Stretches.Items.AsSpan();
        var segments = new List<Segment>(cuts.Count);
        var (from, fromWh, stretch) = (cuts[0].At, cuts[0].Wh, 0);
        for (var i = 1; i < cuts.Count; i++)
        {
            // A threshold's moment is rounded up to a millisecond, so a cut next to it may lie on the other side of it by a Wh.
            var (to, toWh) = (cuts[i].At, Math.Max(cuts[i].Wh, fromWh));
            if (to == from && toWh == fromWh && (segments.Count > 0 || i < cuts.Count - 1))
                continue;
            while (stretch < stretches.Length && stretches[stretch].To <= from)
                stretch++;
            StretchKind? kind = stretch < stretches.Length && stretches[stretch].From <= from ? stretches[stretch].Kind : null;
            segments.Add(new Segment(from, to, fromWh, toWh, kind));
            (from, fromWh) = (to, toWh);
        }

        return segments;
    }
}
