using Fleet.Domain.Billing;
using Fleet.Domain.Metering;
using Fleet.Domain.Metering.Signed;

using NodaTime;

namespace Fleet.Domain.Charging;

/// <summary>The end of a session: its evidence is judged, put in order for the price, and billed. Pure: the same evidence gives the same bill.</summary>
internal static class SessionClosing
{
    private static readonly EnergyWh LeastEnergy = new(100);
    private static readonly Duration LeastTime = Duration.FromSeconds(120);

    /// <summary>What the bill of a session is made from that began with <paramref name="start"/> and ended with <paramref name="stopped"/>.</summary>
    /// <param name="start">The transaction's start.</param>
    /// <param name="evidence">All readings, those of the stop included.</param>
    /// <param name="statuses">What the connector reported.</param>
    /// <param name="stopped">The transaction's stop.</param>
    public static BillInput Prepare(
        TransactionStart start, Evidence evidence, ValueList<ConnectorStatusNoted> statuses, SessionStopped stopped)
    {
        var stop = stopped.Stop;
        var stoppedAt = Instant.Max(start.StartedAt, stop.StoppedAt);
        var register = evidence.CloseRegister(stoppedAt, stop.MeterStop);
        var (stretches, dead) = DeadTime.Mark(Stretches(start.StartedAt, stoppedAt, statuses), register.Points, stoppedAt);
        var session = new BillableSession(start.StartedAt, stoppedAt, register.Points, stretches);
        var signed = SignedEvidence.Judge(evidence.SignedValues, session.TotalEnergy, start.Terms.MeterPublicKey);
        var holds = Holds(start, stop, session, register, stopped.ArrivedAt).AddRange(signed.Holds);
        var findings = evidence.Findings.AddRange(register.Findings).AddRange(signed.Findings);
        if (stopped.ClosedFor is { } cause)
            findings = findings.Add(new Finding(FindingCode.NoStop, $"no stop came; closed on the last evidence, of {stoppedAt}, because {Words(cause)}"));
        else if (stop.MeterStop is null)
            findings = findings.Add(new Finding(
                FindingCode.StopWithoutRegister, $"the stop gave no register; the last reading, {register.Energy}, stands in"));
        if (stopped.Matched)
            findings = findings.Add(new Finding(FindingCode.MatchedEvidence, "the stop named no transaction and was given to the only one that it can end"));
        foreach (var hold in holds.Items.Where(hold => !findings.Items.Contains(hold)))
            findings = findings.Add(hold);
        var tookNothing = holds.IsEmpty && HadNoService(session);
        if (dead > Duration.Zero && !tookNothing)
            findings = findings.Add(new Finding(FindingCode.NothingFlowed, $"for {dead.TotalMinutes:0} min beyond a pause nothing flowed, though nobody said that charging was over; that time is not billed"));
        if (tookNothing)
            findings = findings.Add(new Finding(FindingCode.NoService, NoServiceText(session)));
        if (start.Resumes is { } resumed)
            findings = findings.Add(new Finding(FindingCode.ReconnectMerged, $"it goes on with transaction {resumed}, so a session fee and a least price are not charged again"));
        var heldFor = holds.Items.Select(hold => hold.Code).Distinct(StringComparer.Ordinal).ToValueList();
        return new BillInput(start.Terms.Tariff, session, TermsOf(start) with
        {
            Findings = findings,
            Holds = heldFor,
            TookNothing = tookNothing,
            TimeNotBillable = signed.TimeNotBillable,
            SignedEnergy = signed.Energy,
        });
    }

    /// <summary>What decides about the price from the start on.</summary>
    public static RatingTerms TermsOf(TransactionStart start) => new(EvseKind: start.Terms.EvseKind, Resumes: start.Resumes is not null)
    {
        Promotions = start.Terms.Promotions,
    };

    // billing.md 1.9, A18: nobody pays a fee for a failed attempt.
    private static bool HadNoService(BillableSession session) => session.TotalEnergy == EnergyWh.Zero
        || (session.TotalEnergy < LeastEnergy && session.StoppedAt - session.StartedAt < LeastTime);

    private static string NoServiceText(BillableSession session) => session.TotalEnergy == EnergyWh.Zero
        ? "no energy was taken, so nothing is billed"
        : $"{session.TotalEnergy} in less than {LeastTime.TotalSeconds:0} s is no service, so nothing is billed";

    /// <summary>What a person must look at before anybody pays. Only what is wrong for certain: past times and bursts are no fault.</summary>
    private static ValueList<Finding> Holds(
        TransactionStart start, TransactionStop stop, BillableSession session, Register register, Instant arrivedAt)
    {
        var holds = new List<Finding>();
        if (PlausibleTime.Judge(start.StartedAt, start.ArrivedAt) is { } startWrong)
            holds.Add(startWrong);
        if (PlausibleTime.Judge(stop.StoppedAt, arrivedAt) is { } stopWrong)
            holds.Add(stopWrong);
        if (stop.StoppedAt < start.StartedAt)
            holds.Add(new Finding(FindingCode.StopBeforeStart, $"stopped at {stop.StoppedAt}, before its start at {start.StartedAt}"));
        if (register.Findings.Items.FirstOrDefault(f => f.Code == FindingCode.StopBelowRegister) is { } below)
            holds.Add(below);

        var most = DeliveryLimit.Of(start.Terms.MaxPowerW).Within(session.StoppedAt - session.StartedAt);
        if (session.TotalEnergy > most)
            holds.Add(new Finding(FindingCode.ImplausibleEnergy, $"{session.TotalEnergy} in that time; no more than {most} can be delivered and taken"));
        if (start.Terms.Authorization != TokenStatus.Accepted && session.TotalEnergy > EnergyWh.Zero)
            holds.Add(new Finding(FindingCode.NotAuthorized, $"{session.TotalEnergy} taken with a token that was {start.Terms.Authorization}"));
        return holds.ToValueList();
    }

    private static string Words(ClosingCause cause) => cause switch
    {
        ClosingCause.Silent => "nothing more was heard of it",
        ClosingCause.ConnectorFree => "its connector reported that it is free",
        ClosingCause.Superseded => "another transaction began on its connector",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "no such cause"),
    };

    /// <summary>The session's time cut at each change of the connector's status; without any report the car counts as charging.</summary>
    public static ValueList<Stretch> Stretches(Instant from, Instant to, ValueList<ConnectorStatusNoted> statuses)
    {
        var stretches = new List<Stretch>();
        var (since, kind) = (from, StretchKind.Charging);
        foreach (var noted in statuses.Items.OrderBy(noted => noted.At).ThenBy(noted => Precedence(noted.Status.ToStretch())))
        {
            var (at, next) = (Instant.Max(noted.At, from), noted.Status.ToStretch());
            if (at >= to)
                break;
            if (next == kind)
                continue;
            if (at > since)
                stretches.Add(new Stretch(since, at, kind));
            (since, kind) = (at, next);
        }

        if (to > since)
            stretches.Add(new Stretch(since, to, kind));
        return stretches.ToValueList();
    }

    /// <summary>Of two reports of one instant the later one here counts: the order of their arrival may not decide about money, so the driver has the benefit.</summary>
    private static int Precedence(StretchKind kind) => kind switch
    {
        StretchKind.Parking => 0,
        StretchKind.Charging => 1,
        StretchKind.HeldByStation => 2,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such stretch"),
    };
}

/// <summary>All that decides about a bill.</summary>
/// <param name="Tariff">The price; null when there is none.</param>
/// <param name="Session">The evidence, judged and put in order.</param>
/// <param name="Terms">What else decides.</param>
internal readonly record struct BillInput(FrozenTariff? Tariff, BillableSession Session, RatingTerms Terms);
