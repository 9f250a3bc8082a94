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

/// <summary>A start that was answered, so that the same start gets the same answer.</summary>
/// <param name="Transaction">The id that it got.</param>
/// <param name="Connector">Where.</param>
/// <param name="Token">Whose.</param>
/// <param name="StartedAt">When, by the charger's clock.</param>
/// <param name="MeterStart">The register.</param>
/// <param name="Status">What was known of the token.</param>
/// <param name="ParentToken">Its group.</param>
/// <param name="StoppedAt">When it stopped, by the charger's clock; null while it runs.</param>
/// <param name="Served">Whether it gave a service that is billed.</param>
public sealed record AnsweredStart(
    TransactionId Transaction,
    EvseConnector Connector,
    IdToken Token,
    Instant StartedAt,
    EnergyWh MeterStart,
    TokenStatus Status,
    IdToken? ParentToken,
    Instant? StoppedAt = null,
    bool Served = false);

/// <summary>
/// The transactions of an OCPP 1.6 charger: a counter that starts at random, so that a restored database repeats no id; those that run; and the newest starts, to
/// recognize one that is sent again.
/// </summary>
/// <param name="First">The first id ever given; 0 before.</param>
/// <param name="Next">The id that comes next; 0 before the first.</param>
/// <param name="Running">The transactions that run, oldest first.</param>
/// <param name="Answered">The newest starts, oldest first.</param>
public sealed record TransactionLog(int First, int Next, ValueList<RunningTransaction> Running, ValueList<AnsweredStart> Answered)
{
    /// <summary>A charger repeats the one start that was not answered; an offline one may hold a few more.</summary>
    private const int AnsweredKept = 32;

    /// <summary>A driver who starts again so soon on the same EVSE was interrupted (billing.md 4, 14).</summary>
    private static readonly Duration ReconnectWithin = Duration.FromMinutes(10);

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

    /// <summary>The newest of the recent transactions on <paramref name="connector"/> that are over and ran at <paramref name="at"/>; null when none did.</summary>
    public TransactionId? EndedOn(EvseConnector connector, Instant at)
    {
        for (var i = Answered.Count - 1; i >= 0; i--)
        {
            var known = Answered[i];
            if (known.Connector == connector && known.StartedAt <= at && at < known.StoppedAt)
                return known.Transaction;
        }

        return null;
    }

    /// <summary>The transaction on <paramref name="connector"/> that ran at <paramref name="at"/>, or still does; null when none did.</summary>
    public TransactionId? OnConnector(EvseConnector connector, Instant at) => EndedOn(connector, at) ?? RunningOn(connector, at)?.Id;

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
                id, start.Connector, start.Token, start.StartedAt, start.MeterStart, start.Terms.Authorization, start.Terms.ParentToken)));
    }

    /// <summary>The transaction that <paramref name="start"/> goes on with after an interruption; null when it is a new visit.</summary>
    public TransactionId? ResumedBy(StartTransaction start)
    {
        for (var i = Answered.Count - 1; i >= 0; i--)
        {
            var known = Answered[i];
            if (known.Served && known.Connector.EvseId == start.Connector.EvseId && known.Token == start.Token
                && known.StoppedAt <= start.StartedAt && start.StartedAt - known.StoppedAt <= ReconnectWithin)
                return known.Transaction;
        }

        return null;
    }

    /// <summary>This log after an end.</summary>
    public TransactionLog Ended(TransactionEnded ended) => this with
    {
        Running = Running.Items.Where(transaction => transaction.Id != ended.Transaction).ToValueList(),
        Answered = ended.StoppedAt is null ? Answered : Answered.Items
            .Select(known => known.Transaction == ended.Transaction ? known with { StoppedAt = ended.StoppedAt, Served = ended.Served } : known)
            .ToValueList(),
    };

    /// <summary>Whether a stop can belong to a transaction that began like this.</summary>
    internal static bool CanEnd(IdToken token, Instant startedAt, EnergyWh meterStart, TransactionStop stop) =>
        startedAt <= stop.StoppedAt
        && (stop.Token is null || stop.Token == token)
        && (stop.MeterStop is null || stop.MeterStop >= meterStart);
}
