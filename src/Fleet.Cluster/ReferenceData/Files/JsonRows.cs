using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fleet.Cluster.ReferenceData.Files;

/// <summary>Reads a JSON file: an array of what a PUT takes, each with its id.</summary>
/// <param name="file">The file, at its beginning; left open.</param>
/// <param name="kind">What its entries are.</param>
internal sealed class JsonRows(Stream file, ReferenceKind kind) : IRowReader
{
    private static readonly JsonSerializerOptions Options = new() { AllowDuplicateProperties = false };

    /// <inheritdoc/>
    public string Place => "entry";

    /// <inheritdoc/>
    public async IAsyncEnumerable<FileRow> RowsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var number = 0;
        await using var each = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(file, Options, cancellation).GetAsyncEnumerator(cancellation);
        while (await NextAsync(each, number))
            yield return RowOf(++number, each.Current);
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<JsonElement> each, int number)
    {
        try
        {
            return await each.MoveNextAsync();
        }
        catch (JsonException invalid)
        {
            throw new InvalidDataException($"The file must be a JSON array of entries, and is none after entry {number}: {invalid.Message}", invalid);
        }
    }

    private JsonRow RowOf(int number, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return new JsonRow(number, "", []) { Fault = new FieldFault("entry", "must be an object") };
        var entry = JsonObject.Create(element)!;
        if (entry[kind.IdName] is not JsonValue id || !id.TryGetValue(out string? text))
            return new JsonRow(number, "", entry) { Fault = new FieldFault(kind.IdName, "must be given, as text") };
        if (!kind.IsIdInside)
            entry.Remove(kind.IdName);
        return new JsonRow(number, text, entry);
    }

    private sealed record JsonRow(int Number, string Id, JsonObject Entry) : FileRow(Number, Id)
    {
        public override string Json(JsonObject? standing, ICollection<FieldFault> faults) => Entry.ToJsonString();
    }
}
