using Fleet.Cluster.Ledger.Statements;

namespace Fleet.Cluster.Ops.Palettes;

/// <summary><c>fleet statement …</c></summary>
public static class StatementPalette
{
    private const string Name = "statement";

    /// <summary>What a site earned in a month.</summary>
    public static OpsCommand Statement { get; } = new(
        Name,
        Name,
        "Adds up what a site earned in a month: income, tax by rate, energy and sessions, by what was charged for; credits and held bills apart. It equals the ledger, and never changes once the month is over")
    {
        Arguments =
        [
            OpsArgument.Option("site", "The site") with { IsRequired = true },
            OpsArgument.Option("month", "The month by the site's clocks, such as 2026-11") with
            {
                IsRequired = true,
                Check = text => SiteMonth.Parse(text) is null ? "must be a year and a month, such as 2026-11" : null,
            },
            OpsArgument.Flag("csv", "As a table, one sum a row"),
        ],
        Examples = ["fleet statement --site hamburg --month 2026-11", "fleet statement --site hamburg --month 2026-11 --csv"],
    };

    /// <summary>The family, which is its one command.</summary>
    public static OpsPalette Palette { get; } = new(Name, Statement.Help, [Statement]);
}
