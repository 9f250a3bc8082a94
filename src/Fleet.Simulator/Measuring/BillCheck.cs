namespace Fleet.Simulator.Measuring;

/// <summary>A bill that must come.</summary>
/// <param name="Id">The session's id, <c>chargerId:transactionId</c>.</param>
/// <param name="EnergyWh">What the meter counted, in Wh.</param>
/// <param name="Number">The caller's own number of it.</param>
public sealed record ExpectedBill(string Id, long EnergyWh, int Number = 0);

/// <summary>What is wrong with the bill of a session that was played.</summary>
public enum MismatchKind
{
    /// <summary>No bill came.</summary>
    NotBilled,

    /// <summary>More than one live bill.</summary>
    BilledTwice,

    /// <summary>The billed energy is not what the meter counted.</summary>
    EnergyDiffers,

    /// <summary>Two sessions were given one transaction.</summary>
    SameTransaction,
}

/// <summary>A session whose bill is wrong.</summary>
/// <param name="Bill">The bill that was to come.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Text">What is wrong, with the figures.</param>
public sealed record WrongBill(ExpectedBill Bill, MismatchKind Kind, string Text);

/// <summary>What chargers finished, held against what was billed: the check of every run against a node.</summary>
/// <param name="Expected">How many bills had to come.</param>
/// <param name="EnergyWh">Energy of all of them by the meters, in Wh.</param>
/// <param name="Wrong">Those that are wrong.</param>
public sealed record BillCheck(int Expected, long EnergyWh, IReadOnlyList<WrongBill> Wrong)
{
    /// <summary>Whether every one came, once, with the meter's energy.</summary>
    public bool IsRight => Wrong.Count == 0;

    /// <summary>
    /// Every session has a transaction to itself with exactly one live bill, and one that is not held for a person to look at bills exactly the energy that the meter
    /// counted.
    /// </summary>
    public static BillCheck Compare(IReadOnlyCollection<ExpectedBill> expected, ILookup<string, BilledTransaction> bills)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(bills);
        var numberOf = new Dictionary<string, int>(StringComparer.Ordinal);
        var wrong = new List<WrongBill>();
        foreach (var one in expected)
        {
            if (!numberOf.TryAdd(one.Id, one.Number))
                wrong.Add(new WrongBill(one, MismatchKind.SameTransaction, $"number {numberOf[one.Id]} has the same transaction"));
            else if (Judge(one, [.. bills[one.Id]]) is { } fault)
                wrong.Add(fault);
        }

        return new BillCheck(expected.Count, expected.Sum(one => one.EnergyWh), wrong);
    }

    private static WrongBill? Judge(ExpectedBill expected, IReadOnlyList<BilledTransaction> bills) => bills switch
    {
        [] => new WrongBill(expected, MismatchKind.NotBilled, "no bill"),
        [{ IsHeld: true }] => null,
        [var bill] when bill.EnergyWh != expected.EnergyWh => new WrongBill(
            expected, MismatchKind.EnergyDiffers, $"billed {bill.EnergyWh} Wh, the meter counted {expected.EnergyWh} Wh"),
        [_] => null,
        _ => new WrongBill(expected, MismatchKind.BilledTwice, $"{bills.Count} live bills"),
    };
}
