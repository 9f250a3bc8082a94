using Fleet.Domain.Billing;
using Fleet.Domain.Deciding;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Charging;

/// <summary>How a session's bill is replaced by another one: never edited, always by a further entry in the ledger.</summary>
internal static class Correction
{
    /// <summary>
    /// Evidence that comes later than this after the stop makes no bill dearer by itself (billing.md 4, row 13); cheaper it still does. By arrival.
    /// </summary>
    private static readonly Duration AgeLimit = Duration.FromDays(90);

    /// <summary>Whether <paramref name="bill"/> says of every amount what <paramref name="before"/> said: then nothing is corrected.</summary>
    public static bool ChangesNothing(Bill before, Bill bill) =>
        before.State == bill.State && before.HeldFor == bill.HeldFor && before.Energy == bill.Energy
        && before.ChargingSeconds == bill.ChargingSeconds && before.IdleSeconds == bill.IdleSeconds && before.Currency == bill.Currency
        && before.TotalExclTax == bill.TotalExclTax && before.TotalInclTax == bill.TotalInclTax && before.Taxes == bill.Taxes
        && before.Lines.Count == bill.Lines.Count && before.Lines.Zip(bill.Lines).All(pair => ChargesTheSame(pair.First, pair.Second));

    /// <summary>
    /// The bill that a correction puts in the place of the present one. A pure function of what the session went through, so that a verifier makes the same one from a bundle.
    /// </summary>
    /// <param name="session">The session, with the evidence or the method that the correction is about.</param>
    /// <param name="cause">Why; null for the first bill.</param>
    /// <param name="ruling">Whose decision it is; null when it follows from the evidence.</param>
    public static Bill BillOf(SessionState session, CorrectionCause? cause, Ruling? ruling) => cause switch
    {
        CorrectionCause.Released => AsReleased(session.Bill!, Said(FindingCode.HoldReleased, "released", ruling!)),
        CorrectionCause.Credited => AsCredited(session.Bill!, Said(FindingCode.Credited, "credited", ruling!)),
        CorrectionCause.Tariff when session.Rate() is { State: BillState.Held } held && FindingOf(session, FindingCode.HoldReleased) is { } released =>
            AsReleased(held, released),
        null or CorrectionCause.LateStop or CorrectionCause.LateEvidence or CorrectionCause.Reclassified or CorrectionCause.Tariff => session.Rate(),
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "no such cause"),
    };

    /// <summary><paramref name="bill"/> in the place of the session's present one, which is credited if it was charged.</summary>
    public static SessionBilled Replace(SessionState session, Bill bill, CorrectionCause cause, Ruling? ruling = null) => session.Bill switch
    {
        null => new SessionBilled(bill, Ruling: ruling),
        { State: BillState.Billed } => new SessionBilled(bill, session.Revision + 2, session.Revision, ruling, cause),
        { State: BillState.Held } => new SessionBilled(bill, session.Revision + 1, null, ruling, cause),
        _ => throw new InvalidOperationException($"{session.Bill.State} is no state of a bill."),
    };

    /// <summary>
    /// What evidence that came after the bill does: where an amount changes, the bill is made anew at once. One that a person decided on stays, and so does one that would become
    /// dearer after the age limit: then a person must look at it.
    /// </summary>
    public static Decision<SessionEvent> ByLateEvidence(SessionState session, SessionEvent evidence, Instant now)
    {
        var after = session.Evolve(evidence);
        var bill = after.Rate();
        if (IsDecided(session))
        {
            return ChangesNothing(session.Rate(), bill)
                ? Decision.Accept(Done.Instance, evidence)
                : Decision.Accept(Done.Instance, evidence, AskFor(session, bill, "a person had decided about the bill", now));
        }

        if (ChangesNothing(session.Bill!, bill))
            return Decision.Accept(Done.Instance, evidence);
        if (now - session.ClosedAt > AgeLimit && IsDearer(session.Bill!, bill))
            return Decision.Accept(Done.Instance, evidence, AskFor(session, bill, $"it came more than {AgeLimit.Days} days after the stop", now));
        return Decision.Accept(Done.Instance, evidence, Replace(session, bill, CorrectionCause.LateEvidence));
    }

    /// <summary>The held bill is charged as proposed.</summary>
    public static Decision<SessionEvent> Release(SessionState session, Ruling ruling)
    {
        if (session.Bill is not { State: BillState.Held } held)
        {
            return FindingOf(session, FindingCode.HoldReleased) is not null
                ? Decision.AlreadyDone<SessionEvent>()
                : Decision.Reject<SessionEvent>("NOT_HELD", $"the bill of session {session.Id} is not held, so there is nothing to release");
        }

        if (held.TotalExclTax is null && held.TotalInclTax is null)
        {
            return Decision.Reject<SessionEvent>(
                "NO_PRICE", $"the bill of session {session.Id} is held for {string.Join(", ", held.HeldFor)} and has no price that could be charged; credit it instead");
        }

        return Decide(session, CorrectionCause.Released, ruling);
    }

    /// <summary>The session costs nothing.</summary>
    public static Decision<SessionEvent> Credit(SessionState session, CreditSession command)
    {
        if (session.Bill is not { } before)
            return Decision.Reject<SessionEvent>("NOT_BILLED", $"session {session.Id} has no bill yet");
        if (FindingOf(session, FindingCode.Credited) is not null)
            return Decision.AlreadyDone<SessionEvent>();
        if (command.OnlyHeld && before.State != BillState.Held)
            return Decision.Reject<SessionEvent>("NOT_HELD", $"the bill of session {session.Id} is not held; to take back what was charged, credit the bill");
        return Decide(session, CorrectionCause.Credited, command.Ruling);
    }

    /// <summary>The evidence is read on another scale; one that is read so already changes nothing.</summary>
    public static Decision<SessionEvent> Reclassify(SessionState session, ReclassifyRegister command)
    {
        if (command.Kind is RegisterKind.Unread)
            return Decision.Reject<SessionEvent>("NO_SCALE", "register: must be Lifetime, SessionRelative or Mixed");
        if (session.Evidence!.Classified == command.Kind)
            return Decision.AlreadyDone<SessionEvent>();
        var reclassified = new RegisterReclassified(command.Kind, command.Ruling);
        return session.Bill is null ? Decision.Accept<SessionEvent>(Done.Instance, reclassified) : Remake(session, reclassified, CorrectionCause.Reclassified, command.Ruling);
    }

    /// <summary>Another tariff takes the place of the frozen one, where it changes an amount.</summary>
    public static Decision<SessionEvent> Rerate(SessionState session, RerateSession command) => session.Bill is null
        ? Decision.Reject<SessionEvent>("NOT_BILLED", $"session {session.Id} still charges, by the tariff of its start; rerate it once it has its bill")
        : Remake(session, new TariffReplaced(command.Tariff, command.Ruling), CorrectionCause.Tariff, command.Ruling);

    /// <summary>A person's decision, as it stands on a bill for ever.</summary>
    public static Finding Said(string code, string done, Ruling ruling) => new(code, $"{done} by {ruling.By} at {ruling.At}: {ruling.Reason}");

    /// <summary>Whether a person decided what the session costs, so that no rule may change it.</summary>
    public static bool IsDecided(SessionState session) =>
        FindingOf(session, FindingCode.HoldReleased) is not null || FindingOf(session, FindingCode.Credited) is not null;

    private static Decision<SessionEvent> Remake(SessionState session, SessionEvent method, CorrectionCause cause, Ruling ruling)
    {
        if (FindingOf(session, FindingCode.Credited) is { } credited)
            return Decision.Reject<SessionEvent>("CREDITED", $"session {session.Id} costs nothing, as a person decided: {credited.Text}");
        var bill = BillOf(session.Evolve(method), cause, ruling);
        return ChangesNothing(session.Bill!, bill)
            ? Decision.AlreadyDone<SessionEvent>()
            : Decision.Accept(Done.Instance, method, Replace(session, bill, cause, ruling));
    }

    private static Decision<SessionEvent> Decide(SessionState session, CorrectionCause cause, Ruling ruling) =>
        Decision.Accept<SessionEvent>(Done.Instance, Replace(session, BillOf(session, cause, ruling), cause, ruling));

    private static Bill AsReleased(Bill held, Finding released) => held with { State = BillState.Billed, HeldFor = [], Findings = held.Findings.Add(released) };

    private static Bill AsCredited(Bill bill, Finding credited) => bill with
    {
        State = BillState.Billed,
        HeldFor = [],
        TotalExclTax = 0,
        TotalInclTax = 0,
        ExactExclTax = 0,
        ExactInclTax = 0,
        Taxes = [],
        Lines = [],
        Findings = bill.Findings.Add(credited),
    };

    private static ReviewAsked AskFor(SessionState session, Bill bill, string why, Instant now) => new(
        new Finding(
            FindingCode.LateEvidence,
            $"evidence that arrived at {now} would make it {bill.Energy} and {bill.Price()} instead of {session.Bill!.Energy} and {session.Bill.Price()}; nothing was changed, because {why}"),
        now);

    private static bool IsDearer(Bill before, Bill bill) =>
        (bill.TotalInclTax ?? bill.TotalExclTax ?? 0) > (before.State == BillState.Held ? 0 : before.TotalInclTax ?? before.TotalExclTax ?? 0);

    /// <summary>Whether two lines charge the same for the same; which readings prove it may differ.</summary>
    private static bool ChargesTheSame(BillLine before, BillLine line) =>
        (before.Kind, before.Volume, before.Unit, before.UnitPrice, before.ExactAmount, before.Amount, before.VatPercent, before.Rule)
        == (line.Kind, line.Volume, line.Unit, line.UnitPrice, line.ExactAmount, line.Amount, line.VatPercent, line.Rule);

    private static Finding? FindingOf(SessionState session, string code)
    {
        foreach (var finding in session.Bill?.Findings ?? [])
        {
            if (finding.Code == code)
                return finding;
        }

        return null;
    }
}
