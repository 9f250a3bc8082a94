using System.Globalization;
using System.Runtime.CompilerServices;

using Fleet.Cluster.Entities;
using Fleet.Cluster.Ledger;
using Fleet.Cluster.Ops;
using Fleet.Cluster.Ops.Palettes;
using Fleet.Cluster.Projections;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;

using NodaTime;

namespace Fleet.Node.Ops;

/// <summary>What <see cref="BillPalette"/> offers. The session decides; the ledger follows within a moment.</summary>
internal sealed class BillCommands(LedgerQueries ledger, FleetQueries queries, FleetEntities entities, IClock clock) : IOpsFamily
{
    private const string DefaultLimit = "100";
    private const int MostReviews = 1_000;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public IEnumerable<OpsHandler> Handlers =>
    [
        new(BillPalette.Holds, ListAsync),
        new(BillPalette.Release, (request, stop) => DecideAsync(request, (session, ruling) => new ReleaseHold(session, ruling), "charged as it was proposed", stop)),
        new(BillPalette.CreditHold, (request, stop) => DecideAsync(request, (session, ruling) => new CreditSession(session, ruling, OnlyHeld: true), "given up: a bill of 0.00 takes its place", stop)),
        new(BillPalette.Reviews, ListReviewsAsync),
        new(BillPalette.Reclassify, (request, stop) => DecideAsync(
            request, (session, ruling) => new ReclassifyRegister(session, BillPalette.Registers[request["register"]], ruling), $"read as {request["register"]}; fleet bill explain says what that changed", stop)),
        new(BillPalette.Credit, (request, stop) => DecideAsync(request, (session, ruling) => new CreditSession(session, ruling), "credited in full: a bill of 0.00 takes its place", stop)),
    ];

    private async IAsyncEnumerable<OpsLine> ListAsync(OpsRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var holds = await ledger.HoldsAsync(int.Parse(request.Find("limit") ?? DefaultLimit, CultureInfo.InvariantCulture));
        yield return OpsLine.Document(new { items = holds });
        foreach (var hold in holds)
        {
            var amount = hold.TotalInclTax is { } total ? $"{total.ToString(CultureInfo.InvariantCulture)} {hold.Currency}" : "no price";
            yield return OpsLine.Say($"{hold.Id,-40}  {hold.StoppedAt}  {hold.EnergyWh / 1000m,10:0.000} kWh  {amount,14}  {hold.HeldFor}");
        }

        if (holds.Count == 0)
            yield return OpsLine.Say("No bill is held.");
    }

    private async IAsyncEnumerable<OpsLine> ListReviewsAsync(OpsRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var sessions = await queries.ReviewsAsync(MostReviews);
        yield return OpsLine.Document(new { items = sessions.Select(session => new { id = session.SessionId, session.StartedAt, session.Currency, session.TotalInclTax, session.Review }) });
        foreach (var session in sessions)
            yield return OpsLine.Say($"{session.SessionId,-40}  {session.StartedAt}  {session.Review}");
        if (sessions.Count == 0)
            yield return OpsLine.Say("No bill waits for a person's decision about late evidence.");
    }

    private async IAsyncEnumerable<OpsLine> DecideAsync(
        OpsRequest request, Func<SessionId, Ruling, SessionCommand> decide, string done, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!SessionId.TryParse(request["id"], out var session))
        {
            yield return OpsLine.Misuse($"ID {request["id"]}: must be of the form chargerId:transactionId");
            yield break;
        }

        var audit = request.Audit(clock);
        var reply = await entities.AskAsync(decide(session, new Ruling(audit.By, audit.Reason ?? "", audit.At)), Deadline, cancellation);
        if (reply is Rejection rejected)
        {
            yield return OpsLine.Fail($"{char.ToUpperInvariant(rejected.Message[0])}{rejected.Message[1..]}.");
            yield break;
        }

        yield return OpsLine.Document(new { id = $"{session}", by = audit.By, audit.Reason });
        yield return OpsLine.Say($"{session} is {done}.");
    }
}
