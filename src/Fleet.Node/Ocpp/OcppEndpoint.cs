using System.Net.WebSockets;
using System.Text;
using System.Threading.RateLimiting;

using Akka.Actor;

using Fleet.Cluster.Gateways;
using Fleet.Cluster.ReferenceData;
using Fleet.Domain.Charging;
using Fleet.Domain.Identity;
using Fleet.Node.Settings;
using Fleet.Ocpp.Rpc;
using Fleet.Ocpp.V16;

namespace Fleet.Node.Ocpp;

/// <summary>The handshake of a charger, <c>/ocpp/{chargerId}</c>, and its socket's life (OCPP-J 1.6 3).</summary>
internal sealed class OcppEndpoint : IAsyncDisposable
{
    private static readonly PathString Root = "/ocpp";
    private const string Decommissioned = "this charger is decommissioned";
    private static readonly ActionTable[] Versions = [Actions.Table];

    private readonly OcppServices _services;
    private readonly ReferenceStore _reference;
    private readonly ConnectedChargers _chargers;
    private readonly CancellationToken _stopping;
    private readonly TokenBucketRateLimiter _pace;
    private readonly PasswordCheck _passwords = new();
    private readonly string _node;

    public OcppEndpoint(
        OcppServices services, ReferenceStore reference, ConnectedChargers chargers, ActorSystem system, IHostApplicationLifetime lifetime)
    {
        _services = services;
        _reference = reference;
        _chargers = chargers;
        _stopping = lifetime.ApplicationStopping;
        _node = Akka.Cluster.Cluster.Get(system).SelfAddress.ToString();
        _pace = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = services.Settings.Ocpp.HandshakesPerSecond,
            TokensPerPeriod = services.Settings.Ocpp.HandshakesPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = services.Settings.Ocpp.WaitingHandshakes,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    /// <summary>Accepts or refuses a charger, and serves it until it goes.</summary>
    public async Task ServeAsync(HttpContext http)
    {
        var path = IdentityIn(http.Request.Path);
        if (!ChargerId.TryParse(path, out var charger, out var error))
            await RefuseAsync(http, StatusCodes.Status404NotFound, path, error!);
        else if (!http.WebSockets.IsWebSocketRequest)
            await RefuseAsync(http, StatusCodes.Status426UpgradeRequired, path, "an OCPP charger connects by WebSocket");
        else if (await CheckAsync(http, charger) is { } refusal)
            await RefuseAsync(http, refusal.Status, path, refusal.Reason);
        else
            await AcceptAsync(http, charger);
    }

    /// <summary>The last of the path's two segments, decoded; null when the path is another one.</summary>
    private static string? IdentityIn(PathString path) =>
        path.StartsWithSegments(Root, StringComparison.Ordinal, out var rest) && rest.Value is ['/', .. var identity] && !identity.Contains('/') ? identity : null;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _pace.DisposeAsync();

    private async Task<(int Status, string Reason)?> CheckAsync(HttpContext http, ChargerId charger)
    {
        using var place = await _pace.AcquireAsync(cancellationToken: http.RequestAborted);
        if (!place.IsAcquired)
            return (StatusCodes.Status503ServiceUnavailable, "too many chargers connect at once; try again later");
        var settings = await _reference.ChargerAsync(charger);
        if (settings?.Decommissioned == true)
            return (StatusCodes.Status404NotFound, Decommissioned);
        if (settings is null && _services.Settings.Ocpp.UnknownChargers != UnknownChargers.Register)
            return (StatusCodes.Status404NotFound, "this charger is not registered");
        return settings?.PasswordHash is { } hash && !HasPassword(http, charger, hash)
            ? (StatusCodes.Status401Unauthorized, "wrong or missing password")
            : null;
    }

    /// <summary>Basic authentication: the user is the charger's identity (OCPP-J 1.6 6.2).</summary>
    private bool HasPassword(HttpContext http, ChargerId charger, string hash)
    {
        const string scheme = "Basic ";
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            return false;
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[scheme.Length..].Trim(), bytes, out var length))
            return false;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var user = charger.Value + ':';
        return text.StartsWith(user, StringComparison.Ordinal) && _passwords.IsRight(charger, text[user.Length..], hash);
    }

    private async Task RefuseAsync(HttpContext http, int status, string? charger, string reason)
    {
        _services.Log.TurnedAway(charger ?? "", reason);
        _services.Metrics.Knocked($"{status}");
        http.Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"ocpp\", charset=\"UTF-8\"";
        if (status == StatusCodes.Status503ServiceUnavailable)
            http.Response.Headers.RetryAfter = "10";
        await http.Response.WriteAsync(reason);
    }

    private async Task AcceptAsync(HttpContext http, ChargerId charger)
    {
        var actions = http.WebSockets.WebSocketRequestedProtocols
            .Select(protocol => Array.Find(Versions, version => version.Version.Subprotocol == protocol))
            .FirstOrDefault(version => version is not null);
        using var webSocket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = actions?.Version.Subprotocol,
            KeepAliveInterval = TimeSpan.FromSeconds(_services.Settings.Ocpp.PingSeconds),
            KeepAliveTimeout = TimeSpan.FromSeconds(_services.Settings.Ocpp.PongTimeoutSeconds),
        });
        if (actions is null)
        {
            _services.Log.TurnedAway(charger.Value, "no OCPP version in common");
            _services.Metrics.Knocked("no-subprotocol");
            await webSocket.CloseOutputAsync(WebSocketCloseStatus.ProtocolError, "no OCPP version in common", _stopping);
            return;
        }

        _services.Metrics.Knocked("accepted");
        await ServeAsync(charger, webSocket, actions);
    }

    private async Task ServeAsync(ChargerId charger, WebSocket webSocket, ActionTable actions)
    {
        using var socket = new ChargerSocket(webSocket, actions, new V16Handler(charger, _services), _services, _stopping);
        var connection = new ChargerConnection(socket.ConnectionId, _node, actions.Version.Subprotocol, _services.Clock.GetCurrentInstant());
        _chargers.Add(charger, socket);
        try
        {
            // From here on a decommissioning finds the socket; one that came before is found now.
            if ((await _reference.ChargerAsync(charger))?.Decommissioned == true)
                socket.Close(Decommissioned);
            await TellAsync(new ConnectCharger(charger, connection));
            _services.Log.Connected(charger, actions.Version.Subprotocol);
            await socket.RunAsync();
        }
        catch (OperationCanceledException)
        {
            _services.Log.CutOff(charger);
        }
        catch (Exception failure) when (failure is WebSocketException or IOException or TimeoutException)
        {
            _services.Log.ConnectionFailed(charger, failure);
        }
        finally
        {
            _chargers.Remove(charger, socket);
            await DisconnectAsync(charger, socket.ConnectionId);
        }
    }

    /// <summary>When even this cannot be stored, the next start of the node or the next connection of the charger puts it right.</summary>
    private async Task DisconnectAsync(ChargerId charger, Guid connectionId)
    {
        try
        {
            await TellAsync(new DisconnectCharger(charger, connectionId));
            _services.Log.Disconnected(charger);
        }
        catch (TimeoutException late)
        {
            _services.Log.NotStored(charger, late.Message);
        }
    }

    private Task TellAsync(ChargerCommand command) =>
        _services.Entities.AskAsync(command, TimeSpan.FromSeconds(_services.Settings.Ocpp.StoreDeadlineSeconds), CancellationToken.None);
}
