using System.Text;

using Fleet.Cluster.ReferenceData;
using Fleet.Cluster.ReferenceData.Files;

namespace Fleet.Cluster.Tests.ReferenceData;

/// <summary>A store with one site and one tariff, and files that are imported into it.</summary>
public sealed class Entered : IDisposable
{
    /// <summary>Who imports.</summary>
    public static readonly Audit Import = new(Given.At(30), "ops:ada", "a file");

    private const string Tariff =
        """{"currency":"EUR","elements":[{"price_components":[{"price":0.3,"step_size":1,"type":"ENERGY"}]}],"id":"T1"}""";

    private readonly TemporaryDatabase _database = new();

    public Entered() => Store = new ReferenceStore(_database.Database, Time);

    public ReferenceStore Store { get; }

    internal ManualTime Time { get; } = new();

    /// <summary>Another node's store on the same database.</summary>
    public ReferenceStore Elsewhere() => new(_database.Database, Time);

    /// <summary>Enters the site <c>north</c> and the tariff <c>T1</c>.</summary>
    public async Task BeginAsync()
    {
        await EnterAsync(ReferenceKind.Sites, "north", """{"name":"North","timeZone":"Europe/Berlin"}""");
        await EnterAsync(ReferenceKind.Tariffs, "T1", Tariff);
    }

    /// <summary>Enters something that must be accepted.</summary>
    public async Task EnterAsync(ReferenceKind kind, string id, string json)
    {
        var reading = await ReadAsync(kind, id, json);
        Assert.True(reading.Entry is not null, string.Join("; ", reading.Faults));
        await Store.RecordAsync(kind, reading.Entry, new Audit(Given.At(0), "Ada"));
    }

    public ValueTask<EntryReading> ReadAsync(ReferenceKind kind, string id, string json) => kind.ReadAsync(id, json, new References(Store, Given.At(0)));

    /// <summary>A dry run of a file.</summary>
    public Task<ImportOutcome> CheckAsync(ReferenceKind kind, string file, FileFormat? format = null) => ImportAsync(kind, Encoding.UTF8.GetBytes(file), format, apply: false);

    /// <summary>An import of a file, applied unless the file cannot be read.</summary>
    public Task<ImportOutcome> ApplyAsync(ReferenceKind kind, string file, FileFormat? format = null) => ImportAsync(kind, Encoding.UTF8.GetBytes(file), format, apply: true);

    public async Task<ImportOutcome> ImportAsync(ReferenceKind kind, byte[] file, FileFormat? format, bool apply)
    {
        await using var import = new ReferenceImport(Store, kind, !apply, Import.At);
        using var content = new MemoryStream(file);
        var told = new List<string>();
        await foreach (var step in import.CheckAsync(content, format ?? (file.FirstOrDefault() == '[' ? FileFormat.Json : FileFormat.Csv), CancellationToken.None))
        {
            if (step is ImportStep.Bad bad)
                told.Add($"{bad}");
            if (step is ImportStep.Unreadable unreadable)
                return new ImportOutcome(import.Counts, told, unreadable.Sentence);
        }

        var refused = apply ? await import.ApplyAsync(Import, _ => { }, CancellationToken.None) : null;
        return new ImportOutcome(import.Counts, told, refused);
    }

    public async Task<string> ExportAsync(ReferenceKind kind, FileFormat format)
    {
        var text = new StringBuilder();
        await foreach (var piece in new ReferenceExport(Store, kind).WriteAsync(format, CancellationToken.None))
            text.Append(piece);
        return $"{text}";
    }

    /// <summary>What stands of a kind, by key.</summary>
    public async Task<IReadOnlyDictionary<string, string>> StandingAsync(ReferenceKind kind) =>
        (await Store.StandingAsync(kind, after: null, 10_000)).Items.ToDictionary(entry => entry.Key, entry => entry.Document, StringComparer.Ordinal);

    /// <summary>How many versions an entry has.</summary>
    public async Task<int> VersionsAsync(ReferenceKind kind, string key) => (await Store.VersionsAsync(kind, key, null, 100)).Count;

    public void Dispose()
    {
        Store.Dispose();
        _database.Dispose();
    }
}

/// <summary>What an import came to.</summary>
/// <param name="Counts">Its counts.</param>
/// <param name="Bad">Every rule that a row broke.</param>
/// <param name="Refused">Why nothing was recorded; null when it was, or when it was a dry run.</param>
public sealed record ImportOutcome(ImportCounts Counts, IReadOnlyList<string> Bad, string? Refused);
