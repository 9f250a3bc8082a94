using Fleet.Domain.Identity;
using Fleet.Domain.Metering;
using NodaTime;

namespace Fleet.Cli.Replay;

/// <summary>
/// All that one charger says, in order. Each connector plays its sessions one after the other, by their starts; those that overlap in the file wait for their
/// turn and keep their timestamps. Its meter goes on from session to session.
/// </summary>
/// <param name="Charger">The charger.</param>
/// <param name="Steps">Its messages, in the order of their turns.</param>
internal sealed record ChargerScript(ChargerId Charger, IReadOnlyList<ReplayStep> Steps)
{
    /// <summary>The connectors that speak.</summary>
    public IEnumerable<int> Connectors => Steps.Select(step => step.Session.ConnectorId).Distinct().Order();

    /// <summary>The scripts of the chargers of <paramref name="sessions"/>, the longest first, so that it does not end alone.</summary>
    public static IReadOnlyList<ChargerScript> Write(IEnumerable<ReplaySession> sessions) =>
        [.. sessions
            .GroupBy(session => session.Charger)
            .Select(charger => new ChargerScript(
                charger.Key,
                [.. charger.GroupBy(session => session.ConnectorId).SelectMany(connector => Play(charger.Key, connector)).OrderBy(step => step.Due)]))
            .OrderByDescending(script => script.Steps.Count)];

    private static IEnumerable<ReplayStep> Play(ChargerId charger, IGrouping<int, ReplaySession> connector)
    {
        var register = MeterCurve.First(charger, connector.Key);
        var due = Instant.MinValue;
        foreach (var session in connector.OrderBy(session => session.Start).ThenBy(session => session.Row))
        {
            foreach (var (kind, at, gone) in Messages(session))
            {
                due = Instant.Max(due, at);
                yield return new ReplayStep(kind, session, at, due, register + gone);
            }

            register += session.Energy;
        }
    }

    private static IEnumerable<(StepKind Kind, Instant At, EnergyWh Gone)> Messages(ReplaySession session) =>
    [
        (StepKind.Start, session.Start, EnergyWh.Zero),
        .. MeterCurve.Between(session).Select(reading => (StepKind.Reading, reading.At, reading.Gone)),
        (StepKind.Stop, session.End, session.Energy),
    ];
}
