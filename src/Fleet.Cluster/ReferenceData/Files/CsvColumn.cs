using System.Globalization;
using System.Text.Json.Nodes;

namespace Fleet.Cluster.ReferenceData.Files;

/// <summary>A column of a CSV file that is a field of its entry's JSON, under the same name. An empty cell is a field that is not there.</summary>
internal sealed class CsvColumn
{
    /// <summary>What stands between the texts of a list.</summary>
    public const char ListSeparator = ';';

    private readonly string _rule;
    private readonly Func<string, JsonNode?> _read;

    private CsvColumn(string name, string rule, Func<string, JsonNode?> read, bool isSecret = false) => (Name, _rule, _read, IsSecret) = (name, rule, read, isSecret);

    /// <summary>Its header.</summary>
    public string Name { get; }

    /// <summary>Whether it is read and never written.</summary>
    public bool IsSecret { get; }

    /// <summary>Text, without spaces around it.</summary>
    public static CsvColumn Text(string name) => new(name, "must be text", cell => JsonValue.Create(cell.Trim()));

    /// <summary>Text as it stands, read and never written.</summary>
    public static CsvColumn Secret(string name) => new(name, "must be text", cell => JsonValue.Create(cell), isSecret: true);

    /// <summary>Texts, with semicolons between them.</summary>
    public static CsvColumn List(string name) => new(
        name,
        "must be text, with semicolons between several",
        cell => new JsonArray([.. cell.Split(ListSeparator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(text => JsonValue.Create(text))]));

    /// <summary>A whole number.</summary>
    public static CsvColumn Whole(string name) => new(
        name,
        "must be a whole number, in digits",
        cell => long.TryParse(cell.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null);

    /// <summary>A number.</summary>
    public static CsvColumn Number(string name) => new(
        name,
        "must be a number such as 63 or 62.5",
        cell => decimal.TryParse(cell.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null);

    /// <summary>The field's value; null for an empty cell, and for one that breaks the rule, which is then among <paramref name="faults"/>.</summary>
    public JsonNode? Read(string? cell, ICollection<FieldFault> faults)
    {
        if (string.IsNullOrWhiteSpace(cell))
            return null;
        var value = _read(cell);
        if (value is null)
            faults.Add(new FieldFault(Name, _rule));
        return value;
    }

    /// <summary>The cell of a value.</summary>
    public static string Write(JsonNode? value) => value switch
    {
        null => "",
        JsonArray list => string.Join(ListSeparator, list),
        _ => value.ToString(),
    };
}

/// <summary>Columns that together are one field of their entry's JSON.</summary>
internal interface ICsvGroup
{
    /// <summary>Their headers.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>The field's name.</summary>
    string Field { get; }

    /// <summary>The field's value; null for empty cells, and for those that break a rule, which is then among <paramref name="faults"/>.</summary>
    JsonNode? Read(Func<string, string?> cell, ICollection<FieldFault> faults);

    /// <summary>The cells of a value; null when they cannot say it.</summary>
    IReadOnlyList<string>? Write(JsonNode? value);

    /// <summary>The column that a fault of the field is about.</summary>
    string ColumnOf(string field);
}
