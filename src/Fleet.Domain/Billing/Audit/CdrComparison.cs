using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing.Audit;

/// <summary>Compares what a record states, field by field, with what its periods and its tariff come to.</summary>
internal sealed class CdrComparison
{
    private readonly List<AuditComparison> _all = [];

    private CdrComparison()
    {
    }

    /// <summary>Every comparison that can be made.</summary>
    public static ValueList<AuditComparison> Of(Cdr cdr, Tariff tariff, Bill bill, BillableSession session)
    {
        var (comparison, costs, totals) = (new CdrComparison(), new ComputedCosts(bill, tariff), cdr.Totals);
        comparison.AddCost(AuditCode.TotalCostDiffers, totals.Cost, costs.Total, cdr.IsCredit ? -1 : 1);

        // A credit repeats the costs of the parts, with or without their sign (billing.md 1.9, A23).
        comparison.AddCost(AuditCode.CostDiffers, totals.FixedCost, costs.Of(BillLineKind.Flat), SignOf(totals.FixedCost, cdr));
        comparison.AddCost(AuditCode.CostDiffers, totals.EnergyCost, costs.Of(BillLineKind.Energy), SignOf(totals.EnergyCost, cdr));
        comparison.AddCost(AuditCode.CostDiffers, totals.TimeCost, costs.Of(BillLineKind.Time), SignOf(totals.TimeCost, cdr));
        comparison.AddCost(AuditCode.CostDiffers, totals.ParkingCost, costs.Of(BillLineKind.ParkingTime), SignOf(totals.ParkingCost, cdr));
        comparison.AddCost(AuditCode.CostDiffers, totals.ReservationCost, costs.Reservation, SignOf(totals.ReservationCost, cdr));
        comparison.AddVolumes(cdr, session);
        return comparison._all.ToValueList();
    }

    private static int SignOf(StatedCost? cost, Cdr cdr) => cdr.IsCredit && cost?.Net is { Value: < 0m } ? -1 : 1;

    private void AddCost(string code, StatedCost? stated, ComputedCost computed, int sign)
    {
        Add(stated?.Net, computed.Net);
        Add(stated?.Gross, computed.Gross);
        Add(stated?.Tax, computed.Tax);

        void Add(Stated? amount, ComputedAmount? comesOut)
        {
            if (amount is null)
                return;
            var rounding = comesOut?.Match(sign * amount.Value);
            _all.Add(new AuditComparison(code, amount.JsonPointer, amount.Value, sign * comesOut?.Exact, rounding, rounding is not null));
        }
    }

    private void AddVolumes(Cdr cdr, BillableSession session)
    {
        var totals = cdr.Totals;
        if (cdr.Periods.Any(static period => period[CdrSession.Dimension.Energy] is not null))
            AddVolume(AuditCode.EnergySumDiffers, totals.Energy, session.Energy.Count == 0 ? 0m : session.Energy[^1].TotalMilliWh / 1_000_000m);
        var charged = Hours(session, StretchKind.Charging) + Hours(session, StretchKind.Parking);
        var length = Hours(session.StoppedAt - session.StartedAt);
        AddVolume(AuditCode.TimeSumDiffers, totals.Time, length, Hours(cdr.Stop - cdr.Start), charged);
        AddVolume(AuditCode.TimeSumDiffers, totals.ParkingTime, Hours(session, StretchKind.Parking));
    }

    private void AddVolume(string code, Stated? stated, decimal computed, params ReadOnlySpan<decimal> others)
    {
        if (stated is null)
            return;
        var agrees = Digits.Agree(stated.Value, computed);
        foreach (var other in others)
            agrees |= Digits.Agree(stated.Value, other);
        _all.Add(new AuditComparison(code, stated.JsonPointer, stated.Value, computed, null, agrees));
    }

    private static decimal Hours(BillableSession session, StretchKind kind) =>
        session.Stretches.Where(stretch => stretch.Kind == kind).Sum(static stretch => Hours(stretch.To - stretch.From));

    private static decimal Hours(Duration duration) => duration.BclCompatibleTicks / (decimal)NodaConstants.TicksPerHour;
}
