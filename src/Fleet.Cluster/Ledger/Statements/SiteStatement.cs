using NodaTime;

namespace Fleet.Cluster.Ledger.Statements;

/// <summary>What a site earned in a month: sums over the ledger's entries, and nothing else. It goes by when an entry was recorded, so that it never changes once the month is over.</summary>
/// <param name="Month">Which month, of which site.</param>
/// <param name="AsOf">When it was made; before the month's end more may follow.</param>
/// <param name="FirstSequence">The first entry in it; null when there is none.</param>
/// <param name="LastSequence">The last one.</param>
/// <param name="Currencies">By currency, in order of its code; what has no currency comes first.</param>
public sealed record SiteStatement(SiteMonth Month, Instant AsOf, long? FirstSequence, long? LastSequence, IReadOnlyList<CurrencyStatement> Currencies)
{
    /// <summary>What the clocks of two nodes may differ and an entry may take to be written.</summary>
    private static readonly Duration Settling = Duration.FromHours(1);

    /// <summary>Whether the month is over, and every entry of it written.</summary>
    public bool IsFinal => AsOf >= Month.To + Settling;
}

/// <summary>What a site earned in a currency.</summary>
/// <param name="Currency">ISO 4217; null for entries without a tariff.</param>
/// <param name="Sessions">Bills less credits: sessions that were billed in the month and not taken back in it. Below zero where more was taken back.</param>
/// <param name="Income">Bills and credits together.</param>
/// <param name="Bills">What was charged.</param>
/// <param name="Credits">What was taken back; negative.</param>
/// <param name="Held">What was held when it was entered; no income.</param>
public sealed record CurrencyStatement(string? Currency, long Sessions, StatementPart Income, StatementPart Bills, StatementPart Credits, StatementPart Held);
