using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing.Audit;

/// <summary>
/// What a record says happened, in the form that is rated: its periods become stretches that are never cut. Where a period states both charging and parking time, it is taken to
/// have charged first; the energy is taken by then.
/// </summary>
/// <param name="cdr">The record.</param>
/// <param name="tariff">What it is priced by; null when that is not known.</param>
/// <param name="findings">Where it is told what is wrong.</param>
/// <param name="asWritten">Whether hours count as they are written, although they agree with the times and are only rounded.</param>
internal sealed class CdrSession(Cdr cdr, Tariff? tariff, List<DocumentFinding> findings, bool asWritten = false)
{
    private const decimal TicksPerHour = NodaConstants.TicksPerHour;

    private readonly List<Stretch> _stretches = [];
    private readonly List<EnergyPoint> _energy = [];
    private long _milliWh;

    /// <summary>The session; null when nothing sure can be said of it.</summary>
    public BillableSession? Build()
    {
        if (cdr.Stop < cdr.Start)
        {
            Block(FindingCode.StopBeforeStart, "/start_date_time", $"The session ends at {cdr.Stop}, before it starts at {cdr.Start}.");
            return null;
        }

        var before = findings.Count;
        PeriodOrder.Check([.. cdr.Periods.Select(static period => new PeriodSlot(period.Start, null, period.JsonPointer))], cdr.Start, cdr.Stop, findings);
        if (findings.Count > before)
            return null;
        var reserved = cdr.Periods.TakeWhile(static period => period[Dimension.Reservation] is { Value: > 0m }).Count();
        var begun = reserved == cdr.Periods.Count ? cdr.Stop : reserved == 0 ? cdr.Start : cdr.Periods[reserved].Start;
        CheckStated(reserved);
        _energy.Add(new EnergyPoint(begun, EnergyWh.Zero, 0));
        for (var i = reserved; i < cdr.Periods.Count; i++)
            Add(cdr.Periods[i], i + 1 < cdr.Periods.Count ? cdr.Periods[i + 1].Start : cdr.Stop, EnergyOf(i, reserved));
        if (!IsBlocked)
            Plausibility.Check(_milliWh, begun, cdr.Stop, "/total_energy", findings);
        return IsBlocked ? null : new BillableSession(begun, cdr.Stop, _energy.ToValueList(), _stretches.ToValueList())
        {
            IsForeign = true,
            Reservation = reserved == 0 ? null : new Reservation(cdr.Start, begun, reserved == cdr.Periods.Count),
        };
    }

    private bool IsBlocked => findings.Exists(static finding => finding.Weight == FindingWeight.Block);

    private void Add(CdrPeriod period, Instant end, Stated? energy)
    {
        var milliWh = energy is { } kwh ? (long)Math.Round(kwh.Value * 1_000_000m, MidpointRounding.AwayFromZero) : 0;
        Plausibility.Check(milliWh, period.Start, end, energy?.JsonPointer ?? period.JsonPointer, findings);
        _milliWh += Math.Max(milliWh, 0);
        var (charging, parking) = Times(period, end, milliWh > 0);
        var from = Extend(period, period.Start, charging, StretchKind.Charging);
        Take(charging > 0 ? from : end);
        from = Extend(period, from, parking, StretchKind.Parking);
        if (from < end)
            _stretches.Add(new Stretch(from, end, StretchKind.HeldByStation, period.Load));
        Take(end);

        void Take(Instant at) => _energy.Add(new EnergyPoint(at, new EnergyWh(_milliWh / 1000), _energy.Count, (int)(_milliWh % 1000)));
    }

    private Instant Extend(CdrPeriod period, Instant from, long ticks, StretchKind kind)
    {
        if (ticks <= 0)
            return from;
        var to = from.PlusTicks(ticks);
        _stretches.Add(new Stretch(from, to, kind, period.Load));
        return to;
    }

    /// <summary>
    /// How long a period charged and parked, in ticks. Stated hours that agree with the period's length as far as they are written are that length, which is exact
    /// (billing.md 1.9, A22); a period that states only energy charged throughout.
    /// </summary>
    private (long Charging, long Parking) Times(CdrPeriod period, Instant end, bool tookEnergy)
    {
        var (time, parking) = (period[Dimension.Time], period[Dimension.Parking]);
        var length = (end - period.Start).BclCompatibleTicks;
        if (time is null && parking is null)
            return (tookEnergy ? length : 0, 0);
        var (charged, parked) = (Ticks(time), Ticks(parking));
        if (asWritten && charged + parked <= length)
            return (charged, parked);
        if (Math.Abs(charged + parked - length) <= Tolerance(time) + Tolerance(parking))
            return parked == 0 ? (length, 0) : (Math.Min(charged, length), length - Math.Min(charged, length));
        if (charged + parked > length)
        {
            Block(
                AuditCode.TimeExceedsPeriod,
                period.JsonPointer,
                $"{(time?.Value ?? 0m) + (parking?.Value ?? 0m)} h are more than the {length / TicksPerHour:0.######} h from {period.Start} to {end}.");
            return (0, 0);
        }

        return (charged, parked);
    }

    private static long Ticks(Stated? hours) => hours is { } stated ? (long)Math.Round(Math.Clamp(stated.Value, 0m, 1_000_000m) * TicksPerHour, MidpointRounding.AwayFromZero) : 0;

    private static long Tolerance(Stated? hours) => hours is null or { Value: 0m } ? 0 : (long)(Digits.Tolerance(hours.Value) * TicksPerHour);

    // The only period took all of the energy, whether it says so or not.
    private Stated? EnergyOf(int index, int reserved) =>
        cdr.Periods[index][Dimension.Energy] ?? (cdr.Periods.Count - reserved == 1 ? cdr.Totals.Energy : null);

    /// <summary>What a price depends on must be stated somewhere (billing.md 1.9, A9).</summary>
    private void CheckStated(int reserved)
    {
        for (var i = reserved; i < cdr.Periods.Count; i++)
        {
            var period = cdr.Periods[i];
            if (period[Dimension.Reservation] is { Value: > 0m } late)
                Block(AuditCode.PeriodsOutOfOrder, late.JsonPointer, "A reservation ends where the session begins; it cannot stand behind it.");
            if (Prices(TariffDimension.Time) && EnergyOf(i, reserved) is { Value: > 0m } && period[Dimension.Time] is null && period[Dimension.Parking] is null)
                Block(AuditCode.MissingVolume, period.JsonPointer, "The tariff has a price for time, and the period states none.");
        }

        if (Prices(TariffDimension.Energy) && cdr.Totals.Energy is { Value: > 0m } total && cdr.Periods.Count - reserved > 1 && !cdr.Periods.Any(static period => period[Dimension.Energy] is not null))
            Block(AuditCode.MissingVolume, total.JsonPointer, $"{total.Value} kWh are priced, and no period states its share.");
        if (Prices(TariffDimension.ParkingTime) && cdr.Totals.ParkingTime is { Value: > 0m } parked && !cdr.Periods.Any(static period => period[Dimension.Parking] is not null))
            Block(AuditCode.MissingVolume, parked.JsonPointer, $"{parked.Value} h of parking are priced, and no period states its share.");
    }

    private bool Prices(TariffDimension dimension) =>
        tariff is not null && tariff.Elements.Any(element => element.Restrictions?.Reservation is null && element.Components.Any(component => component.Dimension == dimension));

    private void Block(string code, string pointer, string text) => findings.Add(new DocumentFinding(code, pointer, text, FindingWeight.Block));

    /// <summary>OCPI CdrDimensionType, as far as it decides.</summary>
    internal static class Dimension
    {
        public const string Energy = "ENERGY";
        public const string Time = "TIME";
        public const string Parking = "PARKING_TIME";
        public const string Reservation = "RESERVATION_TIME";
    }
}
