namespace Fleet.Simulator.Load;

/// <summary>Errors of a load run: how many, and what the first one was.</summary>
internal sealed class LoadErrors
{
    private long _count;
    private string? _first;

    public long Count => Interlocked.Read(ref _count);

    public string? First => _first;

    public void Add(string reason)
    {
        Interlocked.Increment(ref _count);
        Interlocked.CompareExchange(ref _first, reason, null);
    }
}
