namespace Fleet.Cli.Replay;

/// <summary>A row of a CSV file with a header.</summary>
/// <param name="number">Number of the row, from 1, without the header.</param>
/// <param name="columns">The header: the place of each column.</param>
/// <param name="fields">The fields.</param>
/// <param name="wellQuoted">Whether every quote stands where CSV allows it (RFC 4180).</param>
internal sealed class CsvRow(int number, IReadOnlyDictionary<string, int> columns, string[] fields, bool wellQuoted)
{
    /// <summary>Number of the row, from 1, without the header.</summary>
    public int Number => number;

    /// <summary>Whether the row has the header's number of fields, and quotes only where CSV allows them.</summary>
    public bool IsWhole => wellQuoted && fields.Length == columns.Count;

    /// <summary>The number of fields.</summary>
    public int FieldCount => fields.Length;

    /// <summary>The field of <paramref name="column"/>, without spaces around it; empty where the file says so or writes <c>NA</c>.</summary>
    public string this[string column] => fields[columns[column]].Trim() is var text && text == "NA" ? "" : text;
}
