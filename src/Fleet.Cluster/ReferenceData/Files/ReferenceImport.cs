using System.Runtime.CompilerServices;

using NodaTime;

namespace Fleet.Cluster.ReferenceData.Files;

/// <summary>
/// The import of a file: first every row is checked against the rules and against what stands, which a dry run ends with; then all rows that say something new are recorded in
/// one transaction, or none.
/// </summary>
/// <param name="store">Where entries are recorded.</param>
/// <param name="kind">What the rows are.</param>
/// <param name="isDryRun">Whether it ends with the check; then passwords are not hashed.</param>
/// <param name="now">For what the rows refer to.</param>
public sealed class ReferenceImport(ReferenceStore store, ReferenceKind kind, bool isDryRun, Instant now) : IAsyncDisposable
{
    private const int Batch = 500;

    private readonly PreparedEntries _prepared = new();
    private readonly References _references = new(store, now);
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>What was found so far.</summary>
    public ImportCounts Counts { get; private set; } = new(0, 0, 0, 0);

    /// <summary>Checks the rows. Nothing is recorded, and nobody is kept from anything meanwhile.</summary>
    /// <param name="file">The file, at its beginning.</param>
    /// <param name="format">Its form.</param>
    /// <param name="cancellation">To stop.</param>
    public async IAsyncEnumerable<ImportStep> CheckAsync(Stream file, FileFormat format, [EnumeratorCancellation] CancellationToken cancellation)
    {
        IRowReader reader = format == FileFormat.Csv ? new CsvRows(file, kind.Csv!) : new JsonRows(file, kind);
        await using var batches = BatchesAsync(reader, cancellation).GetAsyncEnumerator(cancellation);
        while (true)
        {
            var (batch, unreadable) = await NextAsync(batches);
            if (unreadable is not null)
                yield return new ImportStep.Unreadable(unreadable);
            if (batch is null)
                yield break;
            var rows = await CheckAsync(batch, cancellation);
            foreach (var row in rows)
            {
                Count(row);
                foreach (var fault in row.Faults.DistinctBy(fault => (fault.Field, fault.Rule)))
                    yield return new ImportStep.Bad(reader.Place, row.Row.Number, row.Row.Id, fault.Field, fault.Rule);
                if (row.ToEnter is { } entry && !isDryRun)
                    await _prepared.AddAsync(entry);
            }

            yield return new ImportStep.Checked(Counts.Rows, file.Position, file.Length);
        }
    }

    /// <summary>Records what the check found, all or nothing.</summary>
    /// <param name="audit">Who, when and why.</param>
    /// <param name="done">Told now and then how many entries are recorded.</param>
    /// <param name="cancellation">Until the end, nothing is recorded.</param>
    /// <returns>A sentence that says why nothing was recorded; null when all is.</returns>
    /// <exception cref="InvalidOperationException">It is a dry run.</exception>
    public async Task<string?> ApplyAsync(Audit audit, Action<long> done, CancellationToken cancellation)
    {
        if (isDryRun)
            throw new InvalidOperationException("a dry run records nothing");
        return await store.RecordAsync(kind, _prepared.ReadAsync(Batch, cancellation), audit, done, cancellation) is { } changed
            ? $"Somebody changed {kind.Name} '{changed}' while the file was checked. Nothing was entered; import it again."
            : null;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _prepared.DisposeAsync();

    private static async Task<(List<FileRow>? Batch, string? Unreadable)> NextAsync(IAsyncEnumerator<List<FileRow>> batches)
    {
        try
        {
            return (await batches.MoveNextAsync() ? batches.Current : null, null);
        }
        catch (InvalidDataException unreadable)
        {
            return (null, unreadable.Message);
        }
    }

    private static async IAsyncEnumerable<List<FileRow>> BatchesAsync(IRowReader reader, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var rows = new List<FileRow>(Batch);
        await foreach (var row in reader.RowsAsync(cancellation))
        {
            rows.Add(row);
            if (rows.Count < Batch)
                continue;
            yield return rows;
            rows = new List<FileRow>(Batch);
        }

        if (rows.Count > 0)
            yield return rows;
    }

    private async Task<IReadOnlyList<RowCheck>> CheckAsync(List<FileRow> batch, CancellationToken cancellation)
    {
        var standing = await store.StandingAsync(kind, [.. batch.Select(row => kind.KeyOf(row.Id)).Distinct(StringComparer.Ordinal)]);
        var rows = new List<RowCheck>(batch.Count);
        foreach (var row in batch)
            rows.Add(await CheckAsync(row, standing.GetValueOrDefault(kind.KeyOf(row.Id))));

        // Hashing a password takes a thousand times as long as all the rest of a row; half of the cores stay with the chargers.
        var limits = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount / 2), CancellationToken = cancellation };
        await Parallel.ForEachAsync(rows, limits, (row, _) =>
        {
            row.Complete(kind, isDryRun);
            return ValueTask.CompletedTask;
        });
        return rows;
    }

    private async Task<RowCheck> CheckAsync(FileRow row, StandingEntry? standing)
    {
        List<FieldFault> faults = [];
        if ((row.Fault ?? FaultOfKey(row, standing)) is { } fault)
            return new RowCheck(row, standing, null, [fault]);
        var json = row.Json(standing is null ? null : kind.ToEntered(standing.Key, standing.Document), faults);
        var reading = await kind.ReadAsync(row.Id, json, _references);
        faults.AddRange(reading.Faults.Select(row.InFile));
        if (faults.Count > 0)
            return new RowCheck(row, standing, null, faults);
        kind.Note(reading.Entry!, _references);
        return new RowCheck(row, standing, reading.Entry, faults);
    }

    private FieldFault? FaultOfKey(FileRow row, StandingEntry? standing)
    {
        if (kind.FaultOfId(row.Id) is { } fault)
            return new FieldFault(kind.IdName, fault);
        if (!_places.TryAdd(kind.KeyOf(row.Id), row.Number))
            return new FieldFault(kind.IdName, $"'{row.Id}' stands there twice, first as number {_places[kind.KeyOf(row.Id)]}");
        return standing is not null && kind.IsOut(standing.Document)
            ? new FieldFault(kind.IdName, $"is decommissioned; bring it back with PUT /api/v1/{kind.Plural}/{row.Id} first, or take it out of the file")
            : null;
    }

    private void Count(RowCheck row) => Counts = row switch
    {
        { Faults.Count: > 0 } => Counts with { Bad = Counts.Bad + 1 },
        { ToEnter: null } => Counts with { Unchanged = Counts.Unchanged + 1 },
        { Standing: null } => Counts with { New = Counts.New + 1 },
        _ => Counts with { Changed = Counts.Changed + 1 },
    };
}

/// <summary>What the check of a row came to.</summary>
/// <param name="Row">The row.</param>
/// <param name="Standing">What stands under its key.</param>
/// <param name="Entry">Its entry, when it breaks no rule.</param>
/// <param name="Faults">The rules that it breaks.</param>
internal sealed record RowCheck(FileRow Row, StandingEntry? Standing, Entry? Entry, IReadOnlyList<FieldFault> Faults)
{
    private const string NotHashed = "not hashed";

    /// <summary>What is to be recorded, with the version that stands; null when nothing is.</summary>
    public StandingEntry? ToEnter { get; private set; }

    /// <summary>Finds out what is to be recorded.</summary>
    public void Complete(ReferenceKind kind, bool isDryRun)
    {
        if (Entry is null)
            return;
        var document = kind.Complete(Entry, Standing?.Document, isDryRun ? _ => NotHashed : PasswordHash.Of);
        if (document != Standing?.Document)
            ToEnter = new StandingEntry(Entry.Key, Standing?.Version ?? 0, document);
    }
}
