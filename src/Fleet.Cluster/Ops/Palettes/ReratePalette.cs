using NodaTime.Text;

namespace Fleet.Cluster.Ops.Palettes;

/// <summary><c>fleet rerate …</c></summary>
public static class ReratePalette
{
    private const string Name = "rerate";

    /// <summary>Bills again whoever was billed by a wrong tariff.</summary>
    public static OpsCommand Rerate { get; } = new(
        Name,
        Name,
        "Rates every session that began under a tariff anew: by the tariff as it stands now, or by the one in a file to see what that would have meant. A dry run, unless --apply is said; "
        + "then every bill that changes is credited in full and made anew. Said again it corrects nothing twice, and goes on where it broke off")
    {
        ReadsFile = "Rate by this tariff instead, to see what it would have meant; its own dates are not regarded",
        FileSwitch = "--with",
        Arguments =
        [
            OpsArgument.Option("tariff", "The tariff that the sessions began under") with { IsRequired = true },
            Time("from", "The first start"),
            Time("to", "The first start that is too late"),
            OpsArgument.Option("site", "Only sessions at this site"),
            OpsArgument.Flag("apply", "Correct the bills; wants --reason"),
            OpsArgument.Reason("Why; stands in the ledger for ever"),
        ],
        Examples =
        [
            "fleet rerate --tariff NIGHT --from 2026-10-01T00:00:00Z --to 2026-11-01T00:00:00Z",
            "fleet rerate --tariff NIGHT --from 2026-10-01T00:00:00Z --to 2026-11-01T00:00:00Z --with next-year.json",
            "fleet rerate --tariff NIGHT --from 2026-10-01T00:00:00Z --to 2026-11-01T00:00:00Z --apply --reason \"night price was missing\"",
        ],
    };

    /// <summary>The family, which is its one command.</summary>
    public static OpsPalette Palette { get; } = new(Name, Rerate.Help, [Rerate]);

    private static OpsArgument Time(string name, string help) => OpsArgument.Option(name, $"{help}, a time in ISO 8601 with Z or an offset") with
    {
        IsRequired = true,
        Check = text => OffsetDateTimePattern.ExtendedIso.Parse(text).Success ? null : "must be a time in ISO 8601 with Z or an offset, such as 2026-10-01T00:00:00Z",
    };
}
