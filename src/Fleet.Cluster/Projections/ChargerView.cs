using System.Text.Json;
using System.Text.Json.Serialization;

using Fleet.Cluster.Database;
using Fleet.Domain.Charging;
using Fleet.Domain.Identity;

namespace Fleet.Cluster.Projections;

/// <summary>A connector as the API shows it.</summary>
/// <param name="EvseId">The EVSE.</param>
/// <param name="ConnectorId">The connector of that EVSE.</param>
/// <param name="Status">OCPP's word.</param>
/// <param name="ErrorCode">OCPP's word; absent when all is well.</param>
/// <param name="TransactionId">The newest transaction that runs on it.</param>
public sealed record ConnectorView(int EvseId, int ConnectorId, string Status, string? ErrorCode = null, string? TransactionId = null);

/// <summary>A charger's read row after one more event.</summary>
internal static class ChargerView
{
    private const string NoError = "NoError";
    private const string UnknownStatus = "Unknown";

    public static ChargerRow Apply(ChargerRow row, ChargerEvent @event) => @event switch
    {
        ChargerConnected e => row with
        {
            Connected = true,
            ConnectionId = e.Connection.Id.ToString(),
            Node = e.Connection.Node,
            OcppVersion = e.Connection.OcppVersion,
            ConnectedAt = e.Connection.ConnectedAt,
            LastSeenAt = e.Connection.ConnectedAt,
        },
        ChargerDisconnected e when row.ConnectionId == e.ConnectionId.ToString() => row with { Connected = false, LastSeenAt = e.At },
        ChargerBooted e => row with
        {
            Vendor = e.Description.Vendor,
            Model = e.Description.Model,
            SerialNumber = e.Description.SerialNumber,
            Firmware = e.Description.Firmware,
            LastSeenAt = e.At,
        },
        ChargerSeen e => row with { LastSeenAt = e.At },
        ConnectorReported e => WithConnector(row, e.Report.Connector, connector => connector with
        {
            Status = e.Report.Status.ToString(),
            ErrorCode = e.Report.ErrorCode == NoError ? null : e.Report.ErrorCode,
        }) with
        { LastSeenAt = e.ArrivedAt },
        TransactionStarted e => WithConnector(
            row, e.Start.Connector, connector => connector with { TransactionId = e.Transaction.Value }) with
        { LastSeenAt = e.Start.ArrivedAt },
        TransactionEnded e => row with { Connectors = Write(Read(row).Select(connector => Without(connector, e.Transaction))), LastSeenAt = e.At },
        _ => row,
    };

    /// <summary>The connectors in a row.</summary>
    public static ConnectorView[] Read(ChargerRow row) => JsonSerializer.Deserialize(row.Connectors, ViewJson.Default.ConnectorViewArray) ?? [];

    private static ChargerRow WithConnector(ChargerRow row, EvseConnector id, Func<ConnectorView, ConnectorView> change)
    {
        var connectors = Read(row).ToList();
        var place = connectors.FindIndex(connector => connector.EvseId == id.EvseId && connector.ConnectorId == id.ConnectorId);
        if (place >= 0)
            connectors[place] = change(connectors[place]);
        else
            connectors.Add(change(new ConnectorView(id.EvseId, id.ConnectorId, UnknownStatus)));
        return row with { Connectors = Write(connectors.OrderBy(connector => (connector.EvseId, connector.ConnectorId))) };
    }

    private static ConnectorView Without(ConnectorView connector, TransactionId transaction) =>
        connector.TransactionId == transaction.Value ? connector with { TransactionId = null } : connector;

    private static string Write(IEnumerable<ConnectorView> connectors) =>
        JsonSerializer.Serialize(connectors.ToArray(), ViewJson.Default.ConnectorViewArray);
}

/// <summary>JSON of what read rows hold.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ConnectorView[]))]
internal sealed partial class ViewJson : JsonSerializerContext;
