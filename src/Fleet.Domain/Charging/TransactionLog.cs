using System.Globalization;

using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Charging;

/// <summary>A transaction that runs on a charger.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Connector">Where.</param>
/// <param name="Token">Whose.</param>
/// <param name="StartedAt">Since when, by the charger's clock.</param>
/// <param name="MeterStart">The register at its start.</param>
public sealed record RunningTransaction(TransactionId Id, EvseConnector Connector, IdToken Token, Instant StartedAt, EnergyWh MeterStart);

/// <summary>The newest transaction of an EVSE that took something and is over.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Connector">Where.</param>
/// <param name="Token">Whose.</param>
/// <param name="Until">When it stopped, by the charger's clock.</param>
public sealed record ServedTransaction(TransactionId Id, EvseConnector Connector, IdToken Token, Instant Until);

/// <summary>A start that was answered, so that the same start gets the same answer.</summary>
/// <param name="Transaction">The id that it got.</param>
/// <param name="Connector">Where.</param>
/// <param name="Token">Whose.</param>
/// <param name="StartedAt">When, by the charger's clock.</param>
/// <param name="MeterStart">The register.</param>
/// <param name="Status">What was known of the token.</param>
/// <param name="ParentToken">Its group.</param>
public sealed record AnsweredStart(
    TransactionId Transaction,
    EvseConnector Connector,
    IdToken Token,
    Instant StartedAt,
    EnergyWh MeterStart,
    TokenStatus Status,
    IdToken? ParentToken);

/// <summary>
/// The transactions of an OCPP 1.6 charger: a counter that starts at random, so that a restored database repeats no id; those that run; and the newest starts, to
/// recognize one that is sent again.
/// </summary>
/// <param name="First">The first id ever given; 0 before.</param>
/// <param name="Next">The id that comes next; 0 before the first.</param>
/// <param name="Running">The transactions that run, oldest first.</param>
/// <param name="Answered">The newest starts, oldest first.</param>
/// <param name="Served">The newest finished transaction of each EVSE.</param>
public sealed record TransactionLog(
    int First, int Next, ValueList<RunningTransaction> Running, ValueList<AnsweredStart> Answered, ValueList<ServedTransaction> Served = default)
{
    /// <summary>A driver who starts again so soon on the same EVSE was interrupted (billing.md 4, 14).</summary>
    private static readonly Duration ReconnectWithin = Duration.FromMinutes(10);

    /// <summary>A charger repeats the one start that was not answered; an offline one may hold a few more.</summary>
    private const int AnsweredKept = 32;

    /// <summary>Leaves a billion ids to count on to, wherever a charger begins.</summary>
    private const int HighestFirst = int.MaxValue / 2;

    /// <summary>No transaction yet.</summary>
    public static readonly TransactionLog Empty = new(0, 0, [], []);

    /// <summary>The next transaction's id; positive.</summary>
    /// <param name="first">Where to begin when there was none.</param>
    public TransactionId NextId(int first) => TransactionId.From(Next == 0 ? Math.Clamp(first, 1, HighestFirst) : Next);

    /// <summary>Whether Fleet gave this id to a transaction of this charger.</summary>
    public bool IsIssued(TransactionId id) =>
        int.TryParse(id.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= First && number < Next;

    /// <summary>Whether this transaction runs.</summary>
    public bool IsRunning(TransactionId id) => Running.Items.Any(transaction => transaction.Id == id);

    /// <summary>The newest transaction on <paramref name="connector"/> that had begun at <paramref name="at"/>; null when none runs there.</summary>
    public RunningTransaction? RunningOn(EvseConnector connector, Instant at) =>
        Running.Items.LastOrDefault(transaction => transaction.Connector == connector && transaction.StartedAt <= at);

    /// <summary>The one running transaction that <paramref name="stop"/> can belong to, when there is just one; a stop names no connector.</summary>
    public RunningTransaction? OnlyRunningFor(TransactionStop stop)
    {
        var candidates = Running.Items.Where(t => CanEnd(t.Token, t.StartedAt, t.MeterStart, stop)).Take(2).ToArray();
        return candidates.Length == 1 ? candidates[0] : null;
    }

    /// <summary>The answer that the same start got before: same connector, token, time and register.</summary>
    public AnsweredStart? FindRecent(StartTransaction start) => Answered.Items.LastOrDefault(known =>
        known.Connector == start.Connector && known.Token == start.Token && known.StartedAt == start.StartedAt && known.MeterStart == start.MeterStart);

    /// <summary>This log after a start.</summary>
    public TransactionLog Started(TransactionId id, TransactionStart start)
    {
        var counted = int.TryParse(id.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < int.MaxValue;
        var answered = Answered.Count < AnsweredKept ? Answered : new ValueList<AnsweredStart>(Answered.Items.RemoveAt(0));
        return new TransactionLog(
            First == 0 && counted ? number : First,
            counted ? number + 1 : Next,
            Running.Add(new RunningTransaction(id, start.Connector, start.Token, start.StartedAt, start.MeterStart)),
            answered.Add(new AnsweredStart(
                id, start.Connector, start.Token, start.StartedAt, start.MeterStart, start.Terms.Authorization, start.Terms.ParentToken)),
            Served);
    }

    /// <summary>The transaction that <paramref name="start"/> goes on with after an interruption; null when it is a new visit.</summary>
    public ServedTransaction? ResumedBy(StartTransaction start) => Served.Items.FirstOrDefault(served =>
        served.Connector.EvseId == start.Connector.EvseId && served.Token == start.Token
        && start.StartedAt >= served.Until && start.StartedAt - served.Until <= ReconnectWithin);

    /// <summary>This log after an end.</summary>
    /// <param name="id">What ended.</param>
    /// <param name="servedUntil">When it stopped; null when it took nothing that is billed.</param>
    public TransactionLog Ended(TransactionId id, Instant? servedUntil)
    {
        var ended = Running.Items.FirstOrDefault(transaction => transaction.Id == id);
        var log = this with { Running = Running.Items.Where(transaction => transaction.Id != id).ToValueList() };
        return ended is null || servedUntil is not { } until ? log : log with
        {
            Served = Served.Items.Where(served => served.Connector.EvseId != ended.Connector.EvseId)
                .Append(new ServedTransaction(id, ended.Connector, ended.Token, until)).ToValueList(),
        };
    }

    /// <summary>Whether a stop can belong to a transaction that began like this.</summary>
    internal static bool CanEnd(IdToken token, Instant startedAt, EnergyWh meterStart, TransactionStop stop) =>
        startedAt <= stop.StoppedAt
        && (stop.Token is null || stop.Token == token)
        && (stop.MeterStop is null || stop.MeterStop >= meterStart);
}
