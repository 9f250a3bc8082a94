using System.Globalization;

using Fleet.Domain.Metering;

namespace Fleet.Cluster.Ops.Palettes;

/// <summary><c>fleet bill …</c></summary>
public static class BillPalette
{
    private static readonly Dictionary<string, RegisterKind> RegisterNames = new(StringComparer.Ordinal)
    {
        ["lifetime"] = RegisterKind.Lifetime,
        ["session"] = RegisterKind.SessionRelative,
        ["mixed"] = RegisterKind.Mixed,
    };

    /// <summary>Bills that a person must look at.</summary>
    public static OpsCommand Holds { get; } = new("bill", "hold list", "Bills that a person must look at before anybody pays, the oldest first")
    {
        Arguments = [OpsArgument.Option("limit", "The most of them [default: 100]") with { Check = text => int.TryParse(text, out var most) && most is > 0 and <= 10_000 ? null : "must be 1 to 10000" }],
        Examples = ["fleet bill hold list", "fleet bill hold list --json"],
    };

    /// <summary>Charges a held bill.</summary>
    public static OpsCommand Release { get; } = new("bill", "hold release", "Charges a held bill as it was proposed, because somebody looked at it and found it right")
    {
        Arguments = [Session, Why],
        Examples = ["fleet bill hold release CP-17:4711 --reason \"meter checked on site\""],
    };

    /// <summary>Gives up a held bill.</summary>
    public static OpsCommand CreditHold { get; } = new("bill", "hold credit", "Gives up a held bill: a bill of 0.00 takes its place; nothing was charged, so nothing is taken back")
    {
        Arguments = [Session, Why],
        Examples = ["fleet bill hold credit CP-17:4711 --reason \"meter broken, energy unknown\""],
    };

    /// <summary>Takes back a bill.</summary>
    public static OpsCommand Credit { get; } = new("bill", "credit", "Takes back what was charged for a session, in full, and puts a bill of 0.00 in its place")
    {
        Arguments = [Session, Why],
        Examples = ["fleet bill credit CP-17:4711 --reason \"charged twice by the station\""],
    };

    /// <summary>Bills that stay although evidence came late.</summary>
    public static OpsCommand Reviews { get; } = new("bill", "review list", "Bills that stay although evidence came late that would change them, because only a person may decide that; the oldest first")
    {
        Examples = ["fleet bill review list"],
    };

    /// <summary>Says on what scale a charger counts.</summary>
    public static OpsCommand Reclassify { get; } = new("bill", "reclassify", "Reads a session's meter on the scale that you know to be right; where an amount changes, the bill is credited and made anew")
    {
        Arguments =
        [
            Session,
            OpsArgument.Option("register", "lifetime: start, samples and stop on the meter's scale; session: all counted from 0; mixed: the start on the meter's scale, samples counted from 0")
                with
            { IsRequired = true, Choices = [.. Registers.Keys] },
            Why,
        ],
        Examples = ["fleet bill reclassify CP-17:4711 --register session --reason \"firmware 1.2 counts from 0\""],
    };

    /// <summary>Writes a bill with all that it was made from.</summary>
    public static OpsCommand Bundle { get; } = new("bill", "bundle", "Writes a bill with everything that it was made from to one file, from which anyone can make it again: fleet bill verify FILE")
    {
        Arguments = [Session],
        WritesFile = true,
        Examples = ["fleet bill bundle CP-17:4711 --out bill.json"],
    };

    /// <summary>The flag by which an explanation says which prices did not hold.</summary>
    public const string WhyNot = "why";

    /// <summary>Says a bill in words.</summary>
    public static OpsCommand Explain { get; } = new("bill", "explain", "Says line by line what was paid, for what, and what corrections changed; of a session, or of the file that bundle wrote")
    {
        Arguments =
        [
            OpsArgument.Positional("id", "The session, chargerId:transactionId; or the file that fleet bill bundle wrote, which needs no node"),
            OpsArgument.Flag(WhyNot, "Also say for each price which earlier ones of the tariff did not hold, and by which restriction"),
        ],
        Examples = ["fleet bill explain CP-17:4711 --why", "fleet bill explain bill.json"],
    };

    /// <summary>What a driver gets.</summary>
    public static OpsCommand Receipt { get; } = new("bill", "receipt", "Shows the receipt of a session as it stands in the ledger: what was paid, for what, line by line, and how to check it")
    {
        Arguments =
        [
            Session,
            OpsArgument.Option("revision", "Which of the session's entries [default: the newest]") with
            {
                Check = text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? null : "must be a whole number of at least 1",
            },
        ],
        Examples = ["fleet bill receipt CP-17:4711", "fleet bill receipt CP-17:4711 --revision 1"],
    };

    /// <summary>The scales of a register by their names on the command line.</summary>
    public static IReadOnlyDictionary<string, RegisterKind> Registers => RegisterNames;

    /// <summary>The family.</summary>
    public static OpsPalette Palette { get; } = new("bill", "Bills, and decisions about them", [Holds, Release, CreditHold, Credit, Reviews, Reclassify, Bundle, Explain, Receipt]);

    private static OpsArgument Session => OpsArgument.Positional("id", "The session, chargerId:transactionId");

    private static OpsArgument Why => OpsArgument.Reason("Why; stands in the ledger for ever") with { IsRequired = true };
}
