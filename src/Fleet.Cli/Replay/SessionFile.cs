using System.Globalization;
using System.IO.Compression;
using CsvHelper;
using CsvHelper.Configuration;

namespace Fleet.Cli.Replay;

/// <summary>An open sessions file: CSV, plain or gzip, separated by commas, semicolons or tabs. Rows are read as they are asked for.</summary>
internal sealed class SessionFile : IDisposable
{
    private static readonly char[] Separators = [',', ';', '\t'];

    private readonly TextReader _text;
    private readonly char _separator;
    private readonly Dictionary<string, int> _columns;

    private SessionFile(SessionFormat format, TextReader text, char separator, Dictionary<string, int> columns)
    {
        Format = format;
        _text = text;
        _separator = separator;
        _columns = columns;
    }

    /// <summary>What the header says the file is.</summary>
    public SessionFormat Format { get; }

    /// <summary>Opens the file at <paramref name="path"/>; null and a sentence in <paramref name="error"/> when its header is none that is known.</summary>
    public static SessionFile? Open(string path, out string? error)
    {
        var text = OpenText(path);
        var header = text.ReadLine() ?? "";
        var separator = SeparatorOf(header);
        var columns = ColumnsOf(header, separator);
        if (SessionFormats.All.FirstOrDefault(format => format.Columns.All(columns.ContainsKey)) is { } known)
        {
            error = null;
            return new SessionFile(known, text, separator, columns);
        }

        text.Dispose();
        error = $"{path}: the header is of no sessions file that is known. Known are files with the columns "
            + string.Join("; or ", SessionFormats.All.Select(format => $"{string.Join(", ", format.Columns)} ({format.Name})"));
        return null;
    }

    /// <summary>The rows, from the first; they can be read once.</summary>
    public IEnumerable<SessionRow> Rows()
    {
        var wellQuoted = true;
        using var parser = new CsvParser(_text, Configuration(_separator, () => wellQuoted = false));
        for (var number = 1; parser.Read(); number++)
        {
            yield return Format.Read(new CsvRow(number, _columns, parser.Record!, wellQuoted));
            wellQuoted = true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _text.Dispose();

    /// <summary>The file's text; a file that begins with gzip's magic number (RFC 1952 2.3.1) is unpacked, whatever its name.</summary>
    private static StreamReader OpenText(string path)
    {
        var file = File.OpenRead(path);
        var packed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return new StreamReader(packed ? new GZipStream(file, CompressionMode.Decompress) : file);
    }

    private static char SeparatorOf(string header) => Separators.MaxBy(separator => header.Count(separator.Equals));

    private static Dictionary<string, int> ColumnsOf(string header, char separator)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        using var parser = new CsvParser(new StringReader(header), Configuration(separator, () => { }));
        if (!parser.Read())
            return columns;
        foreach (var (place, name) in parser.Record!.Index())
            columns[columns.ContainsKey(name.Trim()) ? $"{name.Trim()} ({place})" : name.Trim()] = place;
        return columns;
    }

    private static CsvConfiguration Configuration(char separator, Action onBadQuote) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = separator.ToString(),
        BadDataFound = _ => onBadQuote(),
    };
}
