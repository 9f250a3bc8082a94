using System.Runtime.CompilerServices;

using Fleet.Cluster.Ops;
using Fleet.Cluster.Ops.Palettes;
using Fleet.Cluster.ReferenceData;
using Fleet.Domain.Billing.Documents;
using Fleet.Domain.Charging;

using NodaTime;
using NodaTime.Text;

namespace Fleet.Node.Ops;

/// <summary>What <see cref="ReratePalette"/> offers.</summary>
internal sealed class RerateCommands(Rerating rerating, ReferenceStore reference, IClock clock) : IOpsFamily
{
    /// <inheritdoc/>
    public IEnumerable<OpsHandler> Handlers => [new(ReratePalette.Rerate, RerateAsync)];

    private async IAsyncEnumerable<OpsLine> RerateAsync(OpsRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (query, refusal) = await ReadAsync(request, cancellation);
        if (query is null)
        {
            yield return refusal!;
            yield break;
        }

        var report = new RerateReport();
        var lines = OpsWork.FollowAsync(
            progress => RunAsync(query, report, done => progress(new OpsLine.Progress("rating", done)), cancellation),
            failure => Show(query, report, failure),
            cancellation);
        await foreach (var line in lines)
            yield return line;
    }

    private async Task<string?> RunAsync(RerateQuery query, RerateReport report, Action<int> done, CancellationToken cancellation)
    {
        try
        {
            await rerating.RunAsync(query, report, done, cancellation);
            return null;
        }
        catch (TimeoutException gaveUp)
        {
            return gaveUp.Message;
        }
    }

    private async Task<(RerateQuery? Query, OpsLine? Refusal)> ReadAsync(OpsRequest request, CancellationToken cancellation)
    {
        var (from, to, apply) = (Time(request["from"]), Time(request["to"]), request.Has("apply"));
        if (to <= from)
            return (null, OpsLine.Misuse($"--to {request["to"]}: must be after --from"));
        if (apply && request.File is not null)
            return (null, OpsLine.Misuse("--apply: not with --with; what is tried out from a file corrects nothing. Enter the tariff first: fleet import tariffs FILE --apply"));
        if (apply && request.Find("reason") is null)
            return (null, OpsLine.Misuse("--reason: must be given with --apply; it stands in the ledger for ever"));
        TariffDocument? with = null;
        if (request.File is { } file)
        {
            using var text = new StreamReader(file);
            var reading = TariffJson.Read(await text.ReadToEndAsync(cancellation));
            if (reading.Document is null)
                return (null, OpsLine.Fail($"{request.Call.FileName} is no tariff: {string.Join("; ", reading.Errors.Select(error => $"{error.JsonPointer}: {error.Rule}"))}"));
            with = reading.Document;
        }
        else if (await reference.TariffAsync(request["tariff"], from) is null)
        {
            return (null, OpsLine.Fail($"There is no tariff '{request["tariff"]}'; fleet export tariffs shows all."));
        }

        var audit = request.Audit(clock);
        return (new RerateQuery(request["tariff"], from, to, request.Find("site"), with, new Ruling(audit.By, audit.Reason ?? "", audit.At), apply), null);
    }

    private static IEnumerable<OpsLine> Show(RerateQuery query, RerateReport report, string? failure)
    {
        yield return OpsLine.Document(Document(query, report));
        yield return OpsLine.Say(
            $"{report.Sessions:N0} sessions began under {query.TariffId} from {query.From} to {query.To}: {report.Changed:N0} bills change, {report.Unchanged:N0} stay as they are."
            + Also(report.Held, "of those that change are held") + Also(report.Decided, "cost nothing by a person's decision and stay so")
            + Also(report.Open, "still charge; rerate them when they have their bill") + Also(report.NotInForce, "began when no version of the tariff was in force"));
        foreach (var (currency, sum) in report.Sums)
            yield return OpsLine.Say($"{currency}: {sum.Before:N2} -> {sum.After:N2}, {sum.Difference:+#,0.00;-#,0.00;0.00}");
        foreach (var change in report.Largest)
            yield return OpsLine.Say($"  {change.Id}  {change.Difference.Text}: {string.Join("; ", change.Difference.Lines.Select(line => line.Text))}");
        foreach (var held in report.HeldIds)
            yield return OpsLine.Say($"  held  {held}");
        foreach (var failed in report.Failures)
            yield return OpsLine.Say($"  failed  {failed}");
        if (failure is not null || report.Failed > 0)
            yield return OpsLine.Fail($"{failure ?? $"{report.Failed:N0} sessions could not be corrected"}. What is corrected stays; say the same again to go on with the rest.");
        yield return OpsLine.Say(query switch
        {
            { Apply: true } => $"{report.Changed:N0} bills were corrected.",
            { With: not null } => "Nothing was corrected: this is what it would have meant.",
            _ => "Nothing was corrected: this was a dry run. Correct them with --apply --reason TEXT.",
        });
    }

    private static object Document(RerateQuery query, RerateReport report) => new
    {
        tariff = query.TariffId,
        query.From,
        query.To,
        site = query.SiteId,
        with = query.With?.Tariff.Id.Value,
        applied = query.Apply,
        report.Sessions,
        report.Changed,
        report.Unchanged,
        report.Held,
        report.Decided,
        report.Open,
        report.NotInForce,
        report.Failed,
        sums = report.Sums.Select(sum => new { currency = sum.Key, before = $"{sum.Value.Before}", after = $"{sum.Value.After}", difference = $"{sum.Value.Difference}" }),
        largest = report.Largest,
        report.HeldIds,
        report.Failures,
    };

    private static string Also(int count, string what) => count == 0 ? "" : $" {count:N0} {what}.";

    private static Instant Time(string text) => OffsetDateTimePattern.ExtendedIso.Parse(text).Value.ToInstant();
}
