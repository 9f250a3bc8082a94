namespace Fleet.Cluster.Ops.Palettes;

/// <summary><c>fleet ledger …</c></summary>
public static class LedgerPalette
{
    /// <summary>Walks the hash chain.</summary>
    public static OpsCommand Verify { get; } = new(
        "ledger",
        "verify",
        "Walks the whole chain, recomputes every hash and every figure that is copied, and names the first broken row. Write down the head that it prints: given to a later verification it shows entries that were cut off")
    {
        Arguments =
        [
            OpsArgument.Option("head", "The head that an earlier verification printed, SEQUENCE:HASH"),
        ],
        Examples = ["fleet ledger verify", "fleet ledger verify --head 4711:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    };

    /// <summary>The family.</summary>
    public static OpsPalette Palette { get; } = new("ledger", "The ledger of billed transactions", [Verify]);
}
