using Fleet.Ocpp.V16.Messages;
using NodaTime;

namespace Fleet.Simulator.ChargePoints;

/// <summary>What the charger knows of its connectors: the latest status, whether they are in service, the running transaction.</summary>
internal sealed class ConnectorBoard(int count, Instant since)
{
    private readonly Lock _gate = new();
    private readonly Connector[] _connectors = [.. Enumerable.Range(1, count).Select(_ => new Connector(ChargePointStatus.Available, since))];

    public int Count => count;

    public IEnumerable<int> Numbers => Enumerable.Range(1, count);

    public IReadOnlyList<ChargerTransaction> Running
    {
        get
        {
            lock (_gate) return [.. _connectors.Where(connector => connector.Running is not null).Select(connector => connector.Running!)];
        }
    }

    public bool IsFree(int connector)
    {
        lock (_gate) return connector <= count && _connectors[connector - 1] is { Running: null, IsOperative: true };
    }

    public ChargerTransaction? RunningOn(int connector)
    {
        lock (_gate) return _connectors[connector - 1].Running;
    }

    public void SetRunning(int connector, ChargerTransaction? transaction)
    {
        lock (_gate) _connectors[connector - 1].Running = transaction;
    }

    public void SetStatus(int connector, ChargePointStatus status, Instant since)
    {
        lock (_gate) (_connectors[connector - 1].Status, _connectors[connector - 1].Since) = (status, since);
    }

    /// <summary>Takes a connector (0 = all) out of service or back; true when a running transaction has to end first.</summary>
    public bool SetOperative(int connector, bool isOperative)
    {
        lock (_gate)
        {
            var concerned = connector == 0 ? _connectors : [_connectors[connector - 1]];
            foreach (var one in concerned) one.IsOperative = isOperative;
            return concerned.Any(one => one.Running is not null);
        }
    }

    /// <summary>The status to report: one out of service is Unavailable unless a transaction still runs there.</summary>
    public StatusNotificationRequest Report(int connector)
    {
        lock (_gate)
        {
            var it = _connectors[connector - 1];
            return new()
            {
                ConnectorId = connector,
                ErrorCode = ChargePointErrorCode.NoError,
                Status = it is { IsOperative: false, Running: null } ? ChargePointStatus.Unavailable : it.Status,
                Timestamp = it.Since,
            };
        }
    }

    private sealed class Connector(ChargePointStatus status, Instant since)
    {
        public ChargePointStatus Status { get; set; } = status;

        public Instant Since { get; set; } = since;

        public bool IsOperative { get; set; } = true;

        public ChargerTransaction? Running { get; set; }
    }
}
