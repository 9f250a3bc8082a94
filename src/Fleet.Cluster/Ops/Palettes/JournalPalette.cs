namespace Fleet.Cluster.Ops.Palettes;

/// <summary><c>fleet journal …</c></summary>
public static class JournalPalette
{
    /// <summary>How far the read tables are behind.</summary>
    public static OpsCommand Lag { get; } = new("journal", "lag", "How far the read tables are behind the journal")
    {
        Examples = ["fleet journal lag"],
    };

    /// <summary>Rebuilds the read tables.</summary>
    public static OpsCommand Rebuild { get; } = new(
        "journal",
        "rebuild",
        "Makes the read tables anew from the journal, beside the old ones, and then switches; the node works on meanwhile. The ledger is verified, never rebuilt")
    {
        Examples = ["fleet journal rebuild"],
    };

    /// <summary>The family.</summary>
    public static OpsPalette Palette { get; } = new("journal", "The journal, and what is made from it", [Lag, Rebuild]);
}
