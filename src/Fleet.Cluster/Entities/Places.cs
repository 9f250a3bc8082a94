using System.Collections.Concurrent;

namespace Fleet.Cluster.Entities;

/// <summary>The places for commands that are under way from a node: so many in all, so many for each charger, and so many that wait for one.</summary>
/// <param name="inFlight">The most commands under way from the node.</param>
/// <param name="perCharger">The most of them to one charger and its sessions.</param>
/// <param name="waiting">The most that wait for a place; more are turned away at once.</param>
internal sealed class Places(int inFlight, int perCharger, int waiting) : IDisposable
{
    private readonly SemaphoreSlim _places = new(inFlight, inFlight);
    private readonly ConcurrentDictionary<string, int> _ofChargers = new(StringComparer.Ordinal);
    private int _waiting;

    /// <summary>How many commands are under way.</summary>
    public int Taken => inFlight - _places.CurrentCount;

    /// <summary>How many commands wait for a place.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Waits for a place on the node; leave it with <see cref="Leave"/>.</summary>
    /// <exception cref="TimeoutException">There was none in time, or too many wait already.</exception>
    public async Task EnterAsync(TimeSpan time, CancellationToken cancellation)
    {
        if (_places.Wait(0, CancellationToken.None))
            return;
        try
        {
            if (Interlocked.Increment(ref _waiting) > waiting)
                throw new TimeoutException($"all {inFlight} places of this node are taken, and {waiting} commands wait for one");
            if (!await _places.WaitAsync(time, cancellation))
                throw new TimeoutException($"all {inFlight} places of this node were taken for {time.TotalSeconds:0} s");
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Leaves a place on the node.</summary>
    public void Leave() => _places.Release();

    /// <summary>Takes a place of a charger; false when it has too many commands under way.</summary>
    public bool TryEnterCharger(string charger)
    {
        if (_ofChargers.AddOrUpdate(charger, 1, (_, taken) => taken + 1) <= perCharger)
            return true;
        LeaveCharger(charger);
        return false;
    }

    /// <summary>Leaves a place of a charger.</summary>
    public void LeaveCharger(string charger)
    {
        if (_ofChargers.AddOrUpdate(charger, 0, (_, taken) => taken - 1) == 0)
            _ofChargers.TryRemove(new KeyValuePair<string, int>(charger, 0));
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();
}
