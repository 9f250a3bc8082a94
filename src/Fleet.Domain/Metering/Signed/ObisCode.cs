using System.Globalization;

namespace Fleet.Domain.Metering.Signed;

/// <summary>What an energy register counts, as far as a bill depends on it.</summary>
public enum RegisterScope
{
    /// <summary>Anything else: export, reactive energy, time, resistance.</summary>
    Other = 0,

    /// <summary>Imported energy over the meter's life (1.8; B0 at the mains, B1 at the outlet).</summary>
    ImportLifetime = 1,

    /// <summary>Imported energy since the transaction began (B2 at the mains, B3 at the outlet).</summary>
    ImportTransaction = 2,

    /// <summary>Exported energy (2.8, C0 to C3).</summary>
    Export = 3,
}

/// <summary>
/// The identification of a register (IEC 62056-6-1, OCMF 1.4.1 table of OBIS codes): A-B:C.D.E and F. Meters write it in many ways, none of the corpus in the table's; groups
/// are therefore compared by value and the storage groups E and F left as they are.
/// </summary>
/// <param name="Text">As the record has it.</param>
public readonly record struct ObisCode(string Text)
{
    private const int CumulativeRegister = 8;

    /// <summary>The register in one spelling: without leading zeros, and with <c>*</c> before group F.</summary>
    public string Register => string.Join('.', Groups().Select(group => group.TrimStart('0') is { Length: > 0 } digits ? digits.ToUpperInvariant() : "0"));

    /// <summary>What it counts.</summary>
    public RegisterScope Scope => Groups() is [_, _, var quantity, var kind, ..]
        && int.TryParse(kind, NumberStyles.None, CultureInfo.InvariantCulture, out var integral) && integral == CumulativeRegister
            ? quantity.TrimStart('0').ToUpperInvariant() switch
            {
                "1" or "B0" or "B1" => RegisterScope.ImportLifetime,
                "B2" or "B3" => RegisterScope.ImportTransaction,
                "2" or "C0" or "C1" or "C2" or "C3" => RegisterScope.Export,
                _ => RegisterScope.Other,
            }
            : RegisterScope.Other;

    /// <summary>Which of several import registers a bill rests on: the outlet's before the mains', and the transaction's own before the meter's life; 0 is none.</summary>
    public int Preference => Scope is not (RegisterScope.ImportLifetime or RegisterScope.ImportTransaction)
        ? 0
        : Groups()[2].TrimStart('0').ToUpperInvariant() switch { "B3" => 5, "B1" => 4, "1" => 3, "B2" => 2, _ => 1 };

    /// <inheritdoc/>
    public override string ToString() => Text;

    private string[] Groups() => Text.Trim().Split('-', ':', '.', '*', '&');
}
