namespace Fleet.Simulator.ChargePoints;

/// <summary>Waits before reconnecting: a random part (half to all) of a limit that doubles, so that chargers that lost their link together do not come back together.</summary>
internal sealed class Backoff(ChargePointOptions options)
{
    private readonly Random _random = new(HashOf(options.Id) ^ options.Seed);
    private int _failures;

    public TimeSpan Next()
    {
        var limit = options.FirstReconnect * (1L << Math.Min(_failures++, 20));
        return (limit < options.LongestReconnect ? limit : options.LongestReconnect) * _random.Next(500, 1001) / 1000;
    }

    public void Reset() => _failures = 0;

    /// <summary>The same in every process, unlike string.GetHashCode.</summary>
    private static int HashOf(string id) => id.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter));
}
