namespace Fleet.Domain.Billing.Documents;

/// <summary>Prices that no session is ever billed by.</summary>
internal static class ReachLints
{
    public static IEnumerable<Lint> Find(LintSubject subject)
    {
        var reach = Reach.Of(subject);
        for (var e = 0; e < subject.Tariff.Elements.Count; e++)
        {
            var components = subject.Tariff.Elements[e].Components;
            if (IsImpossible(subject, e))
            {
                yield return new Lint(
                    LintCode.ImpossibleRestriction,
                    LintSeverity.Error,
                    $"/elements/{e}/restrictions",
                    "Its restrictions never hold together for what it prices, so no session is billed by it.",
                    "Correct the restrictions, or leave the element out.");
                continue;
            }

            for (var c = 0; c < components.Count; c++)
            {
                if (Judge(subject, reach, e, c) is { } lint)
                    yield return lint;
            }
        }
    }

    // Equal or crossed bounds are refused when the tariff is read, and reported there.
    private static bool IsImpossible(LintSubject subject, int element) =>
        subject.Tariff.Elements[element].Components is { IsEmpty: false } components
        && !HasCrossedBounds(subject.Tariff.Elements[element].Restrictions)
        && components.All(component => subject.Map.Of(element).And(subject.Map.Everything(component.Dimension)).IsEmpty);

    private static bool HasCrossedBounds(TariffRestrictions? given) => given is not null
        && (given.StartDate >= given.EndDate || given.MinEnergy >= given.MaxEnergy || given.MinDuration >= given.MaxDuration || given.MinCurrentMa >= given.MaxCurrentMa
            || given.MinPowerW >= given.MaxPowerW || given.MinIdle >= given.MaxIdle || given.MinCharging >= given.MaxCharging);

    private static Lint? Judge(LintSubject subject, Reach reach, int element, int index)
    {
        var components = subject.Tariff.Elements[element].Components;
        var dimension = components[index].Dimension;
        var pointer = $"/elements/{element}/price_components/{index}";
        if (components.Items.Take(index).Any(earlier => earlier.Dimension == dimension))
        {
            return new Lint(
                LintCode.DuplicateComponent, LintSeverity.Warning, pointer, $"The element has a price for {dimension.Id()} before this one, and only the first counts.", "Leave one of them out.");
        }

        return reach.Of(element, dimension) switch
        {
            Reach.Answer.Never => new Lint(
                LintCode.Unreachable, LintSeverity.Warning, pointer, $"This price is never used: wherever it holds, {reach.Coverers(element, dimension)} before it does.", "Move the element up, restrict the earlier one, or leave it out."),
            Reach.Answer.Impossible when !HasCrossedBounds(subject.Tariff.Elements[element].Restrictions) => new Lint(
                LintCode.ImpossibleRestriction, LintSeverity.Error, pointer, $"The element's restrictions never hold while {dimension.Id()} is counted.", "Move this price into an element that can hold then."),
            Reach.Answer.Unknown => new Lint(
                LintCode.TooComplex, LintSeverity.Note, pointer, "So many elements before it overlap that it was not examined whether it is ever used.", "Use fewer elements."),
            Reach.Answer.Impossible or Reach.Answer.Sometimes => null,
            var other => throw new InvalidOperationException($"{other} is no answer."),
        };
    }
}
