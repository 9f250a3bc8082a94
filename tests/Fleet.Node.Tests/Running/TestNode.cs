using Fleet.Cluster;
using Fleet.Node.Settings;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Node.Tests.Running;

/// <summary>A real node in this process, on free ports and a database of its own.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    public const string Key = "the key of the tests";

    private readonly WebApplication _app;

    private TestNode(WebApplication app, TemporaryDatabase database, NodeLog log)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        (_app, Database, Log) = (app, database, log);
        Ocpp = new Uri(addresses[0]);
        Api = new ApiClient(new Uri(addresses[1]), Key);
        Ops = new Uri(addresses[2]);
    }

    public TemporaryDatabase Database { get; }

    public NodeLog Log { get; }

    /// <summary>The OCPP endpoint's address, with http.</summary>
    public Uri Ocpp { get; }

    /// <summary>The ops port's address, with http.</summary>
    public Uri Ops { get; }

    /// <summary>A caller of the API that shows the key.</summary>
    public ApiClient Api { get; }

    public static async Task<TestNode> StartAsync(
        string environment, Func<FleetSettings, FleetSettings>? change = null, Action<IServiceCollection>? add = null)
    {
        var database = new TemporaryDatabase();
        var settings = new FleetSettings
        {
            Ocpp = new OcppSettings { Port = 0 },
            Http = new HttpSettings { Port = 0 },
            Ops = new OpsSettings { Port = 0 },
            Cluster = new ClusterSettings { Port = 0 },
            Database = database.Settings,
            Access = new AccessSettings { Key = Key },
        };
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        var log = new NodeLog();
        builder.Logging.ClearProviders().AddProvider(log).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Fleet", LogLevel.Debug);
        add?.Invoke(builder.Services);
        var app = NodeHost.Build(builder, change?.Invoke(settings) ?? settings);
        await app.StartAsync();
        return new TestNode(app, database, log);
    }

    /// <summary>What the node is made of.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Fails with what went wrong inside the node, if anything did.</summary>
    public void AssertNoErrors() => Assert.Empty(Log.Errors);

    /// <summary>As Ctrl+C does.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Database.Dispose();
    }
}
