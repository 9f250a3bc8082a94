namespace Fleet.Domain.Billing.Documents;

/// <summary>Prices in words, with tax first where it can be told: that is what a driver pays.</summary>
internal static class PriceWords
{
    /// <summary>A price for its unit, such as <c>0.476 EUR per kWh including 19 % VAT (0.40 without)</c>.</summary>
    public static string Of(Tariff tariff, PriceComponent component)
    {
        var block = component.StepSize > 1 && component.Dimension != TariffDimension.Flat ? $" in blocks of {Block(component)}" : "";
        if (component.Price == 0m)
            return "free of charge";
        var price = (tariff.TaxBasis, component.VatPercent) switch
        {
            (TaxBasis.Included, { } vat) => $"{Each(component.Price, tariff, component)} including {vat:0.####} % VAT",
            (TaxBasis.Included, null) => $"{Each(component.Price, tariff, component)} including tax",
            (TaxBasis.NotApplicable, _) => $"{Each(component.Price, tariff, component)}, no tax applies",
            (TaxBasis.AddedLater, null) => $"{Each(component.Price, tariff, component)} plus tax",
            (TaxBasis.Excluded or TaxBasis.AddedLater, { } vat) =>
                WithAndWithout(component.Price * (1m + (vat / 100m)), vat, tariff, component),
            (TaxBasis.Excluded, null) => $"{Each(component.Price, tariff, component)}, no VAT",
            var (other, _) => throw new InvalidOperationException($"{other} is no tax basis."),
        };
        return price + block;
    }

    /// <summary>A price limit with what it is about.</summary>
    public static string Limit(PriceLimit limit, Tariff tariff) => limit switch
    {
        { Net: { } net, Gross: { } gross } => $"{Money(gross, tariff)} including tax ({Money(net, tariff)} without)",
        { Gross: { } gross } => $"{Money(gross, tariff)} including tax",
        { Net: { } net } => $"{Money(net, tariff)}{(tariff.TaxBasis == TaxBasis.NotApplicable ? "" : " without tax")}",
        _ => "nothing",
    };

    /// <summary>Whether amounts in the tariff's own sense are with or without tax.</summary>
    public static string Basis(Tariff tariff) => tariff.TaxBasis switch
    {
        TaxBasis.Included => " including tax",
        TaxBasis.Excluded or TaxBasis.AddedLater => " without tax",
        TaxBasis.NotApplicable => "",
        _ => throw new InvalidOperationException($"{tariff.TaxBasis} is no tax basis."),
    };

    /// <summary>An amount with at least the currency's decimals and at most eight.</summary>
    public static string Money(decimal amount, Tariff tariff)
    {
        var decimals = tariff.Currency.MinorUnits;
        var format = $"0{(decimals > 0 ? "." : "")}{new string('0', decimals)}";
        var fine = decimals == 0 ? "0.########" : format + new string('#', 8 - decimals);
        return $"{amount.ToString(fine)} {tariff.Currency}";
    }

    // Both prices are for the same unit.
    private static string WithAndWithout(decimal gross, decimal vat, Tariff tariff, PriceComponent component)
    {
        var perMinute = IsTime(component) && PerMinute(gross) is not null && PerMinute(component.Price) is not null;
        var net = perMinute ? component.Price / 60m : component.Price;
        return $"{(IsTime(component) && !perMinute ? PerHour(gross, tariff) : Each(gross, tariff, component))} including {vat:0.####} % VAT ({Money(net, tariff)} without)";
    }

    private static string Each(decimal price, Tariff tariff, PriceComponent component) => component.Dimension switch
    {
        TariffDimension.Energy => $"{Money(price, tariff)} per kWh",
        TariffDimension.Time or TariffDimension.ParkingTime => PerMinute(price) is { } minute ? $"{Money(minute, tariff)} per minute" : PerHour(price, tariff),
        TariffDimension.Flat => Money(price, tariff),
        _ => throw new InvalidOperationException($"{component.Dimension} is no dimension."),
    };

    private static bool IsTime(PriceComponent component) => component.Dimension is TariffDimension.Time or TariffDimension.ParkingTime;

    private static string PerHour(decimal hour, Tariff tariff) =>
        $"{Money(hour, tariff)} per hour ({(PerMinute(hour) is null ? "about " : "")}{Money(Minute(hour), tariff)} per minute)";

    /// <summary>The price of a minute, when it has no more than four decimals.</summary>
    private static decimal? PerMinute(decimal hour) => Minute(hour) * 60m == hour ? Minute(hour) : null;

    private static decimal Minute(decimal hour) => Math.Round(hour / 60m, 4, MidpointRounding.AwayFromZero);

    private static string Block(PriceComponent component) => component.Dimension == TariffDimension.Energy
        ? $"{component.StepSize / 1000m:0.###} kWh"
        : RegionWords.Time(component.StepSize * NodaTime.NodaConstants.TicksPerSecond);
}
