using System.Net;

using Fleet.Cluster.Ops;
using Fleet.Node.Api;
using Fleet.Node.Settings;

namespace Fleet.Node.Ops;

/// <summary>
/// Who may use the ops port: whoever shows the key, or, where none is set, whoever is on this machine (the settings refuse to bind elsewhere without a key). A browser on this
/// machine is not a person: its pages cannot set the header, and a foreign name that is made to point here (DNS rebinding) is no loopback name.
/// </summary>
internal sealed class OpsAccess(FleetSettings settings)
{
    private readonly OpsSettings _settings = settings.Ops;

    /// <summary>Why a request is refused, with its status; null when it is not.</summary>
    public (int Status, string Reason)? RefusalOf(HttpContext http)
    {
        if (_settings.IsLoopback && !IsLoopback(http.Request.Host.Host))
            return (StatusCodes.Status403Forbidden, $"The ops port serves this machine only, and was asked for '{http.Request.Host.Host}'; say 127.0.0.1 or localhost.");
        if (http.Request.Headers[OpsCall.Header] != "1")
            return (StatusCodes.Status403Forbidden, $"A call of the ops port carries the header '{OpsCall.Header}: 1'.");
        if (_settings.Key is { } key && !BearerKey.IsShown(http, key))
            return (StatusCodes.Status401Unauthorized, "The node wants the key of its ops port (Fleet:Ops:Key): show it with --key, or set Fleet__Ops__Key.");
        return null;
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
