using Akka.Actor;

namespace Fleet.Cluster.Gateways;

/// <summary>The way from the cluster to the sockets of this node, at <c>/user/gateway</c> on each.</summary>
internal sealed class Gateway : ReceiveActor
{
    /// <summary>Its name.</summary>
    public const string Name = "gateway";

    public Gateway(ConnectedChargers chargers)
    {
        Receive<CallCharger>(call =>
        {
            if (chargers.Find(call.Charger) is { } socket)
                _ = socket.CallAsync(call.Action, call.Payload, call.Timeout).PipeTo(Sender, failure: Failed);
            else
                Sender.Tell(new ChargerAnswer(CallStatus.Offline, ErrorDescription: "the charger's socket is not here"));
        });
    }

    /// <summary>Whether the charger got the call is not known.</summary>
    private static ChargerAnswer Failed(Exception failure) => new(CallStatus.TimedOut, ErrorDescription: failure.Message);
}
