using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;

using CsvHelper;
using CsvHelper.Configuration;

namespace Fleet.Cluster.ReferenceData.Files;

/// <summary>Reads a CSV file (RFC 4180), UTF-8 with or without a byte order mark, separated by commas, semicolons or tabs.</summary>
/// <param name="file">The file, at its beginning; left open.</param>
/// <param name="layout">Its columns.</param>
internal sealed class CsvRows(Stream file, CsvLayout layout) : IRowReader
{
    private const int LongestField = 64 * 1024;
    private static readonly char[] Separators = [',', ';', '\t'];
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public string Place => "line";

    /// <inheritdoc/>
    public async IAsyncEnumerable<FileRow> RowsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var separator = SeparatorOf(file);
        using var text = new StreamReader(file, Strict, leaveOpen: true);
        var wellQuoted = true;
        using var parser = new CsvParser(text, Configuration(separator, () => wellQuoted = false));
        if (!await ReadAsync(parser))
            throw new InvalidDataException($"The file is empty. Its first line must name the columns: {string.Join(", ", layout.Columns)}.");
        string[] header = [.. parser.Record!.Select(name => name.Trim())];
        if (layout.FaultOf(header) is { } fault)
            throw new InvalidDataException(fault);
        var columns = header.Index().ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);
        for (var line = parser.RawRow + 1; await ReadAsync(parser); line = parser.RawRow + 1)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return new CsvRow(line, parser.Record!, columns, layout) { Fault = FaultOf(parser.Record!, header, wellQuoted) };
            wellQuoted = true;
        }
    }

    private static FieldFault? FaultOf(string[] cells, string[] header, bool wellQuoted) =>
        !wellQuoted ? new FieldFault("row", "holds a quote where CSV allows none; double it, and quote the cell")
        : cells.Length != header.Length ? new FieldFault("row", $"must have {header.Length} cells, as the first line has, and has {cells.Length}")
        : null;

    private static async Task<bool> ReadAsync(CsvParser parser)
    {
        var line = parser.RawRow + 1;
        try
        {
            return await parser.ReadAsync();
        }
        catch (DecoderFallbackException invalid)
        {
            throw new InvalidDataException($"The file is not UTF-8 text, at or after line {line}. Save it as CSV UTF-8 (a spreadsheet of its own kind must be saved as CSV first).", invalid);
        }
        catch (MaxFieldSizeException invalid)
        {
            throw new InvalidDataException($"A cell that begins at or after line {line} has more than {LongestField} characters; is a closing quote missing?", invalid);
        }
    }

    /// <summary>The separator that the first line has most of.</summary>
    private static char SeparatorOf(Stream file)
    {
        using var text = new StreamReader(file, leaveOpen: true);
        var start = new char[LongestField];
        var line = start.AsSpan(0, text.ReadBlock(start));
        file.Position = 0;
        var end = line.IndexOf('\n');
        var header = new string(end < 0 ? line : line[..end]);
        return Separators.MaxBy(separator => header.Count(separator.Equals));
    }

    private static CsvConfiguration Configuration(char separator, Action onBadQuote) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = $"{separator}",
        BadDataFound = _ => onBadQuote(),
        MaxFieldSize = LongestField,
    };

    private sealed record CsvRow(int Number, string[] Cells, IReadOnlyDictionary<string, int> Columns, CsvLayout Layout)
        : FileRow(Number, Columns[Layout.Id] < Cells.Length ? Cells[Columns[Layout.Id]].Trim() : "")
    {
        public override string Json(JsonObject? standing, ICollection<FieldFault> faults) =>
            Layout.Merge(standing, column => Columns.TryGetValue(column, out var place) ? Cells[place] : null, faults).ToJsonString();

        public override FieldFault InFile(FieldFault fault) => Layout.InColumns(fault);
    }
}
