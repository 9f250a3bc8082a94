namespace Fleet.Simulator.ChargePoints;

/// <summary>Waits before reconnecting: a random part (half to all) of a limit that doubles, so that chargers that lost their link together do not come back together.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, Random random)
{
    private int _failures;

    public TimeSpan Next()
    {
        var limit = first * (1L << Math.Min(_failures++, 20));
        return (limit < longest ? limit : longest) * random.Next(500, 1001) / 1000;
    }

    public void Reset() => _failures = 0;
}
