using System.Net.WebSockets;
using Fleet.Simulator.Measuring;

namespace Fleet.Simulator.Load;

/// <summary>A closed-loop load: each charger sends its next call as soon as the one before is answered.</summary>
public static class LoadRun
{
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(1);

    /// <summary>Connects all chargers, lets them do sessions (Authorize, StartTransaction, MeterValues of about 1 kB, StopTransaction) for a time, and says what came of it.</summary>
    /// <param name="options">The load.</param>
    /// <param name="cancellationToken">Ends it early; the running sessions are still stopped.</param>
    public static async Task<LoadResult> RunAsync(LoadOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (statistics, truth, errors) = (new CallStatistics(), new GroundTruth(), new LoadErrors());
        var chargers = Enumerable.Range(1, options.Chargers)
            .Select(number => new LoadCharger(options, $"{options.IdPrefix}{number:D6}", statistics, truth, errors))
            .ToArray();
        var sockets = new ClientWebSocket?[chargers.Length];
        try
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(0, chargers.Length),
                new ParallelOptions { MaxDegreeOfParallelism = options.ConnectingAtOnce, CancellationToken = cancellationToken },
                async (index, token) => sockets[index] = await chargers[index].ConnectAsync(token));
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            stop.CancelAfter(options.Duration);
            using var watch = new Timer(_ => Array.ForEach(chargers, charger => charger.DropIfSilent()), null, Watch, Watch);
            var began = TimeProvider.System.GetTimestamp();
            await Task.WhenAll(chargers.Zip(sockets).Where(pair => pair.Second is not null).Select(pair => pair.First.RunAsync(pair.Second!, stop.Token)));
            return new LoadResult(TimeProvider.System.GetElapsedTime(began), statistics.Answered, errors.Count, errors.First, statistics.Snapshot(), statistics.Overall(), truth);
        }
        finally
        {
            foreach (var socket in sockets) socket?.Dispose();
        }
    }
}
