namespace Fleet.Domain.Billing;

/// <summary>
/// Rounding up to whole blocks (OCPI step_size; billing.md 1.4): once a session for energy and once for time, at the price of the last line. The missing part is a line of its own;
/// together with the line before it, it is rounded once, so that the driver pays the rounded price of the billed quantity (the specification's 20.45 kWh: 5.13, not 5.12).
/// </summary>
internal static class Blocks
{
    /// <summary>The lines that are missing to whole blocks, each with the line that it belongs behind.</summary>
    public static IEnumerable<(BillLine Line, BillLine After, TariffDimension Dimension)> Of(
        RuleSet ruleSet, DimensionRun energy, DimensionRun time, DimensionRun parking, Currency currency)
    {
        if (ruleSet == RuleSet.Ocpi3NoStep)
            yield break;
        if (Missing(energy, energy.PricedVolume, 1000, currency) is { } forEnergy)
            yield return (forEnergy, energy.LastPriced!, TariffDimension.Energy);

        // Where parking is priced at all, charging time stays exact; before the 2.2.1-d2 bugfixes the two were rounded together.
        var parkingIsLast = parking.LastPriced is { } parked
            && (ruleSet != RuleSet.Ocpi22 || time.LastPriced is not { } charged || parked.To >= charged.To);
        var last = parkingIsLast ? parking : time;
        var volume = ruleSet == RuleSet.Ocpi22 ? time.PricedVolume + parking.PricedVolume : last.PricedVolume;
        if (Missing(last, volume, 1000, currency) is { } forTime)
            yield return (forTime, last.LastPriced!, parkingIsLast ? TariffDimension.ParkingTime : TariffDimension.Time);
    }

    private static BillLine? Missing(in DimensionRun run, long volume, long perStep, Currency currency)
    {
        if (run.LastPriced is not { Kind: not BillLineKind.Guard } last || run.LastStepSize <= 1)
            return null;
        var block = run.LastStepSize * perStep;
        var missing = (block - (volume % block)) % block;
        if (missing == 0)
            return null;
        var isEnergy = last.Unit == BillUnit.WattHour;
        decimal quantity = isEnergy ? missing / 1000m : missing;
        var exact = LineWriter.Amount(last.Unit, quantity, last.UnitPrice);
        return last with
        {
            Text = $"Rounding up to a block of {run.LastStepSize} {(isEnergy ? "Wh" : "s")}",
            Volume = quantity,
            ExactAmount = exact,
            Amount = currency.Round(last.ExactAmount + exact) - last.Amount,
            Interpolated = false,
            Rule = BillRule.StepSize,
        };
    }
}
