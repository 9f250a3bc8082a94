namespace Fleet.Domain.Billing.Audit;

/// <summary>How exactly a number is meant that is written with so many decimals.</summary>
internal static class Digits
{
    // Fewer are most likely idle zeros that a JSON writer left out.
    private const int Fewest = 2;

    /// <summary>How far the true value may lie from <paramref name="written"/>: half a unit of its last decimal.</summary>
    public static decimal Tolerance(decimal written) => 0.5m * Unit(Math.Max((int)written.Scale, Fewest));

    /// <summary>Whether <paramref name="written"/> is <paramref name="exact"/>, rounded to its decimals.</summary>
    public static bool Agree(decimal written, decimal exact) => Math.Abs(written - exact) <= Tolerance(written);

    private static decimal Unit(int decimals) => new(1, 0, 0, isNegative: false, (byte)decimals);
}
