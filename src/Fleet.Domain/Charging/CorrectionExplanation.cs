using System.Text;

using Fleet.Domain.Billing;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

namespace Fleet.Domain.Charging;

/// <summary>What became of a session's bills, in words that a driver understands: each correction with its reason and what it changed. Plain text.</summary>
public static class CorrectionExplanation
{
    /// <summary>The text about a session to which all of <paramref name="events"/> happened; null when it has no bill.</summary>
    public static string? Write(SessionId session, IReadOnlyList<SessionEvent> events) => events.OfType<SessionBilled>().ToList() is { Count: > 0 } bills
        ? Write(bills, SessionState.Replay(session, events).Review)
        : null;

    /// <summary>The live bill, and every one that was replaced on the way to it.</summary>
    /// <param name="bills">The session's bills in their order; at least one.</param>
    /// <param name="review">What a person must look at; null when there is nothing.</param>
    public static string Write(IReadOnlyList<SessionBilled> bills, Finding? review = null)
    {
        var text = new StringBuilder(BillExplanation.Write(bills[^1].Bill));
        for (var i = 1; i < bills.Count; i++)
            Correction(bills[i - 1], bills[i], text);
        if (review is not null)
            text.Append("\nTo be looked at: ").Append(review.Text).Append(".\n");
        return text.ToString();
    }

    private static void Correction(SessionBilled before, SessionBilled after, StringBuilder text)
    {
        text.Append($"\nRevision {after.Revision} took the place of revision {before.Revision} {after.Cause?.Text()}");
        if (after.Ruling is { } ruling)
            text.Append($" ({ruling.By}, {ruling.At}: {ruling.Reason})");
        text.Append(after.Corrects is null ? "; nothing had been charged:\n" : $"; revision {after.Revision - 1} credits it in full:\n");
        var difference = BillDifference.Between(before.Bill, after.Bill);
        foreach (var line in difference.Lines)
            text.Append("    ").Append(line.Text).Append('\n');
        text.Append("    ").Append(difference.Text).Append('\n');
    }
}
