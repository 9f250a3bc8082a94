using System.CommandLine;
using System.Globalization;

namespace Fleet.Cli.Ops;

/// <summary>The ops port of a node.</summary>
/// <param name="Host">A name or an address.</param>
/// <param name="Port">1 to 65535.</param>
internal sealed record NodeAddress(string Host, int Port)
{
    private const string DefaultHost = "127.0.0.1";
    private const int DefaultPort = 9110;
    private const string HostVariable = "Fleet__Ops__Host";
    private const string PortVariable = "Fleet__Ops__Port";

    /// <summary>The option <c>--node</c>.</summary>
    public static readonly Option<NodeAddress?> Option = OptionOf.Value<NodeAddress?>(
        "--node", $"The node's ops port, HOST:PORT [default: {HostVariable} and {PortVariable} from the environment, else {DefaultHost}:{DefaultPort}]", "HOST:PORT", Read);

    /// <summary>Where the ops port's paths begin.</summary>
    public Uri Root => new UriBuilder(Uri.UriSchemeHttp, Host, Port).Uri;

    /// <inheritdoc/>
    public override string ToString() => Root.Authority;

    /// <summary>The node that the environment names.</summary>
    /// <returns>Its address; or null, and a sentence that names the variable.</returns>
    public static (NodeAddress? Address, string? Error) FromEnvironment(Func<string, string?> variable)
    {
        var host = variable(HostVariable) is { Length: > 0 } named ? named : DefaultHost;
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
            return (null, $"{HostVariable} {host}: must be a name or an address");
        return variable(PortVariable) is not { Length: > 0 } text ? (new NodeAddress(host, DefaultPort), null)
            : ReadPort(text) is { } port ? (new NodeAddress(host, port), null)
            : (null, $"{PortVariable} {text}: must be a port, 1 to 65535");
    }

    /// <summary>Reads <c>HOST:PORT</c>; an IPv6 address stands in brackets.</summary>
    private static NodeAddress? Read(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && ReadPort(text[(colon + 1)..]) is { } port && text[..colon] is var host && Uri.CheckHostName(host) != UriHostNameType.Unknown
            ? new NodeAddress(host, port)
            : null;
    }

    private static int? ReadPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535 ? port : null;
}
