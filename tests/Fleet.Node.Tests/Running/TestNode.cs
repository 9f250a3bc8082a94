using Fleet.Cluster;
using Fleet.Cluster.Database;
using Fleet.Node.Settings;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Node.Tests.Running;

/// <summary>A real node in this process, on free ports and files of its own.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    public const string Key = "the key of the tests";

    private readonly WebApplication _app;

    private TestNode(WebApplication app, TempFolder folder, NodeLog log)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        (_app, Folder, Log) = (app, folder, log);
        Ocpp = new Uri(addresses[0]);
        Api = new ApiClient(new Uri(addresses[1]), Key);
        Ops = new Uri(addresses[2]);
    }

    public TempFolder Folder { get; }

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
        var folder = new TempFolder();
        var settings = new FleetSettings
        {
            Ocpp = new OcppSettings { Port = 0 },
            Http = new HttpSettings { Port = 0 },
            Ops = new OpsSettings { Port = 0 },
            Cluster = new ClusterSettings { Port = 0 },
            Database = new DatabaseSettings { ConnectionString = folder.ConnectionString },
            Access = new AccessSettings { Key = Key },
        };
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        var log = new NodeLog();
        builder.Logging.ClearProviders().AddProvider(log).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Fleet", LogLevel.Debug);
        add?.Invoke(builder.Services);
        FleetDatabase.Of(settings.Database).Migrate();
        var app = NodeHost.Build(builder, change?.Invoke(settings) ?? settings);
        await app.StartAsync();
        return new TestNode(app, folder, log);
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
        foreach (var connectionString in new[] { Folder.ConnectionString, Folder.JournalConnectionString })
        {
            using var connection = new SqliteConnection(connectionString);
            SqliteConnection.ClearPool(connection);
        }

        Folder.Dispose();
    }
}
