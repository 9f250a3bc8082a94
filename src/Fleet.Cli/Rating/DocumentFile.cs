using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;

using Fleet.Domain;

namespace Fleet.Cli.Rating;

/// <summary>A JSON document in a file, or the part of it that a JSON pointer (RFC 6901) names.</summary>
/// <param name="Path">The file.</param>
/// <param name="Pointer">The part; empty for the whole document.</param>
internal sealed record DocumentFile(string Path, string Pointer)
{
    private const long MostBytes = 64L << 20;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The file and the part that <paramref name="reference"/> names, as <c>path</c> or <c>path#/pointer</c>.</summary>
    /// <param name="reference">What the user wrote. A file whose own name holds a # is found too.</param>
    /// <param name="folder">The folder that a relative path begins at; the working directory when null.</param>
    public static DocumentFile Of(string reference, string? folder = null)
    {
        var hash = reference.LastIndexOf('#');
        return hash < 0 || File.Exists(Full(reference))
            ? new DocumentFile(Full(reference), "")
            : new DocumentFile(Full(reference[..hash]), reference[(hash + 1)..]);

        string Full(string path) => folder is null ? path : System.IO.Path.Combine(folder, path);
    }

    /// <summary>What <paramref name="reference"/> names, relative to the folder of this file.</summary>
    public DocumentFile Beside(string reference) => Of(reference, System.IO.Path.GetDirectoryName(Path));

    /// <summary>Reads it: strict JSON in UTF-8 in which no object names a member twice.</summary>
    /// <param name="element">What it holds; lives on its own.</param>
    /// <param name="error">Why it cannot be read, in a sentence that names the file and, where it is about one, the pointer.</param>
    public bool TryRead(out JsonElement element, [NotNullWhen(false)] out string? error)
    {
        element = default;
        try
        {
            var file = new FileInfo(Path);
            if (file.Exists && file.Length > MostBytes)
            {
                error = $"{Path} is larger than {MostBytes >> 20} MiB; it is not read.";
                return false;
            }

            using var document = CanonicalJson.Parse(Utf8.GetString(File.ReadAllBytes(Path)).TrimStart('\uFEFF'));
            error = Find(document.RootElement, out var found);
            if (error is null)
                element = found.Clone();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException and not DecoderFallbackException)
        {
            error = $"{Path} cannot be read: {e.Message}";
        }
        catch (Exception e) when (e is JsonException or FormatException or DecoderFallbackException)
        {
            error = $"{Path} must be JSON: {e.Message}";
        }

        return error is null;
    }

    /// <inheritdoc/>
    public override string ToString() => Pointer.Length == 0 ? Path : $"{Path}#{Pointer}";

    private string? Find(JsonElement root, out JsonElement found)
    {
        found = root;
        if (Pointer.Length == 0)
            return null;
        if (Pointer[0] != '/')
            return $"{this}: a JSON pointer begins with /, as in {Path}#/tariffs/0.";
        var passed = "";
        foreach (var token in Pointer[1..].Split('/'))
        {
            if (!TryStep(found, token, out found))
                return $"{this}: {(passed.Length == 0 ? "the document" : passed)} has no member {token}.";
            passed += $"/{token}";
        }

        return null;
    }

    private static bool TryStep(JsonElement parent, string token, out JsonElement child)
    {
        child = default;
        if (parent.ValueKind == JsonValueKind.Object)
            return parent.TryGetProperty(token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal), out child);
        if (parent.ValueKind != JsonValueKind.Array || !int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || index >= parent.GetArrayLength())
            return false;
        child = parent[index];
        return true;
    }
}
