using System.Collections.Concurrent;

using Fleet.Domain.Identity;

namespace Fleet.Cluster.Gateways;

/// <summary>A charger's socket on this node.</summary>
public interface IChargerSocket
{
    /// <summary>Unique per handshake.</summary>
    Guid ConnectionId { get; }

    /// <summary>Sends a CALL and waits for its answer.</summary>
    /// <param name="action">The OCPP action, in the charger's own version.</param>
    /// <param name="payload">Its OCPP payload, JSON.</param>
    /// <param name="timeout">How long to wait.</param>
    Task<ChargerAnswer> CallAsync(string action, string payload, TimeSpan timeout);

    /// <summary>Asks the charger to send the readings of a connector now, and waits for its consent.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="timeout">How long to wait.</param>
    Task<ChargerAnswer> RequestReadingsAsync(EvseConnector connector, TimeSpan timeout);

    /// <summary>Closes the socket, because <paramref name="reason"/>.</summary>
    void Close(string reason);
}

/// <summary>The chargers whose sockets this node holds; one socket each, the newest.</summary>
public sealed class ConnectedChargers
{
    private readonly ConcurrentDictionary<ChargerId, IChargerSocket> _sockets = new();

    /// <summary>How many there are.</summary>
    public int Count => _sockets.Count;

    /// <summary>Takes a socket in; one that the charger had before is closed.</summary>
    public void Add(ChargerId charger, IChargerSocket socket)
    {
        IChargerSocket? replaced = null;
        _sockets.AddOrUpdate(charger, socket, (_, old) =>
        {
            replaced = old;
            return socket;
        });
        replaced?.Close("a newer connection took its place");
    }

    /// <summary>Forgets this very socket; one that took its place stays (ts-ocpp#19).</summary>
    public void Remove(ChargerId charger, IChargerSocket socket) => _sockets.TryRemove(new KeyValuePair<ChargerId, IChargerSocket>(charger, socket));

    /// <summary>The charger's socket; null when it is not here.</summary>
    public IChargerSocket? Find(ChargerId charger) => _sockets.GetValueOrDefault(charger);
}
