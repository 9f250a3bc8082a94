using Fleet.Cluster.Ledger;
using Fleet.Cluster.Tests.Serialization;
using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Promotions;
using Fleet.Domain.Charging;

using static Fleet.Cluster.Tests.Given;
using static Fleet.Cluster.Tests.Ledger.TestLedger;

namespace Fleet.Cluster.Tests.Ledger;

/// <summary>What bills took of a promotion's budget: kept with the ledger, given back with a credit.</summary>
public sealed class PromotionSpendingTests : IDisposable
{
    private static readonly Ruling Ruling = new("ops:ann", "wrong price", At(90));

    private readonly TestLedger _ledger = new();
    private readonly ManualTime _time = new();
    private readonly PromotionSpending _spending;

    public PromotionSpendingTests() => _spending = new PromotionSpending(_ledger.Database, _time);

    [Fact]
    public async Task Bills_take_and_credits_give_back()
    {
        await _ledger.AppendAsync((Stopped(700), new SessionBilled(Discounted(("SUN", -0.30m), ("GOLD", -0.20m)))), (Stopped(701), new SessionBilled(Discounted(("SUN", -0.45m)))));
        Assert.Equal((0.75m, 0.20m), (await SpentAsync("SUN"), await SpentAsync("GOLD")));

        await _ledger.AppendAsync((Stopped(700), new SessionBilled(Discounted(("SUN", -0.10m)), 3, 1, Ruling)));

        Assert.Equal((0.55m, 0.00m), (await SpentAsync("SUN"), await SpentAsync("GOLD")));
        Assert.Equal(-0.55m, await LinesAsync());
    }

    [Fact]
    public async Task A_held_bill_takes_nothing_until_it_is_released()
    {
        var held = Discounted(("SUN", -0.30m)) with { State = BillState.Held, HeldFor = ["NOT_AUTHORIZED"] };
        await _ledger.AppendAsync((Stopped(), new SessionBilled(held)));
        Assert.Equal(0m, await SpentAsync("SUN"));

        await _ledger.AppendAsync((Stopped(), new SessionBilled(Discounted(("SUN", -0.30m)), 2, null, Ruling)));

        Assert.Equal(0.30m, await SpentAsync("SUN"));
    }

    [Fact]
    public async Task A_decision_that_the_ledger_has_already_counts_once()
    {
        var bill = new SessionBilled(Discounted(("SUN", -0.30m)));
        await _ledger.AppendAsync((Stopped(), bill));
        await _ledger.AppendAsync((Stopped(), bill));

        Assert.Equal(0.30m, await SpentAsync("SUN"));
    }

    [Fact]
    public async Task What_was_taken_too_much_and_given_back_within_the_bill_counts_as_given_back()
    {
        await _ledger.AppendAsync((Stopped(), new SessionBilled(Discounted(("SUN", -0.30m), ("SUN", 0.10m)))));

        Assert.Equal(0.20m, await SpentAsync("SUN"));
    }

    [Fact]
    public async Task Each_currency_is_counted_on_its_own()
    {
        await _ledger.AppendAsync(
            (Stopped(700), new SessionBilled(Discounted(("SUN", -0.30m)))),
            (Stopped(701), new SessionBilled(Discounted(("SUN", -3m)) with { Currency = Currency.Of("SEK") })));

        Assert.Equal(
            [("EUR", 0.30m), ("SEK", 3m)],
            (await _spending.OfAsync(new PromotionId("SUN"))).Select(one => (one.Key, one.Value)).Order());
        Assert.Empty(await _spending.OfAsync(new PromotionId("MOON")));
    }

    [Fact]
    public async Task A_budget_is_used_up_when_it_is_reached_and_that_is_known_within_a_second()
    {
        var budget = Budget(0.30m);
        Assert.False(await _spending.IsUsedUpAsync(budget));
        await _ledger.AppendAsync((Stopped(), new SessionBilled(Discounted(("SUN", -0.30m)))));

        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(await _spending.IsUsedUpAsync(budget));
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(await _spending.IsUsedUpAsync(budget));
        Assert.False(await _spending.IsUsedUpAsync(Budget(0.31m)));
        Assert.False(await _spending.IsUsedUpAsync(budget with { Budget = null }));
        Assert.False(await _spending.IsUsedUpAsync(budget with { Id = new PromotionId("GOLD") }));
    }

    public void Dispose() => _ledger.Dispose();

    private static Promotion Budget(decimal budget) => PromotionJson.Read(
        $$"""{"id":"SUN","name":"Sun","kind":"Promotion","currency":"EUR","budget":{{budget}},"effects":[{"dimensions":["ENERGY"],"percent":10}]}""").Promotion!.Promotion;

    private static Bill Discounted(params (string Promotion, decimal Amount)[] discounts)
    {
        var bill = Bill();
        foreach (var (promotion, amount) in discounts)
        {
            bill = bill with
            {
                Lines = bill.Lines.Add(Example.Bill.Lines[0] with
                {
                    Kind = BillLineKind.Discount,
                    Text = promotion,
                    ExactAmount = amount,
                    Amount = amount,
                    Rule = $"{BillRule.Promotion}:{promotion}",
                }),
            };
        }

        return bill;
    }

    private async Task<decimal> SpentAsync(string promotion) => (await _spending.OfAsync(new PromotionId(promotion))).GetValueOrDefault("EUR");

    /// <summary>What a walk through the whole ledger finds of SUN.</summary>
    private async Task<decimal> LinesAsync() => (await _ledger.RowsAsync())
        .Select(row => System.Text.Json.Nodes.JsonNode.Parse(row.Document)!)
        .SelectMany(entry => entry["lines"]!.AsArray())
        .Where(line => (string?)line!["rule"] == "promotion:SUN")
        .Sum(line => decimal.Parse((string)line!["amount"]!, System.Globalization.CultureInfo.InvariantCulture));
}
