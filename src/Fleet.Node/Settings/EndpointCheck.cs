using System.Net;

namespace Fleet.Node.Settings;

internal static class EndpointCheck
{
    public static IEnumerable<string> Check(string section, string address, int port)
    {
        if (!IPAddress.TryParse(address, out _))
            yield return $"{section}:Address: '{address}' is no IP address";
        if (port is < 0 or > 65535)
            yield return $"{section}:Port: {port} is not a port (0 to 65535)";
    }
}
