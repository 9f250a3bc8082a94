namespace Fleet.Node.Ocpp;

/// <summary>Holds a charger to so many calls a second: one that is faster is read later, and its socket stays.</summary>
internal sealed class CallPace(int callsPerSecond, TimeProvider time)
{
    private long _second;
    private int _calls;

    /// <summary>Waits until the next call may be handled. One caller at a time.</summary>
    public async ValueTask TakeAsync(CancellationToken cancellation)
    {
        var second = time.GetTimestamp() / time.TimestampFrequency;
        if (second != _second)
            (_second, _calls) = (second, 0);
        if (++_calls <= callsPerSecond)
            return;
        var left = time.TimestampFrequency - (time.GetTimestamp() % time.TimestampFrequency);
        await Task.Delay(TimeSpan.FromSeconds((double)left / time.TimestampFrequency), time, cancellation);
    }
}
