using System.Globalization;
using System.Text;
using System.Text.Json;

using Fleet.Cluster.Entities;
using Fleet.Cluster.Gateways;
using Fleet.Cluster.Projections;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;
using Fleet.Ocpp.Rpc;
using Fleet.Ocpp.V16;

using NodaTime;

namespace Fleet.Node.Api;

/// <summary><c>/api/v1/chargers/{id}/commands</c>: what is asked of a charger, now or when it is back.</summary>
internal static class CommandsApi
{
    private const int LongestWait = 300;
    private const int LongestQueue = 30 * 24 * 3600;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    public static void MapCommands(this IEndpointRouteBuilder api)
    {
        api.MapPost("/chargers/{id}/commands/{action}", CallAsync);
        api.MapGet("/chargers/{id}/commands/{commandId:guid}", GetAsync);
    }

    /// <summary>Calls the charger and waits for its answer; with <c>?queue=3600s</c> a command to a charger that is away waits for it that long.</summary>
    private static async Task<IResult> CallAsync(
        string id, string action, HttpRequest request, ChargerCalls calls, FleetEntities entities, IClock clock, string? timeout, string? queue, CancellationToken cancellation)
    {
        if (!ChargerId.TryParse(id, out var charger, out var error))
            return Problems.BadParameter("id", error!);
        if (!TryReadSeconds(timeout ?? "30s", LongestWait, out var wait))
            return Problems.BadParameter("timeout", $"must be 1s to {LongestWait}s");
        if (!TryReadSeconds(queue ?? "1s", LongestQueue, out var queued))
            return Problems.BadParameter("queue", $"must be 1s to {LongestQueue}s");
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(cancellation);
        var payload = string.IsNullOrWhiteSpace(body) ? "{}" : body;
        var commandId = Guid.CreateVersion7();
        var answer = await calls.CallAsync(charger, action, payload, TimeSpan.FromSeconds(wait), cancellation);
        if (answer.Status != CallStatus.Offline || queue is null)
            return TypedResults.Ok(Show(commandId, answer.Status.ToString(), answer.Response, answer.ErrorCode, answer.ErrorDescription));

        var now = clock.GetCurrentInstant();
        return await QueueAsync(charger, new QueuedCommand(commandId, action, payload, now, now + Duration.FromSeconds(queued)), entities, cancellation);
    }

    /// <summary>A command that the charger could only refuse is refused now, not when it comes back.</summary>
    private static async Task<IResult> QueueAsync(ChargerId charger, QueuedCommand command, FleetEntities entities, CancellationToken cancellation)
    {
        var (_, fault) = Actions.Table.Find(command.Action) is { } known && known.Direction.HasFlag(CallDirection.ToChargePoint)
            ? known.ReadRequest(Encoding.UTF8.GetBytes(command.Payload))
            : new(null, null);
        if (Actions.Table.Find(command.Action)?.Direction.HasFlag(CallDirection.ToChargePoint) != true)
            return Problems.BadParameter("action", $"there is no {command.Action} to a charger");
        if (fault is not null)
            return Problems.Invalid([("$", fault.ToString())]);
        return await entities.AskAsync(new QueueCommand(charger, command), Deadline, cancellation) is Rejection rejected
            ? TypedResults.Problem(rejected.Message, statusCode: StatusCodes.Status409Conflict, title: "Not queued")
            : TypedResults.Ok(Show(command.Id, CommandView.Queued));
    }

    private static async Task<IResult> GetAsync(string id, Guid commandId, FleetQueries queries) =>
        await queries.CommandAsync(commandId) is { } command && command.ChargerId == id
            ? TypedResults.Ok(Show(commandId, command.Status, command.Response, command.ErrorCode, command.ErrorDescription))
            : Problems.NotFound($"There is no command '{commandId}' of a charger '{id}'.");

    private static object Show(Guid commandId, string status, string? response = null, string? errorCode = null, string? errorDescription = null) =>
        new { commandId, status, response = response is null ? null : JsonDocument.Parse(response), errorCode, errorDescription };

    private static bool TryReadSeconds(string text, int most, out int seconds) =>
        int.TryParse(text.TrimEnd('s'), NumberStyles.None, CultureInfo.InvariantCulture, out seconds) && seconds >= 1 && seconds <= most;
}
