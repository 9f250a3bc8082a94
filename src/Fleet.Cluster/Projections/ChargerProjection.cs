using Fleet.Domain.Charging;
using Fleet.Domain.Identity;

namespace Fleet.Cluster.Projections;

/// <summary>A charger's read row after one more event.</summary>
internal static class ChargerProjection
{
    private const string NoError = "NoError";
    private const string UnknownStatus = "Unknown";

    public static ChargerView Apply(ChargerView row, ChargerEvent @event) => @event switch
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
        TransactionEnded e => row with { ConnectorsJson = ConnectorList.Write(row.Connectors.Select(connector => Without(connector, e.Transaction))), LastSeenAt = e.At },
        _ => row,
    };

    private static ChargerView WithConnector(ChargerView row, EvseConnector id, Func<ConnectorView, ConnectorView> change)
    {
        var connectors = row.Connectors.ToList();
        var place = connectors.FindIndex(connector => connector.EvseId == id.EvseId && connector.ConnectorId == id.ConnectorId);
        if (place >= 0)
            connectors[place] = change(connectors[place]);
        else
            connectors.Add(change(new ConnectorView(id.EvseId, id.ConnectorId, UnknownStatus)));
        return row with { ConnectorsJson = ConnectorList.Write(connectors.OrderBy(connector => (connector.EvseId, connector.ConnectorId))) };
    }

    private static ConnectorView Without(ConnectorView connector, TransactionId transaction) =>
        connector.TransactionId == transaction.Value ? connector with { TransactionId = null } : connector;
}
