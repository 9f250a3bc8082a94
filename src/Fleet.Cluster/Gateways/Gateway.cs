using Akka.Actor;
using Akka.Event;

using Fleet.Cluster.Entities;
using Fleet.Domain.Charging;

namespace Fleet.Cluster.Gateways;

/// <summary>The way from the cluster to the sockets of this node, at <c>/user/gateway</c> on each.</summary>
internal sealed class Gateway : ReceiveActor
{
    /// <summary>Its name.</summary>
    public const string Name = "gateway";

    /// <summary>As long as a charger may take to answer a call that nobody waits for.</summary>
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan RecordTime = TimeSpan.FromMinutes(1);

    private readonly ConnectedChargers _chargers;
    private readonly FleetEntities _entities;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    public Gateway(ConnectedChargers chargers, FleetEntities entities)
    {
        (_chargers, _entities) = (chargers, entities);
        Receive<CallCharger>(call => { _ = Call(call).PipeTo(Sender, failure: Failed); });
        Receive<RequestReadings>(request => { _ = RequestAsync(request).PipeTo(Self, failure: Failed); });
        Receive<DeliverCommand>(request => { _ = DeliverAsync(request).PipeTo(Self, failure: NotRecorded); });
        Receive<ChargerAnswer>(_ => { });
        Receive<Undelivered>(undelivered => _log.Warning("A queued command stays queued: {0}", undelivered.Why));
    }

    private Task<ChargerAnswer> Call(CallCharger call) =>
        _chargers.Find(call.Charger)?.CallAsync(call.Action, call.Payload, call.Timeout) ?? Task.FromResult(NotHere);

    private Task<ChargerAnswer> RequestAsync(RequestReadings request) =>
        _chargers.Find(request.Charger)?.RequestReadingsAsync(request.Connector, AnswerTime) ?? Task.FromResult(NotHere);

    /// <summary>One whose charger went away again stays queued, and is sent when it is back: a command may so arrive twice, but is never lost.</summary>
    private async Task<object> DeliverAsync(DeliverCommand request)
    {
        var answer = await Call(new CallCharger(request.Charger, request.Command.Action, request.Command.Payload, AnswerTime));
        if (answer.Status != CallStatus.Offline)
            await _entities.AskAsync(new RecordCommandResult(request.Charger, request.Command.Id, ResultOf(answer)), RecordTime, CancellationToken.None);
        return answer;
    }

    private static CommandResult ResultOf(ChargerAnswer answer) => new(
        answer.Status switch
        {
            CallStatus.Answered => CommandOutcome.Answered,
            CallStatus.Error => CommandOutcome.Error,
            CallStatus.TimedOut => CommandOutcome.TimedOut,
            _ => throw new InvalidOperationException($"a command that ended as {answer.Status} has no result"),
        },
        answer.Response,
        answer.ErrorCode,
        answer.ErrorDescription);

    private static ChargerAnswer NotHere => new(CallStatus.Offline, ErrorDescription: "the charger's socket is not here");

    /// <summary>Whether the charger got the call is not known.</summary>
    private static ChargerAnswer Failed(Exception failure) => new(CallStatus.TimedOut, ErrorDescription: failure.Message);

    private static Undelivered NotRecorded(Exception failure) => new(failure.Message);

    private sealed record Undelivered(string Why);
}
