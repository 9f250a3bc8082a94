namespace Fleet.Domain.Billing.Documents;

/// <summary>Blocks that measured quantities are rounded up to (billing.md 1.4).</summary>
internal static class StepLints
{
    public static IEnumerable<Lint> Find(LintSubject subject)
    {
        var parkingIsPriced = subject.Prices(TariffDimension.ParkingTime);
        foreach (var (element, location, component) in subject.Components)
        {
            var isReservation = subject.Tariff.Elements[element].Restrictions?.Reservation is not null;
            if (Judge(subject.RuleSet, component, absorbed: parkingIsPriced && !isReservation) is var (code, severity, text, hint))
                yield return new Lint(code, severity, $"{location}/step_size", text, hint);
        }
    }

    private static (string Code, LintSeverity Severity, string Text, string Hint)? Judge(RuleSet ruleSet, PriceComponent component, bool absorbed)
    {
        var step = component.StepSize;
        const string UseOne = "Use 1.";
        return (component.Dimension, step) switch
        {
            (TariffDimension.Flat, > 1) => (LintCode.UnusedStepSize, LintSeverity.Warning, $"A fee is charged once, so its step_size of {step} rounds nothing.", UseOne),
            (TariffDimension.Flat, _) or (_, 1) => null,
            (_, 0) => (LintCode.StepSizeZero, LintSeverity.Warning, "A step_size of 0 rounds nothing; some systems divide by it.", UseOne),
            _ when ruleSet == RuleSet.Ocpi3NoStep =>
                (LintCode.UnusedStepSize, LintSeverity.Warning, $"By the rules {ruleSet.Id()} a step_size is ignored, and this one is {step}.", UseOne),
            (TariffDimension.Time, _) when absorbed => (
                LintCode.UnusedStepSize,
                LintSeverity.Warning,
                $"PARKING_TIME is priced too, and where a session has both only the parking time is rounded: this step_size of {step} rounds charging time only where nobody parks.",
                UseOne),
            _ => (
                LintCode.StepSize,
                LintSeverity.Note,
                $"The session's total is rounded up to a multiple of {step} {(component.Dimension == TariffDimension.Energy ? "Wh" : "s")}, so a driver pays for more than was taken.",
                "Use 1 unless blocks are meant; OCPI 3.0 has none, and the rounding is a line of its own on the bill."),
        };
    }
}
