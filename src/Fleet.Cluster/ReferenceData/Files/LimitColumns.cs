using System.Text.Json.Nodes;

namespace Fleet.Cluster.ReferenceData.Files;

/// <summary>What a site's grid connection carries, one column a phase.</summary>
internal sealed class LimitColumns : ICsvGroup
{
    private static readonly CsvColumn[] Phases = [CsvColumn.Number("limitL1A"), CsvColumn.Number("limitL2A"), CsvColumn.Number("limitL3A")];

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; } = [.. Phases.Select(phase => phase.Name)];

    /// <inheritdoc/>
    public string Field => "limitA";

    /// <inheritdoc/>
    public JsonNode? Read(Func<string, string?> cell, ICollection<FieldFault> faults)
    {
        var found = faults.Count;
        var limits = Phases.Select(phase => phase.Read(cell(phase.Name), faults)).ToArray();
        if (faults.Count > found || Array.TrueForAll(limits, limit => limit is null))
            return null;
        foreach (var (phase, limit) in Phases.Zip(limits))
        {
            if (limit is null)
                faults.Add(new FieldFault(phase.Name, "must be given where another phase's limit is"));
        }

        return faults.Count > found ? null : new JsonArray(limits);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Write(JsonNode? value) => [.. Phases.Index().Select(phase => CsvColumn.Write(value?[phase.Index]))];

    /// <inheritdoc/>
    public string ColumnOf(string field) => field == Field ? Columns[0] : field;
}
