using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>What a session costs: the part of an OCPI tariff (2.1.1, 2.2.1, 2.3.0) that decides about money.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Currency">The currency of every price in it.</param>
/// <param name="TaxBasis">Whether prices are net or gross.</param>
/// <param name="Elements">In order: for each dimension the first one that holds decides.</param>
/// <param name="MinPrice">A session costs at least this.</param>
/// <param name="MaxPrice">A session costs at most this.</param>
/// <param name="ValidFrom">In force from here, inclusive; tested once, at the session's start.</param>
/// <param name="ValidUntil">In force until here, exclusive.</param>
/// <param name="AltText">The tariff in words, by language, as its author gave it.</param>
/// <param name="Caps">The most that a session costs in one dimension; each dimension once. No OCPI version can say it.</param>
public sealed record Tariff(
    TariffId Id,
    Currency Currency,
    TaxBasis TaxBasis,
    ValueList<TariffElement> Elements,
    PriceLimit? MinPrice = null,
    PriceLimit? MaxPrice = null,
    Instant? ValidFrom = null,
    Instant? ValidUntil = null,
    ValueList<TariffText> AltText = default,
    ValueList<PriceCap> Caps = default)
{
    /// <summary>Whether any price depends on the location's wall clock.</summary>
    internal bool UsesWallClock => Elements.Any(static element => element.Restrictions is { UsesWallClock: true });

    /// <summary>Whether a session that starts at <paramref name="start"/> may be priced by this tariff.</summary>
    public bool IsInForceAt(Instant start) => (ValidFrom is null || ValidFrom <= start) && (ValidUntil is null || start < ValidUntil);
}

/// <summary>A group of prices that hold under the same restrictions.</summary>
/// <param name="Components">In order; the first one of a dimension counts.</param>
/// <param name="Restrictions">When it holds; always, where there are none.</param>
public sealed record TariffElement(ValueList<PriceComponent> Components, TariffRestrictions? Restrictions = null);

/// <summary>The price of one dimension.</summary>
/// <param name="Dimension">What is priced.</param>
/// <param name="Price">For a kWh, an hour or the session; negative is a credit.</param>
/// <param name="VatPercent">VAT in percent; what its absence means depends on <see cref="Tariff.TaxBasis"/>.</param>
/// <param name="StepSize">The session's volume is rounded up to a multiple of this many Wh or seconds; 0 and 1 round nothing that is billed.</param>
public sealed record PriceComponent(TariffDimension Dimension, decimal Price, decimal? VatPercent, int StepSize = 1);

/// <summary>A bound on what a session costs; both sides apply, each on its own.</summary>
/// <param name="Net">Without tax.</param>
/// <param name="Gross">With tax.</param>
public sealed record PriceLimit(decimal? Net, decimal? Gross);

/// <summary>The most that a session costs in one dimension, such as 12.00 of idle fee.</summary>
/// <param name="Dimension">Energy, time or parking time.</param>
/// <param name="Amount">In the sense of the tariff's prices: net, or gross where they include tax; not negative.</param>
public sealed record PriceCap(TariffDimension Dimension, decimal Amount);

/// <summary>A tariff in words.</summary>
/// <param name="Language">ISO 639-1.</param>
/// <param name="Text">What a driver reads.</param>
public sealed record TariffText(string Language, string Text);
