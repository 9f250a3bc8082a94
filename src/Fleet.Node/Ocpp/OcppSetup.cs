using Fleet.Node.Telemetry;

namespace Fleet.Node.Ocpp;

/// <summary>Adds the OCPP endpoint.</summary>
internal static class OcppSetup
{
    public static IServiceCollection AddOcpp(this IServiceCollection services) => services
        .AddSingleton<FleetMetrics>()
        .AddSingleton<OcppLog>()
        .AddSingleton<PromotionChoice>()
        .AddSingleton<SessionTermsLookup>()
        .AddSingleton<OcppServices>()
        .AddSingleton<OcppEndpoint>()
        .AddHostedService<LostConnections>()
        .AddHostedService<DecommissionedChargers>();
}
