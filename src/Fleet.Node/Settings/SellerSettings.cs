namespace Fleet.Node.Settings;

/// <summary>Who sells the energy, as it stands on receipts.</summary>
public sealed record SellerSettings
{
    private const int LongestText = 500;

    /// <summary>The name; without one receipts say that nobody is named.</summary>
    public string? Name { get; init; }

    /// <summary>The address, on one line.</summary>
    public string? Address { get; init; }

    /// <summary>The VAT id.</summary>
    public string? VatId { get; init; }

    internal IEnumerable<string> Check()
    {
        if (string.IsNullOrWhiteSpace(Name) && (Name, Address, VatId) is not (null, null, null))
            yield return "Fleet:Billing:Seller:Name: must be given with Address or VatId, and must not be empty";
        (string Name, string? Value)[] texts = [(nameof(Name), Name), (nameof(Address), Address), (nameof(VatId), VatId)];
        foreach (var (name, value) in texts)
        {
            if (value is { Length: > LongestText } || value?.Any(char.IsControl) == true)
                yield return $"Fleet:Billing:Seller:{name}: must have at most {LongestText} characters, none of them a control character";
        }
    }
}
