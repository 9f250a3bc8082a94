using System.Globalization;

namespace Fleet.Domain.Identity;

/// <summary>
/// A transaction's id, unique per charger: given by Fleet as a positive integer in OCPP 1.6, chosen by the station in OCPP 2.0.1 (at most 36 characters).
/// </summary>
/// <param name="Value">The id as text.</param>
public readonly record struct TransactionId(string Value)
{
    /// <summary>The id of an OCPP 1.6 transaction.</summary>
    public static TransactionId From(int id) => new(id.ToString(CultureInfo.InvariantCulture));

    /// <summary>Whether this is what stations send for a transaction whose id they never got (OCPP 1.6 errata 3.18): -1, and 0 from some.</summary>
    public bool IsPlaceholder => Value is "-1" or "0";

    /// <inheritdoc/>
    public override string ToString() => Value;
}
