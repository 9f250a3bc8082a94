using System.Text.Json.Nodes;

using CsCheck;

using Fleet.Cluster.Projections;
using Fleet.Domain.Billing;
using Fleet.Domain.Charging;

using static Fleet.Cluster.Tests.Ledger.TestLedger;

namespace Fleet.Cluster.Tests.Ledger;

/// <summary>Whatever is billed, held, released and corrected, and however the projector cuts its batches.</summary>
public sealed class LedgerProperties
{
    private const int Sessions = 5;

    /// <summary>Which session decides next, at which price in cents, whether it is held.</summary>
    private static readonly Gen<(int Session, int Cents, bool Held)> Step = Gen.Select(Gen.Int[0, Sessions - 1], Gen.Int[1, 99], Gen.Bool);

    [Fact]
    public async Task Of_a_sessions_entries_exactly_one_is_live_and_the_sums_are_those_of_the_live_bills() =>
        await Gen.Select(Step.List[5, 40], Gen.Int[1, 6].List[1, 5]).SampleAsync(async (steps, sizes) =>
        {
            using var ledger = new TestLedger();
            var live = new Dictionary<string, SessionBilled>(StringComparer.Ordinal);
            var decisions = steps.ConvertAll(step => Decide(step, live));
            live.Clear();
            for (var batch = 0; decisions.Count > 0; batch++)
            {
                var size = Math.Min(sizes[batch % sizes.Count], decisions.Count);
                await ledger.AppendAsync(decisions[..size]);
                foreach (var (session, billed) in decisions[..size])
                    live[session.SessionId] = billed;
                decisions.RemoveRange(0, size);
                await AssertLiveAsync(ledger, live);
            }

            Assert.Null((await ledger.VerifyAsync()).Fault);
        }, iter: 8, threads: 1);

    private static async Task AssertLiveAsync(TestLedger ledger, Dictionary<string, SessionBilled> live)
    {
        var shown = (await ledger.Queries.TransactionsAsync(null, 0, 1_000)).Items.Select(text => JsonNode.Parse(text)!).ToList();
        var alive = shown.Where(entry => (string)entry["state"]! is "BILLED" or "HELD").ToList();
        Assert.Equal(
            live.Select(one => (one.Key, one.Value.Revision, Money(one.Value))).Order(),
            alive.Select(entry => ((string)entry["id"]!, (int)entry["revision"]!, (string)entry["totalInclTax"]!)).Order());

        var charged = live.Values.Where(billed => billed.Bill.State == BillState.Billed).ToList();
        Assert.Equal(charged.Sum(billed => billed.Bill.TotalInclTax), (await ledger.Queries.EntriesAsync(0, 1_000)).Sum(entry => entry.Income));
        Assert.Equal(charged.Sum(billed => billed.Bill.Energy.Value), shown.Where(entry => (string)entry["kind"]! != "HOLD").Sum(entry => (long)entry["energyWh"]!));
        Assert.Equal(
            charged.Sum(billed => billed.Bill.Lines.Sum(line => line.Amount)),
            shown.Where(entry => (string)entry["kind"]! != "HOLD").Sum(entry => entry["lines"]!.AsArray().Sum(line => decimal.Parse((string)line!["amount"]!))));
    }

    /// <summary>What the session's entity would decide: revision 1 first, the place of a held bill, or a credit and a new bill.</summary>
    private static (SessionView Session, SessionBilled Billed) Decide((int Session, int Cents, bool Held) step, Dictionary<string, SessionBilled> live)
    {
        var session = Stopped(700 + step.Session, $"card-{step.Session % 2}");
        var bill = Bill(step.Cents / 100m, step.Held);
        live[session.SessionId] = live.GetValueOrDefault(session.SessionId) switch
        {
            null => new SessionBilled(bill),
            { Bill.State: BillState.Held } held => new SessionBilled(bill, held.Revision + 1),
            var billed => new SessionBilled(bill, billed.Revision + 2, billed.Revision),
        };
        return (session, live[session.SessionId]);
    }

    private static string Money(SessionBilled billed) => $"{billed.Bill.TotalInclTax}";
}
