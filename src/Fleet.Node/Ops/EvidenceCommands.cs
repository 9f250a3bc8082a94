using System.Runtime.CompilerServices;

using Fleet.Cluster.Journal;
using Fleet.Cluster.Ledger;
using Fleet.Cluster.Ops;
using Fleet.Cluster.Ops.Palettes;
using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Charging.Bundles;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;

namespace Fleet.Node.Ops;

/// <summary>What <see cref="BillPalette"/> offers about a bill's evidence, read from the session's own journal.</summary>
internal sealed class EvidenceCommands(SessionJournal journal, LedgerQueries ledger) : IOpsFamily
{
    /// <inheritdoc/>
    public IEnumerable<OpsHandler> Handlers => [new(BillPalette.Bundle, BundleAsync), new(BillPalette.Explain, ExplainAsync)];

    private async IAsyncEnumerable<OpsLine> BundleAsync(OpsRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!SessionId.TryParse(request["id"], out var session))
        {
            yield return Odd(request);
            yield break;
        }

        var events = await journal.ReadAsync(session);
        var revision = events.OfType<SessionBilled>().LastOrDefault()?.Revision;
        var place = await ledger.PlaceAsync($"{session}");
        if (BillBundle.Write(session, events, place?.Revision == revision ? place : null) is not { } bundle)
        {
            yield return NoBill(session);
            yield break;
        }

        yield return new OpsLine.Content(bundle);
        yield return OpsLine.Document(new { id = $"{session}", revision, ledger = place });
        yield return OpsLine.Say($"The bill of {session}, revision {revision}, with all that it was made from. Anyone can make it again: fleet bill verify FILE");
    }

    private async IAsyncEnumerable<OpsLine> ExplainAsync(OpsRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!SessionId.TryParse(request["id"], out var session))
        {
            yield return Odd(request);
            yield break;
        }

        var events = await journal.ReadAsync(session);
        if (CorrectionExplanation.Write(session, events) is not { } text)
        {
            yield return NoBill(session);
            yield break;
        }

        var bills = events.OfType<SessionBilled>().ToList();
        var why = request.Has(BillPalette.WhyNot) ? WhyNot(session, events) : null;
        yield return OpsLine.Document(new
        {
            id = $"{session}",
            revision = bills[^1].Revision,
            text,
            whyNot = why,
            corrections = bills.Zip(bills.Skip(1), (before, after) => new { after.Revision, replaces = before.Revision, cause = after.Cause?.Word(), difference = BillDifference.Between(before.Bill, after.Bill) }),
        });
        yield return OpsLine.Say(text.TrimEnd('\n'));
        foreach (var entry in why ?? [])
            yield return OpsLine.Say(entry);
    }

    private static List<string> WhyNot(SessionId session, IEnumerable<SessionEvent> events) =>
        [.. events.Aggregate(SessionState.Create(EntityKey.Of(session)), static (state, @event) => state.Evolve(@event)).WhyNot().Select(static entry => entry.ToString())];

    private static OpsLine Odd(OpsRequest request) => OpsLine.Misuse($"ID {request["id"]}: must be of the form chargerId:transactionId, or a file that is there");

    private static OpsLine NoBill(SessionId session) => OpsLine.Fail($"There is no bill of a session {session}.");
}
