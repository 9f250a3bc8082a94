using System.Text.Json.Nodes;

namespace Fleet.Cluster.ReferenceData.Files;

/// <summary>A row of a file that is imported.</summary>
/// <param name="Number">Its place: a line of CSV, or an entry of JSON, from 1.</param>
/// <param name="Id">The id; empty when there is none.</param>
internal abstract record FileRow(int Number, string Id)
{
    /// <summary>What is wrong with the row whatever stands; null when nothing is.</summary>
    public FieldFault? Fault { get; init; }

    /// <summary>The JSON of its entry.</summary>
    /// <param name="standing">What stands, as a person would enter it; null when nothing does.</param>
    /// <param name="faults">Gets the rules that the row breaks.</param>
    public abstract string Json(JsonObject? standing, ICollection<FieldFault> faults);

    /// <summary>A fault of the JSON, as the file names the field.</summary>
    public virtual FieldFault InFile(FieldFault fault) => fault;
}

/// <summary>Reads the rows of a file that is imported, one by one.</summary>
internal interface IRowReader
{
    /// <summary>What <see cref="FileRow.Number"/> counts: <c>line</c> or <c>entry</c>.</summary>
    string Place { get; }

    /// <summary>The rows.</summary>
    /// <exception cref="InvalidDataException">The file as a whole cannot be read; the message says why and what to do.</exception>
    IAsyncEnumerable<FileRow> RowsAsync(CancellationToken cancellation);
}
