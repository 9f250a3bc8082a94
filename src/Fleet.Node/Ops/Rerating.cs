using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

using Fleet.Cluster.Entities;
using Fleet.Cluster.Journal;
using Fleet.Cluster.Projections;
using Fleet.Cluster.ReferenceData;
using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Documents;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;

using NodaTime;

namespace Fleet.Node.Ops;

/// <summary>Which sessions are rated anew, and by what.</summary>
/// <param name="TariffId">The tariff that they began under.</param>
/// <param name="From">The first start.</param>
/// <param name="To">The first start that is too late.</param>
/// <param name="SiteId">Only at this site; null for all.</param>
/// <param name="With">Another tariff to rate them by; null for their own as it stands now.</param>
/// <param name="Ruling">Who wants it, and why.</param>
/// <param name="Apply">Whether bills are corrected.</param>
internal sealed record RerateQuery(string TariffId, Instant From, Instant To, string? SiteId, TariffDocument? With, Ruling Ruling, bool Apply);

/// <summary>
/// Rates sessions anew from their journals: what would change is what each session itself would decide, and where it shall change the session decides so. Sessions are read a
/// page at a time and a few at once, so that memory and the journal's load stay bounded however many there are.
/// </summary>
internal sealed class Rerating(FleetQueries queries, SessionJournal journal, FleetEntities entities, ReferenceStore reference)
{
    private const int PageSize = 500;
    private const int AtOnce = 8;
    private const int MostFailures = 50;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>Rates them all.</summary>
    /// <param name="query">Which.</param>
    /// <param name="report">Counts them as they are done.</param>
    /// <param name="done">Told how many are done.</param>
    /// <param name="cancellation">Ends it after those that are under way.</param>
    /// <exception cref="TimeoutException">So many failed that the rest was not tried.</exception>
    public async Task RunAsync(RerateQuery query, RerateReport report, Action<int> done, CancellationToken cancellation)
    {
        var tariffs = new ConcurrentDictionary<(string Hash, RuleSet Rules, string Zone), FrozenTariff>();
        await Parallel.ForEachAsync(SessionsAsync(query, cancellation), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (row, stop) =>
        {
            await RerateAsync(SessionId.Parse(row.SessionId), query, tariffs, report, stop);
            done(report.Sessions);
        });
    }

    private async IAsyncEnumerable<SessionView> SessionsAsync(RerateQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        SessionView? last = null;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var page = await queries.SessionsUnderAsync(query.TariffId, query.From, query.To, query.SiteId, last, PageSize);
            foreach (var row in page)
                yield return row;
            if (page.Count < PageSize)
                yield break;
            last = page[^1];
        }
    }

    private async Task RerateAsync(
        SessionId id, RerateQuery query, ConcurrentDictionary<(string, RuleSet, string), FrozenTariff> tariffs, RerateReport report, CancellationToken cancellation)
    {
        var session = SessionState.Replay(id, await journal.ReadAsync(id));
        if (session.Bill is not { } before)
        {
            report.Count(RerateOutcome.Open);
            return;
        }

        var frozen = session.Start!.Terms.Tariff!;
        if (await TariffAsync(query, session.Start.StartedAt) is not { } tariff)
        {
            report.Count(RerateOutcome.NotInForce);
            return;
        }

        var right = tariffs.GetOrAdd((tariff.Hash, frozen.RuleSet, frozen.TimeZone), _ => FrozenTariff.Freeze(tariff, frozen.RuleSet, frozen.TimeZone));
        var command = new RerateSession(id, right, query.Ruling);
        var decision = session.Decide(command, query.Ruling.At);
        if (decision.Reply is Rejection)
            report.Count(RerateOutcome.Decided);
        else if (decision.Events.Items.OfType<SessionBilled>().LastOrDefault() is not { } billed)
            report.Count(RerateOutcome.Unchanged);
        else if (query.Apply && await ApplyAsync(command, cancellation) is { } failure)
            Fail(report, id, failure);
        else
            report.Add($"{id}", before, billed.Bill);
    }

    private static void Fail(RerateReport report, SessionId id, string failure)
    {
        if (report.Fail($"{id}", failure) >= MostFailures)
            throw new TimeoutException($"{MostFailures} sessions failed, the last one {id}: {failure}");
    }

    /// <returns>Why it could not be corrected; null when it is.</returns>
    private async Task<string?> ApplyAsync(RerateSession command, CancellationToken cancellation)
    {
        try
        {
            return await entities.AskAsync(command, Deadline, cancellation) is Rejection rejected ? rejected.Message : null;
        }
        catch (TimeoutException late)
        {
            return late.Message;
        }
    }

    /// <summary>What is only tried out holds whenever it is asked; what corrects must have held.</summary>
    private async ValueTask<TariffDocument?> TariffAsync(RerateQuery query, Instant startedAt) => query.With is { } other
        ? other with { Tariff = other.Tariff with { ValidFrom = null, ValidUntil = null } }
        : await reference.CorrectedTariffAsync(query.TariffId, startedAt);
}
