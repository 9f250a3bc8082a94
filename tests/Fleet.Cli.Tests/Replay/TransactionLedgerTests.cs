using System.Net;
using System.Text;
using Fleet.Simulator.Measuring;

namespace Fleet.Cli.Tests.Replay;

/// <summary>Reading the ledger of a node that answers from a script.</summary>
public sealed class TransactionLedgerTests
{
    private readonly ImpatientTime _time = new();

    [Fact]
    public async Task Pages_are_followed_by_their_cursors_and_only_live_bills_that_were_asked_for_are_kept()
    {
        var api = new CannedApi(
            ("", Page("2", Item("A:1", "BILLED", 10), Item("X:9", "BILLED", 1))),
            ("2", Page("4", Item("A:1", "CREDIT", -10), Item("A:2", "HELD", 20))),
            ("4", Page(null, Item("A:3", "BILLED", 30))));

        var bills = await AwaitAsync(api, "A:1", "A:2", "A:3");

        Assert.Equal([("A:1", 10L), ("A:2", 20), ("A:3", 30)], bills.SelectMany(b => b).Select(b => (b.Id, b.EnergyWh)));
        Assert.Equal(["limit=1000", "limit=1000&cursor=2", "limit=1000&cursor=4"], api.Asked);
    }

    [Fact]
    public async Task The_last_page_is_read_again_until_the_projection_has_caught_up_and_counts_once()
    {
        var api = new CannedApi(
            ("", Page(null, Item("A:1", "BILLED", 10))),
            ("", Page(null, Item("A:1", "BILLED", 10))),
            ("", Page("2", Item("A:1", "BILLED", 10), Item("A:2", "BILLED", 20))),
            ("2", Page(null, Item("A:3", "BILLED", 30))));

        var bills = await AwaitAsync(api, "A:1", "A:2", "A:3");

        Assert.All(bills, b => Assert.Single(b));
        Assert.Equal(3, bills.Count);
    }

    [Fact]
    public async Task A_second_bill_of_a_session_is_seen()
    {
        var bills = await AwaitAsync(new CannedApi(("", Page(null, Item("A:1", "BILLED", 10), Item("A:1", "HELD", 10)))), "A:1");

        Assert.Equal(2, bills["A:1"].Count());
    }

    [Fact]
    public async Task A_bill_that_does_not_come_is_waited_for_60_seconds_after_the_last_that_came()
    {
        var bills = await AwaitAsync(new CannedApi(("", Page(null, Item("A:1", "BILLED", 10)))), "A:1", "A:2");

        Assert.Single(bills["A:1"]);
        Assert.Empty(bills["A:2"]);
        Assert.InRange(_time.Passed.TotalSeconds, 60, 61);
    }

    [Fact]
    public async Task A_node_that_fails_for_a_while_is_asked_again()
    {
        var bills = await AwaitAsync(new CannedApi(("", "!503"), ("", "not json"), ("", Page(null, Item("A:1", "BILLED", 10)))), "A:1");

        Assert.Single(bills["A:1"]);
    }

    [Fact]
    public async Task A_node_that_does_not_answer_is_a_fault_with_its_address()
    {
        Assert.Contains("http://node", await Ledger(new CannedApi(("", "!503"))).FaultAsync(default), StringComparison.Ordinal);
        Assert.Null(await Ledger(new CannedApi(("", Page(null)))).FaultAsync(default));
    }

    private static string Item(string id, string state, long energyWh) =>
        $$"""{"id":"{{id}}","chargerId":"A","energyWh":{{energyWh}},"state":"{{state}}","heldFor":null,"currency":"EUR","totalInclTax":"1.00","lines":[{}]}""";

    private static string Page(string? next, params string[] items) =>
        $$"""{"items":[{{string.Join(',', items)}}],"nextCursor":{{(next is null ? "null" : $"\"{next}\"")}}}""";

    private TransactionLedger Ledger(CannedApi api) => new(new HttpClient(api) { BaseAddress = new Uri("http://node") }, _time);

    private Task<ILookup<string, BilledTransaction>> AwaitAsync(CannedApi api, params string[] ids) =>
        Ledger(api).AwaitAsync(ids.ToHashSet(StringComparer.Ordinal), _ => { }, default);

    /// <summary>Answers in order, each for a cursor; the last one for ever.</summary>
    private sealed class CannedApi(params (string Cursor, string Body)[] answers) : HttpMessageHandler
    {
        private int _next;

        public List<string> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var (cursor, body) = answers[Math.Min(_next++, answers.Length - 1)];
            var query = request.RequestUri!.Query.TrimStart('?');
            Asked.Add(query);
            Assert.Equal("/api/v1/transactions", request.RequestUri.AbsolutePath);
            Assert.Equal(cursor, query.Contains("cursor=", StringComparison.Ordinal) ? query.Split("cursor=")[1] : "");
            return Task.FromResult(body.StartsWith('!')
                ? new HttpResponseMessage((HttpStatusCode)int.Parse(body[1..]))
                : new HttpResponseMessage { Content = new StringContent(body, Encoding.UTF8, "application/json") });
        }
    }
}
