using Fleet.Simulator.Measuring;

namespace Fleet.Cli.Replay;

/// <summary>A row whose bill is wrong.</summary>
/// <param name="Row">The row in the file.</param>
/// <param name="Id">The session's id.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Text">What is wrong, with the figures.</param>
internal sealed record Mismatch(int Row, string Id, MismatchKind Kind, string Text);

/// <summary>Compares what was played with what was billed.</summary>
internal static class Verification
{
    /// <summary>The rows whose bill is wrong.</summary>
    public static IEnumerable<Mismatch> Compare(IEnumerable<PlayedSession> played, ILookup<string, BilledTransaction> bills) =>
        BillCheck.Compare([.. played.Select(one => new ExpectedBill(one.Id.ToString(), one.Session.Energy.Value, one.Session.Row))], bills)
            .Wrong
            .Select(wrong => new Mismatch(wrong.Bill.Number, wrong.Bill.Id, wrong.Kind, wrong.Text));
}
