using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using Fleet.Ocpp.Framing;

namespace Fleet.Simulator.ChargePoints;

/// <summary>Opens WebSockets to a central system (OCPP-J 1.6 3.1).</summary>
internal static class CentralSystemConnection
{
    /// <summary>One for all chargers of the process: each would cost a handler of its own otherwise.</summary>
    private static readonly HttpMessageInvoker Http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false });

    /// <summary>The charger's URL at the central system, its identity percent-encoded.</summary>
    public static Uri UrlOf(Uri centralSystem, string chargerId) => new($"{centralSystem.AbsoluteUri.TrimEnd('/')}/{Uri.EscapeDataString(chargerId)}");

    /// <summary>An open socket; or why not, when the central system cannot be reached or refuses.</summary>
    public static async Task<(ClientWebSocket? Socket, string? Failure)> OpenAsync(Uri centralSystem, string chargerId, string? password, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(OcppVersion.V16.Subprotocol);
        socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(30);
        socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(30);
        if (password is not null)
        {
            var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{chargerId}:{password}"));
            socket.Options.SetRequestHeader("Authorization", new AuthenticationHeaderValue("Basic", credentials).ToString());
        }

        try
        {
            await socket.ConnectAsync(UrlOf(centralSystem, chargerId), Http, cancellationToken);
            return (socket, null);
        }
        catch (WebSocketException failed)
        {
            socket.Dispose();
            return (null, failed.InnerException is { } cause ? $"{failed.Message} ({cause.Message})" : failed.Message);
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
    }
}
