using Akka.Actor;

using Fleet.Cluster.Entities;
using Fleet.Domain.Charging;
using Fleet.Domain.Identity;

namespace Fleet.Cluster.Gateways;

/// <summary>Calls a charger, whichever node holds its socket: its entity knows which.</summary>
/// <param name="system">This node's actor system.</param>
/// <param name="entities">The way to the charger's entity.</param>
public sealed class ChargerCalls(ActorSystem system, FleetEntities entities)
{
    private static readonly TimeSpan LookUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Hop = TimeSpan.FromSeconds(5);

    /// <summary>Sends a CALL and waits for the charger's answer.</summary>
    public async Task<ChargerAnswer> CallAsync(ChargerId charger, string action, string payload, TimeSpan timeout, CancellationToken cancellation)
    {
        if (await entities.AskAsync(new FindConnection(charger), LookUp, cancellation) is not ConnectionFound { Connection: { } connection })
            return new ChargerAnswer(CallStatus.Offline, ErrorDescription: "the charger is not connected");
        var gateway = system.ActorSelection($"{connection.Node}/user/{Gateway.Name}");
        try
        {
            return await gateway.Ask<ChargerAnswer>(new CallCharger(charger, action, payload, timeout), timeout + Hop, cancellation);
        }
        catch (AskTimeoutException)
        {
            return new ChargerAnswer(CallStatus.TimedOut, ErrorDescription: "the node that holds the charger's socket did not answer");
        }
    }
}
