namespace Fleet.Cluster.Ledger;

/// <summary>What an entry of the ledger is.</summary>
public static class EntryKind
{
    /// <summary>A bill, charged.</summary>
    public const string Bill = "BILL";

    /// <summary>A bill that a person must look at first; its amounts are a proposal and no income.</summary>
    public const string Hold = "HOLD";

    /// <summary>The reversal of a bill: the same with every figure that adds up negated.</summary>
    public const string Credit = "CREDIT";
}
