using System.Text;
using System.Xml;
using Fleet.Domain.Metering.Signed;

namespace Fleet.Cli.Metering;

/// <summary>
/// A file of signed meter values: records as plain text, each from a line that begins with <c>OCMF|</c>; the transparency XML of SAFE; or JSON, such as an OCPI CDR. Other formats are
/// found and kept, so that they can be reported as unsupported.
/// </summary>
internal static class SignedFile
{
    private const long MostBytes = 64L << 20;

    /// <summary>Reads the file at <paramref name="path"/>; null and a sentence in <paramref name="error"/> when it holds nothing that is known.</summary>
    public static IReadOnlyList<SignedEntry>? Read(string path, out string? error)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MostBytes })
            {
                error = $"{path} is larger than {MostBytes >> 20} MiB; it is not read.";
                return null;
            }

            var bytes = File.ReadAllBytes(path);
            var text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').TrimStart();
            var entries = text switch
            {
                ['<', ..] => SignedXml.Read(bytes),
                ['{' or '[', ..] => SignedJson.Read(text),
                _ => ReadText(text),
            };
            error = entries.Count == 0 ? $"{path} holds no signed meter value: it must be records that begin with OCMF|, transparency XML, or JSON with signed_data." : null;
            return error is null ? entries : null;
        }
        catch (XmlException broken)
        {
            error = $"{path} must be well-formed XML: {broken.Message}";
        }
        catch (System.Text.Json.JsonException broken)
        {
            error = $"{path} must be JSON: {broken.Message}";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            error = $"{path} cannot be read: {failure.Message}";
        }

        return null;
    }

    /// <summary>A record may hold line breaks, as JSON may: the next one begins where a line begins with the header. Lines before the first are of other formats.</summary>
    private static List<SignedEntry> ReadText(string text)
    {
        var records = new List<StringBuilder>();
        var isRecord = false;
        foreach (var line in text.Split('\n'))
        {
            var begins = line.TrimStart().StartsWith("OCMF|", StringComparison.Ordinal);
            if (begins || !isRecord)
                records.Add(new StringBuilder(line));
            else
                records[^1].Append('\n').Append(line);
            isRecord |= begins;
        }

        return [.. records.Select(record => SignedValue.Read($"{record}".TrimEnd())).Where(value => value.Format != SignedValue.Unknown).Select(value => new SignedEntry(value))];
    }
}
