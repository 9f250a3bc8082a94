using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Fleet.Cluster.ReferenceData.Files;

/// <summary>
/// A charger's EVSEs in a spreadsheet: how many there are, numbered from 1, and what each of them is. Chargers whose EVSEs differ, or have a meter's key, are said in JSON.
/// </summary>
internal sealed partial class EvseColumns : ICsvGroup
{
    private const string Count = "evses";
    private static readonly CsvColumn[] Each = [CsvColumn.Whole("connectors"), CsvColumn.Whole("maxPowerW"), CsvColumn.Whole("phases"), CsvColumn.Text("kind")];

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; } = [Count, .. Each.Select(column => column.Name)];

    /// <inheritdoc/>
    public string Field => Count;

    /// <inheritdoc/>
    public JsonNode? Read(Func<string, string?> cell, ICollection<FieldFault> faults)
    {
        var evse = new JsonObject();
        foreach (var column in Each)
        {
            if (column.Read(cell(column.Name), faults) is { } value)
                evse[column.Name] = value;
        }

        if (string.IsNullOrWhiteSpace(cell(Count)))
        {
            if (evse.Count > 0)
                faults.Add(new FieldFault(Count, $"must be the number of EVSEs where {string.Join(", ", evse.Select(member => member.Key))} is given"));
            return null;
        }

        if (!int.TryParse(cell(Count), out var count) || count is < 1 or > ChargerKind.MostEvses)
        {
            faults.Add(new FieldFault(Count, $"must be the number of EVSEs, 1 to {ChargerKind.MostEvses}"));
            return null;
        }

        return new JsonArray([.. Enumerable.Range(1, count).Select(id => Numbered(evse, id))]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string>? Write(JsonNode? value)
    {
        if (value is null)
            return [.. Columns.Select(_ => "")];
        var evses = value.Deserialize(ReferenceJson.Default.IReadOnlyListEvseSettings)!;
        return evses.Index().All(evse => evse.Item == evses[0] with { Id = evse.Index + 1 }) && evses[0].PublicKey is null
            ? [$"{evses.Count}", .. Each.Select(column => CsvColumn.Write(value[0]![column.Name]))]
            : null;
    }

    /// <inheritdoc/>
    public string ColumnOf(string field) => OfOne().Replace(field, "");

    private static JsonObject Numbered(JsonObject evse, int id)
    {
        var numbered = evse.DeepClone().AsObject();
        numbered.Insert(0, "id", id);
        return numbered;
    }

    [GeneratedRegex(@"^evses\[[0-9]+\]\.", RegexOptions.NonBacktracking)]
    private static partial Regex OfOne();
}
