using Fleet.Domain.Billing.Documents;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing.Audit;

/// <summary>Reads the session of a request: periods of which each lasts to the next one or the end, the energy of each read at its end.</summary>
/// <param name="zone">The wall clock of times without an offset.</param>
/// <param name="faults">Where it is told what is malformed.</param>
/// <param name="findings">Where it is told what is well-formed and wrong.</param>
internal sealed class RequestedSession(DateTimeZone zone, TariffFaults faults, List<DocumentFinding> findings)
{
    private const int MostPeriods = 100_000;

    private static readonly string[] Members = ["start", "end", "periods", "reservation_expired", "id", "note", "comment"];

    private readonly WallClockTimes _times = new(zone, findings);

    private bool IsBlocked => findings.Exists(static finding => finding.Weight == FindingWeight.Block);

    /// <summary>Pointers of the periods in which the car charged and the document does not say how much it took.</summary>
    public ValueList<string> WithoutEnergy { get; private set; }

    /// <summary>The session; null when something is wrong with it, which then stands among the errors or the findings.</summary>
    public BillableSession? Read(JsonMember session)
    {
        if (!session.IsObject(Members))
            return null;
        var start = _times.Read(session.Required("start"));
        var periods = (session.Required("periods")?.Items(1, MostPeriods) ?? []).Select(period => RequestedPeriod.Read(period, _times)).ToList();
        var stop = _times.Read(session.Required("end"));
        var expired = session.Optional("reservation_expired")?.Flag() ?? false;
        var reserved = periods.TakeWhile(static period => period?.State == PeriodState.Reservation).Count();
        CheckReservation(session, periods, reserved, expired);
        if (start is not { } from || stop is not { } to || faults.Errors.Count > 0)
            return null;
        if (to < from)
        {
            findings.Add(new DocumentFinding(FindingCode.StopBeforeStart, session.Location + "/end", $"The session ends at {to}, before it starts at {from}.", FindingWeight.Block));
            return null;
        }

        WithoutEnergy = periods.Where(static period => period!.MissesEnergy).Select(static period => period!.Slot.Pointer + "/kwh").ToValueList();
        PeriodOrder.Check([.. periods.Select(static period => period!.Slot)], from, to, findings);
        if (!IsBlocked)
            CheckEnergy(periods!, from, to);
        return IsBlocked ? null : Build(periods!, reserved, expired, from, to);
    }

    private void CheckReservation(JsonMember session, List<RequestedPeriod?> periods, int reserved, bool expired)
    {
        var periodsAt = session.Location + "/periods";
        for (var i = reserved; i < periods.Count; i++)
        {
            if (periods[i]?.State == PeriodState.Reservation)
                faults.Refuse($"{periodsAt}/{i}/state", "must not be RESERVATION after the session has begun");
        }

        if (expired && reserved == 0)
            faults.Refuse(session.Location + "/reservation_expired", "must not be true where no period is a RESERVATION");
        else if (expired && reserved < periods.Count)
            faults.Refuse(session.Location + "/reservation_expired", "must not be true where a session followed");
        else if (!expired && reserved > 0 && reserved == periods.Count)
            faults.Refuse(session.Location + "/reservation_expired", "must be true where no session followed the reservation");
    }

    private void CheckEnergy(List<RequestedPeriod> periods, Instant start, Instant stop)
    {
        for (var i = 0; i < periods.Count; i++)
        {
            var end = i + 1 < periods.Count ? periods[i + 1].Slot.Start : stop;
            Plausibility.Check(periods[i].MilliWh, periods[i].Slot.Start, end, periods[i].Slot.Pointer + "/kwh", findings);
        }

        if (!IsBlocked)
            Plausibility.Check(periods.Sum(static period => period.MilliWh), start, stop, "/session/periods", findings);
    }

    private static BillableSession Build(List<RequestedPeriod> periods, int reserved, bool expired, Instant start, Instant stop)
    {
        var begun = reserved == 0 ? start : reserved < periods.Count ? periods[reserved].Slot.Start : stop;
        var energy = new List<EnergyPoint>(periods.Count + 1) { new(begun, EnergyWh.Zero, 0) };
        var stretches = new List<Stretch>(periods.Count);
        var milliWh = 0L;
        for (var i = reserved; i < periods.Count; i++)
        {
            var end = i + 1 < periods.Count ? periods[i + 1].Slot.Start : stop;
            milliWh += periods[i].MilliWh;
            energy.Add(new EnergyPoint(end, new EnergyWh(milliWh / 1000), i - reserved + 1, (int)(milliWh % 1000)));
            if (end > periods[i].Slot.Start)
                stretches.Add(new Stretch(periods[i].Slot.Start, end, KindOf(periods[i].State), periods[i].Load));
        }

        return new BillableSession(begun, stop, energy.ToValueList(), stretches.ToValueList())
        {
            Reservation = reserved == 0 ? null : new Reservation(start, begun, expired),
        };
    }

    private static StretchKind KindOf(PeriodState state) => state switch
    {
        PeriodState.Charging => StretchKind.Charging,
        PeriodState.Parking => StretchKind.Parking,
        PeriodState.SuspendedEvse => StretchKind.HeldByStation,
        PeriodState.Reservation or _ => throw new InvalidOperationException($"{state} is no stretch of a session."),
    };
}
