using System.Globalization;

using NodaTime.Text;

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

    /// <summary>Records that a meter was exchanged.</summary>
    public static OpsCommand SwapMeter { get; } = new(
        "charger",
        "swap-meter",
        "Records that a meter was exchanged: the running session counts what both showed, and not the jump between them")
    {
        Arguments =
        [
            OpsArgument.Positional("id", "The charger's identity"),
            OpsArgument.Option("evse", "Whose meter, from 1 [default: 1]") with { Check = text => WholeNumber(text, 1) },
            OpsArgument.Option("old", "The old meter's last position, Wh") with { IsRequired = true, Check = text => WholeNumber(text, 0) },
            OpsArgument.Option("new", "The new meter's first position, Wh") with { IsRequired = true, Check = text => WholeNumber(text, 0) },
            OpsArgument.Option("at", "When, ISO 8601 in UTC [default: now]") with { Check = text => InstantPattern.ExtendedIso.Parse(text).Success ? null : "must be a time such as 2026-11-25T08:30:00Z" },
            OpsArgument.Option("serial", "The new meter's serial number"),
            OpsArgument.Reason("Why; stands in the charger's history") with { IsRequired = true },
        ],
        Examples = ["fleet charger swap-meter CP-17 --evse 2 --old 1234567 --new 0 --reason \"meter broken, replaced on site\""],
    };

    /// <summary>The family.</summary>
    public static OpsPalette Palette { get; } = new("charger", "Chargers", [Decommission, SwapMeter]);

    private static string? WholeNumber(string text, long least) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least ? null : $"must be a whole number of at least {least}";
}
