namespace Fleet.Cluster.Ops.Palettes;

/// <summary><c>fleet token …</c></summary>
public static class TokenPalette
{
    /// <summary>Makes the ledger forget a token.</summary>
    public static OpsCommand Erase { get; } = new(
        "token",
        "erase",
        "Makes the ledger forget whose entries a token's are: they stay and verify, and nobody can be found by them any more")
    {
        Arguments =
        [
            OpsArgument.Positional("token", "The token, in whatever case"),
            OpsArgument.Reason("Why; is kept, and must not name the token") with { IsRequired = true },
        ],
        Examples = ["fleet token erase 04A2B3C4 --reason \"erasure request of 2026-11-25\""],
    };

    /// <summary>The family.</summary>
    public static OpsPalette Palette { get; } = new("token", "Tokens", [Erase]);
}
