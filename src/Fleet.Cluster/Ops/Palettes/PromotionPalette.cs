namespace Fleet.Cluster.Ops.Palettes;

/// <summary><c>fleet promotion …</c></summary>
public static class PromotionPalette
{
    /// <summary>What there is, and what it took.</summary>
    public static OpsCommand List { get; } = new("promotion", "list", "Promotions, memberships and premium stations, in the order in which they act, and what bills took of each")
    {
        Arguments = [OpsArgument.Flag("all", "Also those whose time is over")],
        Examples = ["fleet promotion list", "fleet promotion list --all --json"],
    };

    /// <summary>The family.</summary>
    public static OpsPalette Palette { get; } = new("promotion", "Promotions", [List]);
}
