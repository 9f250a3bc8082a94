using System.Net;

namespace Fleet.Node.Settings;

/// <summary>The ops port: what the <c>fleet</c> command talks to.</summary>
public sealed record OpsSettings
{
    /// <summary>The address to bind; anything but loopback wants a key, and a tunnel that encrypts, because the port speaks plain HTTP.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The port; 0 takes a free one.</summary>
    public int Port { get; init; } = 9110;

    /// <summary>The key that a caller shows; without one, whoever is on this machine may call.</summary>
    public string? Key { get; init; }

    /// <summary>Where the <c>fleet</c> command finds a node, when it is not told; a node itself has no use for it.</summary>
    public string? Host { get; init; }

    /// <summary>Whether only this machine reaches it.</summary>
    internal bool IsLoopback => IPAddress.IsLoopback(IPAddress.Parse(Address));

    internal IEnumerable<string> Check()
    {
        foreach (var error in EndpointCheck.Check("Fleet:Ops", Address, Port))
            yield return error;
        if (Key is not null && (Key.Length == 0 || !Key.All(c => c is > ' ' and <= '~')))
            yield return "Fleet:Ops:Key: must be printable ASCII without spaces, and not empty; leave it out to let in whoever is on this machine";
        else if (Key is null && IPAddress.TryParse(Address, out var address) && !IPAddress.IsLoopback(address))
            yield return $"Fleet:Ops:Key: must be set where Fleet:Ops:Address is {Address}: whoever reaches the ops port may do everything; or bind 127.0.0.1";
    }
}
