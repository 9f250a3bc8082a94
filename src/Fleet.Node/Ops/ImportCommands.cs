using System.Runtime.CompilerServices;

using Fleet.Cluster.Ops;
using Fleet.Cluster.Ops.Palettes;
using Fleet.Cluster.ReferenceData;
using Fleet.Cluster.ReferenceData.Files;

using NodaTime;

namespace Fleet.Node.Ops;

/// <summary>What <see cref="ImportPalette"/> offers.</summary>
internal sealed class ImportCommands(ReferenceStore reference, IClock clock) : IOpsFamily
{
    /// <inheritdoc/>
    public IEnumerable<OpsHandler> Handlers => ImportPalette.Commands.Select(command =>
        new OpsHandler(command.Value, (request, cancellation) => ImportAsync(command.Key, request, cancellation)));

    private async IAsyncEnumerable<OpsLine> ImportAsync(ReferenceKind kind, OpsRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (format, error) = FileFormats.Find(kind, request.Find("format"), request.Call.FileName);
        if (format is null)
        {
            yield return OpsLine.Misuse(error!);
            yield break;
        }

        var audit = request.Audit(clock);
        var isDryRun = !request.Has("apply");
        await using var import = new ReferenceImport(reference, kind, isDryRun, audit.At);
        List<ImportStep.Bad> bad = [];
        await foreach (var step in import.CheckAsync(request.File!, format.Value, cancellation))
        {
            if (step is ImportStep.Bad broken && request.Json)
                bad.Add(broken);
            yield return Show(step);
        }

        var isRefused = import.Counts.Bad > 0 && !request.Has("skip-bad");
        var applied = !isDryRun && !isRefused;
        if (applied && import.Counts.ToEnter > 0)
        {
            var applying = OpsWork.FollowAsync(
                progress => import.ApplyAsync(audit, done => progress(new OpsLine.Progress($"{done:N0} {kind.Plural} entered", done, import.Counts.ToEnter)), cancellation),
                conflict => conflict is null ? [] : [OpsLine.Fail(conflict)],
                cancellation);
            await foreach (var line in applying)
                yield return line;
        }

        yield return OpsLine.Document(Document(kind, import.Counts, applied, bad));
        yield return OpsLine.Say(Summary(kind, import.Counts));
        if (isRefused)
            yield return OpsLine.Fail($"{Rows(import.Counts.Bad, "row is", "rows are")} bad. Nothing was entered: mend them, or say --skip-bad to leave them out.");
        yield return OpsLine.Say(applied ? $"{import.Counts.ToEnter:N0} entered." : "Nothing was entered: this was a dry run. Enter them with --apply.");
    }

    private static OpsLine Show(ImportStep step) => step switch
    {
        ImportStep.Bad bad => OpsLine.Say($"{bad}"),
        ImportStep.Checked at => new OpsLine.Progress($"{at.Rows:N0} rows checked", at.Bytes, at.Of),
        ImportStep.Unreadable unreadable => OpsLine.Fail(unreadable.Sentence),
        _ => throw new InvalidOperationException($"an import told {step.GetType().Name}"),
    };

    private static object Document(ReferenceKind kind, ImportCounts counts, bool applied, IEnumerable<ImportStep.Bad> bad) => new
    {
        kind = kind.Plural,
        applied,
        rows = counts.Rows,
        @new = counts.New,
        counts.Changed,
        counts.Unchanged,
        counts.Bad,
        badRows = bad.Select(row => new { place = $"{row.Place} {row.Number}", row.Number, row.Id, row.Field, row.Rule }),
    };

    private static string Summary(ReferenceKind kind, ImportCounts counts) =>
        $"{kind.Plural}: {Rows(counts.Rows, "row", "rows")}, {counts.New:N0} new, {counts.Changed:N0} changed, {counts.Unchanged:N0} unchanged, {counts.Bad:N0} bad";

    private static string Rows(long count, string one, string several) => $"{count:N0} {(count == 1 ? one : several)}";
}
