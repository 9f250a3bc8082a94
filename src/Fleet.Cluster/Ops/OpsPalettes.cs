using Fleet.Cluster.Ops.Palettes;

namespace Fleet.Cluster.Ops;

/// <summary>
/// Every family of commands that the ops port serves. To add a family: its definitions in a file of its own under <c>Ops/Palettes</c> and a line here; its handlers in a file of
/// their own under <c>Fleet.Node/Ops</c> and a line in that folder's <c>OpsSetup</c>. The <c>fleet</c> command offers it by itself. A test fails when a command lacks its handler.
/// </summary>
public static class OpsPalettes
{
    /// <summary>In the order of the help.</summary>
    public static IReadOnlyList<OpsPalette> All { get; } =
    [
        ChargerPalette.Palette,
        TokenPalette.Palette,
        PromotionPalette.Palette,
        BillPalette.Palette,
        ReratePalette.Palette,
        StatementPalette.Palette,
        LedgerPalette.Palette,
        JournalPalette.Palette,
        ImportPalette.Palette,
        ExportPalette.Palette,
    ];
}
