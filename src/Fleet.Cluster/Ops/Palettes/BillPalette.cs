using System.Globalization;

namespace Fleet.Cluster.Ops.Palettes;

/// <summary><c>fleet bill …</c></summary>
public static class BillPalette
{
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

    /// <summary>The family.</summary>
    public static OpsPalette Palette { get; } = new("bill", "Bills, and decisions about them", [Holds, Release, CreditHold, Credit, Receipt]);

    private static OpsArgument Session => OpsArgument.Positional("id", "The session, chargerId:transactionId");

    private static OpsArgument Why => OpsArgument.Reason("Why; stands in the ledger for ever") with { IsRequired = true };
}
