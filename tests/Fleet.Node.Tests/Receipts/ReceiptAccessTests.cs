using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Receipts;

/// <summary>Receipts name persons: who may not use the API may not read them either. A node that names no seller says so.</summary>
public sealed class ReceiptAccessTests(ProductionNode production, DevelopmentNode development) : IClassFixture<ProductionNode>, IClassFixture<DevelopmentNode>
{
    [Theory]
    [InlineData("/transactions/CP-1:1/receipt")]
    [InlineData("/transactions/CP-1:1/receipt.txt")]
    [InlineData("/api/v1/sites/hamburg/statements/2026-11")]
    public async Task Without_the_key_nothing_is_told(string path)
    {
        var (status, type, _, _) = await production.Node.GetPageAsync(path, "text/html");

        Assert.Equal((401, "application/problem+json"), (status, type));
    }

    [Fact]
    public async Task A_receipt_without_a_seller_says_that_it_is_no_tax_invoice()
    {
        using var charger = await TestCharger.ConnectAsync(development.Node, "unsold");
        var transaction = await charger.StartAsync();
        await charger.StopAsync(transaction, Charging.Start.AddHours(1), 5_000);
        await development.Node.Api.TransactionAsync($"unsold:{transaction}");

        var (_, _, text, _) = await development.Node.GetPageAsync($"/transactions/unsold:{transaction}/receipt.txt");

        Assert.Contains("Seller: not named.", text, StringComparison.Ordinal);
        Assert.Contains("no tax invoice", text.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }
}
