namespace Fleet.Cluster.Ops.Palettes;

/// <summary><c>fleet charger …</c></summary>
public static class ChargerPalette
{
    /// <summary>Takes a charger out of service for good.</summary>
    public static OpsCommand Decommission { get; } = new(
        "charger",
        "decommission",
        "Takes a charger out of service: its socket is closed, it is refused from then on, its history stays. PUT /api/v1/chargers/ID brings it back")
    {
        Arguments =
        [
            OpsArgument.Positional("id", "The charger's identity"),
            OpsArgument.Reason("Why; stands in the charger's versions") with { IsRequired = true },
        ],
        Examples = ["fleet charger decommission CP-17 --reason \"replaced by CP-18\""],
    };

    /// <summary>The family.</summary>
    public static OpsPalette Palette { get; } = new("charger", "Chargers", [Decommission]);
}
