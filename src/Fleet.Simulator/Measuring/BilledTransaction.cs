using System.Text.Json.Serialization;

namespace Fleet.Simulator.Measuring;

/// <summary>What a check needs of a billed transaction, as <c>GET /api/v1/transactions</c> gives it.</summary>
/// <param name="Id">The session's id, <c>chargerId:transactionId</c>.</param>
/// <param name="State"><c>BILLED</c>, <c>HELD</c>, <c>CREDITED</c> or <c>CREDIT</c>.</param>
/// <param name="EnergyWh">The energy, in Wh.</param>
/// <param name="HeldFor">Why it is held; null when it is not.</param>
/// <param name="Currency">The currency of the amounts; null without a tariff.</param>
/// <param name="TotalInclTax">The amount, a decimal as text; null where it cannot be told.</param>
public sealed record BilledTransaction(string Id, string State, long EnergyWh, string? HeldFor = null, string? Currency = null, string? TotalInclTax = null)
{
    /// <summary>Whether this is a bill that stands: <c>BILLED</c> or <c>HELD</c>, not a correction or what one corrected.</summary>
    [JsonIgnore]
    public bool IsLive => State is "BILLED" or "HELD";

    /// <summary>Whether somebody must look at it before anybody pays.</summary>
    [JsonIgnore]
    public bool IsHeld => State is "HELD";
}

/// <summary>A page of the list.</summary>
/// <param name="Items">In the ledger's order.</param>
/// <param name="NextCursor">Where the next page begins; null on the last one.</param>
public sealed record TransactionPage(IReadOnlyList<BilledTransaction> Items, string? NextCursor);

/// <summary>Reads pages of billed transactions.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TransactionPage))]
internal sealed partial class TransactionJson : JsonSerializerContext;
