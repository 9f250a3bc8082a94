namespace Fleet.Cluster.Tests;

/// <summary>Waits for what the cluster does in its own time.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    /// <summary>Asks again, a while apart, until there is an answer.</summary>
    public static async Task<T> IsAsync<T>(Func<Task<T?>> ask)
        where T : class
    {
        using var limit = new CancellationTokenSource(Soon);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!limit.IsCancellationRequested)
        {
            if (await ask() is { } answer)
                return answer;
            await pause.WaitForNextTickAsync(CancellationToken.None);
        }

        throw new TimeoutException();
    }
}
