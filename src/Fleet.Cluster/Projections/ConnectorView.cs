using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fleet.Cluster.Projections;

/// <summary>A connector as the API shows it.</summary>
/// <param name="EvseId">The EVSE.</param>
/// <param name="ConnectorId">The connector of that EVSE.</param>
/// <param name="Status">OCPP's word.</param>
/// <param name="ErrorCode">OCPP's word; absent when all is well.</param>
/// <param name="TransactionId">The transaction that began last on it, while it runs.</param>
public sealed record ConnectorView(int EvseId, int ConnectorId, string Status, string? ErrorCode = null, string? TransactionId = null);

/// <summary>The connectors of a charger as its row keeps them: a JSON array.</summary>
internal static class ConnectorList
{
    public static ConnectorView[] Read(string json) => JsonSerializer.Deserialize(json, ConnectorJson.Default.ConnectorViewArray) ?? [];

    public static string Write(IEnumerable<ConnectorView> connectors) =>
        JsonSerializer.Serialize(connectors.ToArray(), ConnectorJson.Default.ConnectorViewArray);
}

/// <summary>JSON of connectors.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ConnectorView[]))]
internal sealed partial class ConnectorJson : JsonSerializerContext;
