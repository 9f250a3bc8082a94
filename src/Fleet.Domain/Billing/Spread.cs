namespace Fleet.Domain.Billing;

/// <summary>Divides an amount among VAT rates, so that tax moves along with what an adjustment takes or adds.</summary>
internal static class Spread
{
    /// <summary>The shares of <paramref name="amount"/>, in proportion to <paramref name="groups"/>; they add up to it exactly.</summary>
    /// <param name="groups">What the amount adjusts.</param>
    /// <param name="amount">What is divided.</param>
    /// <param name="currency">In which shares are rounded.</param>
    /// <param name="otherwise">The rate of the whole where there is nothing to be in proportion to.</param>
    public static List<RateGroup> Over(List<RateGroup> groups, Amounts amount, Currency currency, decimal? otherwise)
    {
        var sum = 0m;
        foreach (var group in groups)
            sum += group.Sum.Exact;
        // Credits beside charges are no part of the proportion: their weights would have no bound.
        var rates = groups.FindAll(group => group.Sum.Exact != 0m && decimal.Sign(group.Sum.Exact) == decimal.Sign(sum));
        if (rates.Count == 0)
            return [new RateGroup(otherwise, amount)];
        var whole = 0m;
        foreach (var rate in rates)
            whole += rate.Sum.Exact;

        var shares = new List<RateGroup>(rates.Count);
        var left = amount;
        for (var i = 0; i < rates.Count; i++)
        {
            var weight = rates[i].Sum.Exact / whole;
            var share = i == rates.Count - 1 ? left : new Amounts(amount.Exact * weight, currency.Round(amount.Rounded * weight));
            shares.Add(new RateGroup(rates[i].VatPercent, share));
            left -= share;
        }

        return shares;
    }
}
