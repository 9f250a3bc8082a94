namespace Fleet.Cluster;

/// <summary>Where this node is in the cluster; section <c>Fleet:Cluster</c>.</summary>
public sealed record ClusterSettings
{
    /// <summary>The address that other nodes reach this one by.</summary>
    public string Hostname { get; init; } = "127.0.0.1";

    /// <summary>The port of Akka remoting; 0 takes a free one.</summary>
    public int Port { get; init; } = 4053;

    /// <summary>Nodes to join, each <c>host:port</c>; none to be a cluster of one.</summary>
    public IReadOnlyList<string> SeedNodes { get; init; } = [];

    /// <summary>What is wrong with these settings, in sentences that name the setting; nothing when all is well.</summary>
    public IEnumerable<string> Check()
    {
        if (string.IsNullOrWhiteSpace(Hostname))
            yield return "Fleet:Cluster:Hostname: must not be empty";
        if (Port is < 0 or > 65535)
            yield return $"Fleet:Cluster:Port: {Port} is not a port (0 to 65535)";
        foreach (var seed in SeedNodes)
        {
            var colon = seed.LastIndexOf(':');
            if (colon <= 0 || !int.TryParse(seed[(colon + 1)..], out var port) || port is < 1 or > 65535)
                yield return $"Fleet:Cluster:SeedNodes: '{seed}' is not of the form host:port";
        }
    }
}
