namespace Fleet.Domain.Billing;

/// <summary>How a tariff's prices relate to tax, and what a component without a VAT rate means.</summary>
public enum TaxBasis
{
    /// <summary>Prices are net; a component without a rate bears no tax (OCPI 2.2.1, and 2.3.0 <c>tax_included: NO</c>).</summary>
    Excluded = 1,

    /// <summary>Prices are gross; without a rate the net is not derivable (OCPI 2.3.0 <c>tax_included: YES</c>).</summary>
    Included = 2,

    /// <summary>No tax applies: net and gross are one (OCPI 2.3.0 <c>tax_included: N/A</c>).</summary>
    NotApplicable = 3,

    /// <summary>Prices are net and tax is added elsewhere, so without a rate the gross is not derivable (OCPI 2.1.1; North American sales tax).</summary>
    AddedLater = 4,
}
