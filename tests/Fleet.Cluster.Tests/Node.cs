using Fleet.Cluster.Watching;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

using NodaTime;

namespace Fleet.Cluster.Tests;

/// <summary>A whole node on a database: a cluster of one, as a process would have it, without its HTTP and OCPP ports.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Node(ServiceProvider services) => _services = services;

    public static async Task<Node> StartAsync(TemporaryDatabase database, IClock? clock = null, SweepSettings? sweep = null)
    {
        var node = new Node(new ServiceCollection()
            .AddLogging()
            .AddSingleton<IHostApplicationLifetime, Lifetime>()
            .AddSingleton(clock ?? SystemClock.Instance)
            .AddFleetCluster(new ClusterSettings { Port = 0 }, database.Database, sweep ?? new SweepSettings(), "F-")
            .BuildServiceProvider());
        foreach (var service in node._services.GetServices<IHostedService>())
            await service.StartAsync(CancellationToken.None);
        return node;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>())
            await service.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }
}
