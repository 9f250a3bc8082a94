namespace Fleet.Domain.Billing;

/// <summary>The name of a tariff, unique among its operator's; its versions are told apart by their hash.</summary>
/// <param name="Value">1 to 36 characters (OCPI CiString(36)).</param>
public readonly record struct TariffId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
