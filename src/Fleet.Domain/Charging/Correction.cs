using Fleet.Domain.Billing;
using Fleet.Domain.Deciding;
using Fleet.Domain.Metering;

namespace Fleet.Domain.Charging;

/// <summary>How a session's bill is replaced by another one: never edited, always by a further entry in the ledger.</summary>
internal static class Correction
{
    /// <summary>Whether <paramref name="bill"/> says of every amount what <paramref name="before"/> said: then nothing is corrected.</summary>
    public static bool ChangesNothing(Bill before, Bill bill) =>
        before.State == bill.State && before.HeldFor == bill.HeldFor && before.Energy == bill.Energy
        && before.TotalExclTax == bill.TotalExclTax && before.TotalInclTax == bill.TotalInclTax && before.Taxes == bill.Taxes;

    /// <summary><paramref name="bill"/> in the place of the session's present one, which is credited if it was charged.</summary>
    public static SessionBilled Replace(SessionState session, Bill bill, Ruling? ruling = null) => session.Bill is { State: BillState.Billed }
        ? new SessionBilled(bill, session.Revision + 2, Corrects: session.Revision, ruling)
        : new SessionBilled(bill, session.Revision + 1, Ruling: ruling);

    /// <summary>The held bill is charged as proposed.</summary>
    public static Decision<SessionEvent> Release(SessionState session, Ruling ruling)
    {
        if (session.Bill is not { State: BillState.Held } held)
        {
            return Found(session, FindingCode.HoldReleased)
                ? Decision.AlreadyDone<SessionEvent>()
                : Decision.Reject<SessionEvent>("NOT_HELD", $"the bill of session {session.Id} is not held, so there is nothing to release");
        }

        if (held.TotalExclTax is null && held.TotalInclTax is null)
        {
            return Decision.Reject<SessionEvent>(
                "NO_PRICE", $"the bill of session {session.Id} is held for {string.Join(", ", held.HeldFor)} and has no price that could be charged; credit it instead");
        }

        var bill = held with { State = BillState.Billed, HeldFor = [], Findings = held.Findings.Add(Said(FindingCode.HoldReleased, "released", ruling)) };
        return Decision.Accept<SessionEvent>(Done.Instance, Replace(session, bill, ruling));
    }

    /// <summary>The session costs nothing.</summary>
    public static Decision<SessionEvent> Credit(SessionState session, Ruling ruling)
    {
        if (session.Bill is not { } before)
            return Decision.Reject<SessionEvent>("NOT_BILLED", $"session {session.Id} has no bill yet");
        if (Found(session, FindingCode.Credited))
            return Decision.AlreadyDone<SessionEvent>();
        var bill = before with
        {
            State = BillState.Billed,
            HeldFor = [],
            TotalExclTax = 0,
            TotalInclTax = 0,
            ExactExclTax = 0,
            ExactInclTax = 0,
            Taxes = [],
            Lines = [],
            Findings = before.Findings.Add(Said(FindingCode.Credited, "credited", ruling)),
        };
        return Decision.Accept<SessionEvent>(Done.Instance, Replace(session, bill, ruling));
    }

    private static bool Found(SessionState session, string code) => session.Bill?.Findings.Items.Any(finding => finding.Code == code) == true;

    private static Finding Said(string code, string done, Ruling ruling) => new(code, $"{done} by {ruling.By} at {ruling.At}: {ruling.Reason}");
}
