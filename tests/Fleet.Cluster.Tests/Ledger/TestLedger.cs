using Fleet.Cluster.Database;
using Fleet.Cluster.Ledger;
using Fleet.Cluster.Projections;
using Fleet.Cluster.Tests.Serialization;
using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Metering;

using LinqToDB;
using LinqToDB.Async;

using NodaTime;

using static Fleet.Cluster.Tests.Given;

namespace Fleet.Cluster.Tests.Ledger;

/// <summary>A ledger of its own, appended to as the projector does, and a way to tamper with it.</summary>
internal sealed class TestLedger : IDisposable
{
    /// <summary>An hour and a half after the sessions, with numbers such as <c>F-1</c>.</summary>
    public static readonly LedgerTerms Terms = new(new StillClock(At(120)), "F-");

    private readonly TemporaryDatabase _database = new();
    private bool _isUnguarded;

    public FleetDatabase Database => _database.Database;

    public LedgerQueries Queries => new(Database);

    /// <summary>A session that has stopped: half an hour, 4 kWh.</summary>
    public static SessionView Stopped(int transaction = First, string token = "Alice", string? driver = "driver") => new()
    {
        SessionId = $"CP1:{transaction}",
        ChargerId = "CP1",
        TransactionId = $"{transaction}",
        EvseId = 1,
        ConnectorId = 1,
        Token = token,
        TokenKey = token.ToUpperInvariant(),
        DriverId = driver,
        SiteId = "site",
        StartedAt = At(0),
        StoppedAt = At(30),
        MeterStartWh = 1_000,
        MeterStopWh = 5_000,
        StopReason = "Local",
        Readings = 1,
    };

    /// <summary>4 kWh at <paramref name="price"/> a kWh and 19 % on top, one line.</summary>
    public static Bill Bill(decimal price = 0.50m, bool held = false)
    {
        var net = Math.Round(4 * price, 2, MidpointRounding.AwayFromZero);
        var tax = Math.Round(net * 0.19m, 2, MidpointRounding.AwayFromZero);
        return Example.Bill with
        {
            State = held ? BillState.Held : BillState.Billed,
            HeldFor = held ? [FindingCode.ImplausibleEnergy] : [],
            Energy = new EnergyWh(4_000),
            Evidence = EvidenceQuality.None with { PlainEnergy = new EnergyWh(4_000) },
            ChargingSeconds = 1_800,
            IdleSeconds = 0,
            TotalExclTax = net,
            TotalInclTax = net + tax,
            Taxes = [new TaxLine(19m, net, tax)],
            Tariff = Given.Tariff.Stamp with { Tzdb = Example.Bill.Tariff!.Tzdb },
            Lines =
            [
                Example.Bill.Lines[0] with
                {
                    Volume = 4_000,
                    UnitPrice = price,
                    ExactAmount = 4 * price,
                    Amount = net,
                    VatPercent = 19m,
                    From = At(0),
                    To = At(30),
                    FromReading = 0,
                    ToReading = 2,
                    Interpolated = false,
                },
            ],
            Findings = [],
        };
    }

    /// <summary>Appends one batch.</summary>
    public Task AppendAsync(params IEnumerable<(SessionView Session, SessionBilled Billed)> decisions) => AppendAsync(At(120), decisions);

    /// <summary>Appends one batch at a time.</summary>
    public async Task AppendAsync(Instant now, params IEnumerable<(SessionView Session, SessionBilled Billed)> decisions)
    {
        await using var db = Database.Open();
        await using var transaction = await db.BeginTransactionAsync();
        await LedgerAppender.AppendAsync(db, [.. decisions.Select(decision => new BookedBill(decision.Session, decision.Billed))], Terms with { Clock = new StillClock(now) });
        await transaction.CommitAsync();
    }

    /// <summary>First bills of so many sessions, each with a token of its own.</summary>
    public Task AppendBillsAsync(int count, int from = First) =>
        AppendAsync(Enumerable.Range(from, count).Select(transaction => (Stopped(transaction, $"card-{transaction}"), new SessionBilled(Bill()))));

    /// <summary>All entries in the ledger's order.</summary>
    public async Task<List<BilledTransactionRow>> RowsAsync()
    {
        await using var db = Database.Open();
        return await db.GetTable<BilledTransactionRow>().OrderBy(row => row.Sequence).ToListAsync();
    }

    public Task<LedgerVerdict> VerifyAsync(LedgerHead? remembered = null) => new LedgerVerifier(Database).VerifyAsync(remembered);

    /// <summary>Does what only the owner of the database can, who first takes the guards away.</summary>
    public void Tamper(string sql)
    {
        if (!_isUnguarded)
            _database.Unguard("billed_transaction");
        _isUnguarded = true;
        Execute(sql);
    }

    /// <summary>Does something as the owner of the database.</summary>
    public void Execute(string sql) => _database.ExecuteInTables(sql);

    /// <summary>A ledger made anew of <paramref name="documents"/>, with the right hashes and columns, by somebody who knows how it is done.</summary>
    public async Task ForgeAsync(params IEnumerable<string> documents)
    {
        Tamper("DELETE FROM billed_transaction");
        var head = LedgerHead.None;
        await using var db = Database.Open();
        foreach (var document in documents)
        {
            var row = BilledTransactionRow.Of(document, head);
            head = new LedgerHead(row.Sequence, row.Hash);
            await db.InsertAsync(row);
        }
    }

    private sealed class StillClock(Instant now) : IClock
    {
        public Instant GetCurrentInstant() => now;
    }

    public void Dispose() => _database.Dispose();
}
