using System.Net;
using System.Text.Json.Serialization;

using Fleet.Cluster;
using Fleet.Cluster.Database;
using Fleet.Cluster.Watching;
using Fleet.Domain;
using Fleet.Node.Api;
using Fleet.Node.Ocpp;
using Fleet.Node.Ops;
using Fleet.Node.Receipts;
using Fleet.Node.Settings;
using Fleet.Node.Telemetry;

using Microsoft.AspNetCore.Server.Kestrel.Core;

using OpenTelemetry.Metrics;

namespace Fleet.Node;

/// <summary>Composes the node: OCPP endpoint, HTTP API, ops port, cluster, health and metrics.</summary>
public static class NodeHost
{
    /// <summary>Longer than the cluster's own shutdown phases take: shards are handed over within it.</summary>
    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(85);

    /// <summary>A node by <paramref name="settings"/>, not started yet; in Development its database is made where it is missing.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong; the message says which and why.</exception>
    /// <exception cref="DatabaseException">The node cannot work on the database; the message says what to do.</exception>
    public static WebApplication Build(WebApplicationBuilder builder, FleetSettings settings)
    {
        if (settings.Check().ToList() is { Count: > 0 } errors)
            throw new InvalidOperationException(string.Join(Environment.NewLine, errors));
        settings = WithDefaultsOf(builder.Environment, settings);
        var database = FleetDatabase.Of(settings.Database);
        database.Prepare(migrate: builder.Environment.IsDevelopment());

        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, settings));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTime);
        builder.Services.AddFleetCluster(settings.Cluster, database, new SweepSettings { Policy = settings.Sessions.Policy }, settings.Billing.InvoicePrefix);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(DefaultTariff.Load(settings.Billing.DefaultTariff));
        builder.Services.AddOcpp();
        builder.Services.AddOps();
        builder.Services.AddSingleton<ReceiptBook>();
        builder.Services.AddSingleton<StatementBook>();
        builder.Services.AddHostedService<JournalMetrics>();
        builder.Services.AddProblemDetails();
        builder.Services.AddOpenApi();
        builder.Services.AddHealthChecks().AddCheck<ClusterHealth>("cluster", tags: [ClusterHealth.Ready]);
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(FleetMetrics.MeterName).AddPrometheusExporter());
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.Converters.Add(new InstantConverter());
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
        });

        var app = builder.Build();
        app.MapFleet();
        return app;
    }

    /// <summary>Development lets anybody in, so that a first try works; anywhere else nobody comes in unregistered.</summary>
    private static FleetSettings WithDefaultsOf(IHostEnvironment environment, FleetSettings settings) => settings with
    {
        Ocpp = settings.Ocpp with
        {
            UnknownChargers = settings.Ocpp.UnknownChargers ?? (environment.IsDevelopment() ? UnknownChargers.Register : UnknownChargers.Reject),
        },
        Authorization = settings.Authorization with
        {
            UnknownTokens = settings.Authorization.UnknownTokens ?? (environment.IsDevelopment() ? UnknownTokens.Accept : UnknownTokens.Reject),
        },
    };

    private static void Listen(KestrelServerOptions kestrel, FleetSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Listen(IPAddress.Parse(settings.Ocpp.Address), settings.Ocpp.Port, listen => listen.Mark(OcppListener.Instance));
        kestrel.Listen(IPAddress.Parse(settings.Http.Address), settings.Http.Port);
        kestrel.Listen(IPAddress.Parse(settings.Ops.Address), settings.Ops.Port, listen => listen.Mark(OpsListener.Instance));
    }

    /// <summary>Every connection of this port carries <paramref name="mark"/>.</summary>
    private static void Mark<T>(this ListenOptions listen, T mark)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => connection =>
        {
            connection.Features.Set(mark);
            return next(connection);
        });
    }

    private static void MapFleet(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseWebSockets();
        // No routing here: a WebApplication has one table of routes for all its branches, and would serve the API to chargers and to the ops port too.
        app.MapWhen(
            http => http.Features.Get<OcppListener>() is not null,
            ocpp => ocpp.Run(http => http.RequestServices.GetRequiredService<OcppEndpoint>().ServeAsync(http)));
        app.MapWhen(
            http => http.Features.Get<OpsListener>() is not null,
            ops => ops.Run(http => http.RequestServices.GetRequiredService<OpsEndpoint>().ServeAsync(http)));

        var api = app.MapGroup("/api/v1").AddEndpointFilter<RouteGroupBuilder, AccessRule>();
        api.MapChargers();
        api.MapCommands();
        api.MapMeterSwaps();
        api.MapReferenceData();
        api.MapPromotions();
        api.MapSessions();
        api.MapTransactions();
        api.MapStatements();
        app.MapReceipts();
        app.MapOpenApi();
        app.MapPrometheusScrapingEndpoint();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains(ClusterHealth.Ready) });
    }

    /// <summary>Marks connections that came in by the OCPP port.</summary>
    private sealed class OcppListener
    {
        public static readonly OcppListener Instance = new();
    }

    /// <summary>Marks connections that came in by the ops port.</summary>
    private sealed class OpsListener
    {
        public static readonly OpsListener Instance = new();
    }
}
