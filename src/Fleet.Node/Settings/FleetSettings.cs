using Fleet.Cluster;
using Fleet.Cluster.Database;
using Fleet.Domain.Deciding;

using NodaTime;

namespace Fleet.Node.Settings;

/// <summary>Everything that can be set, section <c>Fleet</c>; by .NET's rules from <c>appsettings.json</c>, environment (<c>Fleet__Ocpp__Port</c>) and command line.</summary>
public sealed record FleetSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Fleet";

    /// <summary>Where chargers connect.</summary>
    public OcppSettings Ocpp { get; init; } = new();

    /// <summary>Where people and systems connect.</summary>
    public HttpSettings Http { get; init; } = new();

    /// <summary>Where operators connect.</summary>
    public OpsSettings Ops { get; init; } = new();

    /// <summary>Where this node is in the cluster.</summary>
    public ClusterSettings Cluster { get; init; } = new();

    /// <summary>Where it writes.</summary>
    public DatabaseSettings Database { get; init; } = new();

    /// <summary>How long sessions may be silent.</summary>
    public SessionSettings Sessions { get; init; } = new();

    /// <summary>Who may charge.</summary>
    public AuthorizationSettings Authorization { get; init; } = new();

    /// <summary>What it costs.</summary>
    public BillingSettings Billing { get; init; } = new();

    /// <summary>Who may ask.</summary>
    public AccessSettings Access { get; init; } = new();

    /// <summary>What is wrong, in sentences that name the setting; nothing when all is well.</summary>
    public IEnumerable<string> Check() =>
        [.. Ocpp.Check(), .. Http.Check(), .. Ops.Check(), .. Cluster.Check(), .. Database.Check(), .. Sessions.Check(), .. Authorization.Check(), .. Billing.Check()];
}

/// <summary>The OCPP endpoint.</summary>
public sealed record OcppSettings
{
    /// <summary>The address to bind.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The port; 0 takes a free one.</summary>
    public int Port { get; init; } = 9000;

    /// <summary>What happens to a charger that nobody registered; without a value, Register in Development and Reject elsewhere.</summary>
    public UnknownChargers? UnknownChargers { get; init; }

    /// <summary>How often a charger sends a heartbeat, s.</summary>
    public int HeartbeatSeconds { get; init; } = 300;

    /// <summary>How often the node pings a socket, s; some networks cut a socket that is silent for 45 s.</summary>
    public int PingSeconds { get; init; } = 30;

    /// <summary>How long a pong may take until the socket counts as dead, s.</summary>
    public int PongTimeoutSeconds { get; init; } = 20;

    /// <summary>The largest frame that is read, bytes.</summary>
    public int MaxFrameBytes { get; init; } = 256 * 1024;

    /// <summary>Handshakes accepted in a second; more wait.</summary>
    public int HandshakesPerSecond { get; init; } = 1000;

    /// <summary>Handshakes that may wait; more are turned away with 503.</summary>
    public int WaitingHandshakes { get; init; } = 20_000;

    /// <summary>Calls that a charger may send in a second; faster ones are read later, the socket stays.</summary>
    public int CallsPerSecond { get; init; } = 500;

    /// <summary>How long the node tries to store what a charger sent before it answers with an error, s.</summary>
    public int StoreDeadlineSeconds { get; init; } = 25;

    internal IEnumerable<string> Check()
    {
        foreach (var error in EndpointCheck.Check("Fleet:Ocpp", Address, Port))
            yield return error;
        if (UnknownChargers is { } unknown && !Enum.IsDefined(unknown))
            yield return $"Fleet:Ocpp:UnknownChargers: '{unknown}' is not known; use Register or Reject";
        (string Name, int Value)[] positives =
        [
            (nameof(HeartbeatSeconds), HeartbeatSeconds), (nameof(PingSeconds), PingSeconds), (nameof(PongTimeoutSeconds), PongTimeoutSeconds),
            (nameof(HandshakesPerSecond), HandshakesPerSecond), (nameof(CallsPerSecond), CallsPerSecond),
            (nameof(StoreDeadlineSeconds), StoreDeadlineSeconds), (nameof(WaitingHandshakes), WaitingHandshakes),
        ];
        foreach (var (name, value) in positives)
        {
            if (value <= 0)
                yield return $"Fleet:Ocpp:{name}: must be positive, is {value}";
        }

        if (MaxFrameBytes < 1024)
            yield return $"Fleet:Ocpp:MaxFrameBytes: must be at least 1024, is {MaxFrameBytes}";
    }
}

/// <summary>What happens to a charger that nobody registered.</summary>
public enum UnknownChargers
{
    /// <summary>It is turned away with 404.</summary>
    Reject = 0,

    /// <summary>It is let in and shown.</summary>
    Register = 1,
}

/// <summary>The HTTP endpoint.</summary>
public sealed record HttpSettings
{
    /// <summary>The address to bind.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The port; 0 takes a free one.</summary>
    public int Port { get; init; } = 8080;

    internal IEnumerable<string> Check() => EndpointCheck.Check("Fleet:Http", Address, Port);
}

/// <summary>How long sessions may be silent; all by the node's clock.</summary>
public sealed record SessionSettings
{
    /// <summary>A session that was silent this long is probed, s; the pause doubles with each probe.</summary>
    public int ProbeAfterSeconds { get; init; } = (int)WatchPolicy.Default.ProbeAfter.TotalSeconds;

    /// <summary>A session that was silent this long is closed on its last evidence, s; its charger's own late stop still wins.</summary>
    public int CloseAfterSeconds { get; init; } = (int)WatchPolicy.Default.CloseAfter.TotalSeconds;

    /// <summary>How long the stop of a session may take whose connector is free or has another transaction, s.</summary>
    public int FreedAfterSeconds { get; init; } = (int)WatchPolicy.Default.FreedAfter.TotalSeconds;

    internal WatchPolicy Policy => WatchPolicy.Default with
    {
        ProbeAfter = Duration.FromSeconds(ProbeAfterSeconds),
        CloseAfter = Duration.FromSeconds(CloseAfterSeconds),
        FreedAfter = Duration.FromSeconds(FreedAfterSeconds),
    };

    internal IEnumerable<string> Check()
    {
        (string Name, int Value)[] positives =
            [(nameof(ProbeAfterSeconds), ProbeAfterSeconds), (nameof(CloseAfterSeconds), CloseAfterSeconds), (nameof(FreedAfterSeconds), FreedAfterSeconds)];
        return positives.Where(setting => setting.Value <= 0).Select(setting => $"Fleet:Sessions:{setting.Name}: must be positive, is {setting.Value}");
    }
}

/// <summary>Who may charge.</summary>
public sealed record AuthorizationSettings
{
    /// <summary>What happens to a token that nobody registered; without a value, Accept in Development and Reject elsewhere.</summary>
    public UnknownTokens? UnknownTokens { get; init; }

    /// <summary>Whether a token that has a transaction may begin a second one.</summary>
    public ConcurrentTransactions ConcurrentTransactions { get; init; } = ConcurrentTransactions.Allow;

    internal IEnumerable<string> Check()
    {
        if (UnknownTokens is { } unknown && !Enum.IsDefined(unknown))
            yield return $"Fleet:Authorization:UnknownTokens: '{unknown}' is not known; use Accept or Reject";
        if (!Enum.IsDefined(ConcurrentTransactions))
            yield return $"Fleet:Authorization:ConcurrentTransactions: '{ConcurrentTransactions}' is not known; use Allow or Reject";
    }
}

/// <summary>What happens to a token that nobody registered.</summary>
public enum UnknownTokens
{
    /// <summary>It is invalid.</summary>
    Reject = 0,

    /// <summary>It may charge.</summary>
    Accept = 1,
}

/// <summary>Whether a token that has a transaction may begin a second one.</summary>
public enum ConcurrentTransactions
{
    /// <summary>It may.</summary>
    Allow = 0,

    /// <summary>It is answered ConcurrentTx.</summary>
    Reject = 1,
}

/// <summary>What charging costs where nobody said so.</summary>
public sealed record BillingSettings
{
    private const int LongestPrefix = 20;

    /// <summary>Path of an OCPI tariff for chargers that have none; without it their bills are held for NO_TARIFF.</summary>
    public string? DefaultTariff { get; init; }

    /// <summary>IANA time zone of chargers without a site.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Who sells the energy.</summary>
    public SellerSettings Seller { get; init; } = new();

    /// <summary>What stands before the ledger's sequence in the number of an invoice; an entry keeps the number that it got.</summary>
    public string InvoicePrefix { get; init; } = "";

    internal IEnumerable<string> Check()
    {
        foreach (var error in Seller.Check())
            yield return error;
        if (InvoicePrefix.Length > LongestPrefix || !InvoicePrefix.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '/' or '.' or '_'))
            yield return $"Fleet:Billing:InvoicePrefix: '{InvoicePrefix}' must have at most {LongestPrefix} characters, letters, digits, '-', '/', '.' or '_'";
        if (InvoicePrefix is [.., >= '0' and <= '9'])
            yield return $"Fleet:Billing:InvoicePrefix: '{InvoicePrefix}' must not end with a digit: the sequence follows, and two numbers could be the same";
        if (DefaultTariff is { } path && !File.Exists(path))
            yield return $"Fleet:Billing:DefaultTariff: there is no file '{path}'";
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) is null)
            yield return $"Fleet:Billing:TimeZone: '{TimeZone}' is no IANA time zone";
    }
}

/// <summary>Who may ask. In Development everything is open to the same machine.</summary>
public sealed record AccessSettings
{
    /// <summary>The key that a caller of the API shows as <c>Authorization: Bearer KEY</c>; without one the API is closed outside Development.</summary>
    public string? Key { get; init; }
}
