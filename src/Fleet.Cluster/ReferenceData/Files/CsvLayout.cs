using System.Text.Json.Nodes;

namespace Fleet.Cluster.ReferenceData.Files;

/// <summary>The columns of a kind's CSV file. A column that a file does not have leaves what stands; an empty cell takes it away.</summary>
/// <param name="id">The column that names the entry.</param>
/// <param name="columns">One a field.</param>
/// <param name="group">Several for one field.</param>
internal sealed class CsvLayout(string id, IReadOnlyList<CsvColumn> columns, ICsvGroup? group = null)
{
    private readonly string[] _group = [.. group?.Columns ?? []];

    /// <summary>The column that names the entry.</summary>
    public string Id => id;

    /// <summary>Every column that a file may have.</summary>
    public IReadOnlyList<string> Columns { get; } = [id, .. columns.Select(column => column.Name), .. group?.Columns ?? []];

    /// <summary>Every column that a file gets: no secrets.</summary>
    public IReadOnlyList<string> Written { get; } = [id, .. columns.Where(column => !column.IsSecret).Select(column => column.Name), .. group?.Columns ?? []];

    /// <summary>Whether a column is read and never written; an empty cell of it leaves what stands.</summary>
    public bool HasSecrets => Written.Count < Columns.Count;

    /// <summary>What is wrong with a file's header, as a sentence; null when nothing is.</summary>
    public string? FaultOf(IReadOnlyList<string> header)
    {
        var known = string.Join(", ", Columns);
        if (header.FirstOrDefault(column => !Columns.Contains(column, StringComparer.Ordinal)) is { } unknown)
            return $"The column '{unknown}' is not known; known are {known}.";
        if (header.GroupBy(column => column, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            return $"The column '{twice.Key}' stands there twice.";
        return header.Contains(id, StringComparer.Ordinal) ? null : $"The first line must name the columns, and {id} among them; known are {known}.";
    }

    /// <summary>The JSON of an entry: what stands, changed as the cells say.</summary>
    /// <param name="standing">What stands; null when nothing does.</param>
    /// <param name="cell">A column's cell; null when the file does not have the column.</param>
    /// <param name="faults">Gets the rules that cells break.</param>
    public JsonObject Merge(JsonObject? standing, Func<string, string?> cell, ICollection<FieldFault> faults)
    {
        var entry = standing ?? [];
        entry.Remove(id);
        foreach (var column in columns)
        {
            if (cell(column.Name) is { } text)
                Set(entry, column.Name, column.Read(text, faults));
        }

        if (group is not null && Array.Exists(_group, column => cell(column) is not null))
            Set(entry, group.Field, group.Read(cell, faults));
        return entry;
    }

    /// <summary>The cells of an entry, as <see cref="Written"/>; null when CSV cannot say it.</summary>
    public IReadOnlyList<string>? Write(JsonObject entry)
    {
        var grouped = group is null ? [] : group.Write(entry[group.Field]);
        return grouped is null
            ? null
            : [CsvColumn.Write(entry[id]), .. columns.Where(column => !column.IsSecret).Select(column => CsvColumn.Write(entry[column.Name])), .. grouped];
    }

    /// <summary>A fault of the JSON as one of the columns.</summary>
    public FieldFault InColumns(FieldFault fault) => group is null ? fault : fault with { Field = group.ColumnOf(fault.Field) };

    private static void Set(JsonObject entry, string field, JsonNode? value)
    {
        if (value is null)
            entry.Remove(field);
        else
            entry[field] = value;
    }
}
