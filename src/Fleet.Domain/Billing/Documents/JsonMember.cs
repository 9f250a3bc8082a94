using System.Globalization;
using System.Text.Json;

using NodaTime;
using NodaTime.Text;

namespace Fleet.Domain.Billing.Documents;

/// <summary>A value in a tariff document with its pointer; every reading that fails adds an error there and gives null.</summary>
internal readonly struct JsonMember(JsonElement value, string pointer, TariffFaults faults)
{
    /// <summary>Where it stands.</summary>
    public string Location => pointer;

    /// <summary>The value itself.</summary>
    public JsonElement Value => value;

    /// <summary>Its text, where it is one.</summary>
    public string? String => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Adds an error here.</summary>
    public void Refuse(string rule, string code = LintCode.Invalid) => faults.Refuse(pointer, rule, code);

    /// <summary>Whether it is an object; another member than <paramref name="known"/> is a fault of its own.</summary>
    public bool IsObject(ReadOnlySpan<string> known)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Refuse("must be an object");
            return false;
        }

        foreach (var member in value.EnumerateObject())
        {
            if (!known.Contains(member.Name))
                faults.Unknown($"{pointer}/{Escape(member.Name)}", member.Name, known);
        }

        return true;
    }

    /// <summary>The member <paramref name="name"/>; absent, or null in JSON, is null.</summary>
    public JsonMember? Optional(string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? new JsonMember(member, $"{pointer}/{name}", faults)
            : null;

    /// <summary>The member <paramref name="name"/>, whose absence is an error.</summary>
    public JsonMember? Required(string name)
    {
        var member = Optional(name);
        if (member is null)
            faults.Refuse($"{pointer}/{name}", "is required");
        return member;
    }

    /// <summary>Whether the member <paramref name="name"/> is there and not null.</summary>
    public bool Has(string name) => Optional(name) is not null;

    /// <summary>Whether it is one of the texts <paramref name="one"/> and <paramref name="other"/>; nothing is refused.</summary>
    public bool Is(string one, string other) => value.ValueKind == JsonValueKind.String && (value.ValueEquals(one) || value.ValueEquals(other));

    /// <summary>The items of an array of <paramref name="min"/> to <paramref name="max"/>.</summary>
    public IReadOnlyList<JsonMember> Items(int min, int max)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() < min || value.GetArrayLength() > max)
        {
            Refuse($"must be an array of {min} to {max} items");
            return [];
        }

        var items = new List<JsonMember>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
            items.Add(new JsonMember(item, $"{pointer}/{items.Count}", faults));
        return items;
    }

    /// <summary>A text of 1 to <paramref name="max"/> characters.</summary>
    public string? Text(int max)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && text.Length <= max)
            return text;
        Refuse($"must be a text of 1 to {max} characters");
        return null;
    }

    /// <summary>One of the words of <paramref name="words"/>.</summary>
    public T? Word<T>(IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (value.ValueKind == JsonValueKind.String && words.TryGetValue(value.GetString()!, out var found))
            return found;
        Refuse($"must be one of {string.Join(", ", words.Keys)}");
        return null;
    }

    /// <summary>A number from <paramref name="min"/> to <paramref name="max"/> with at most <paramref name="decimals"/> decimals, exact.</summary>
    public decimal? Number(decimal min, decimal max, int decimals)
    {
        if (value.ValueKind == JsonValueKind.String)
            Refuse("must be a number, without quotes");
        else if (value.ValueKind != JsonValueKind.Number)
            Refuse("must be a number");
        else if (!value.TryGetDecimal(out var number))
            Refuse($"must be from {min} to {max}");
        else
            return Within(number, min, max, decimals);
        return null;
    }

    /// <summary>Like <see cref="Number"/>, but may also be written as a text, which keeps its digits on the way.</summary>
    public decimal? Quantity(decimal min, decimal max, int decimals)
    {
        if (String is not { } text)
            return Number(min, max, decimals);
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            Refuse("must be a decimal number");
        else
            return Within(number, min, max, decimals);
        return null;
    }

    /// <summary>True or false.</summary>
    public bool? Flag()
    {
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Refuse("must be true or false");
        return null;
    }

    /// <summary>A whole number from 0 to <paramref name="max"/>.</summary>
    public int? Whole(int max)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number >= 0 && number <= max
            && decimal.Truncate(number) == number)
            return (int)number;
        Refuse($"must be a whole number from 0 to {max}");
        return null;
    }

    /// <summary>True or false.</summary>
    public bool? Truth()
    {
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Refuse("must be true or false");
        return null;
    }

    /// <summary>A moment in UTC; OCPI allows the Z to be left out.</summary>
    public Instant? Moment()
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            var text = value.GetString()!;
            var moment = InstantPattern.ExtendedIso.Parse(text.EndsWith('Z') ? text : text + "Z");
            if (moment.Success)
                return moment.Value;
        }

        Refuse("must be a time in UTC such as 2026-01-31T12:00:00Z");
        return null;
    }

    /// <summary>A local date.</summary>
    public LocalDate? Date()
    {
        if (value.ValueKind == JsonValueKind.String && LocalDatePattern.Iso.Parse(value.GetString()!) is { Success: true } date)
            return date.Value;
        Refuse("must be a date such as 2026-01-31");
        return null;
    }

    /// <summary>A local time of day, to the minute.</summary>
    public LocalTime? TimeOfDay()
    {
        if (value.ValueKind == JsonValueKind.String && Minutes.Parse(value.GetString()!) is { Success: true } time)
            return time.Value;
        Refuse("must be a time of day from 00:00 to 23:59");
        return null;
    }

    private decimal? Within(decimal number, decimal min, decimal max, int decimals)
    {
        if (number < min || number > max)
            Refuse($"must be from {min} to {max}");
        else if (Math.Round(number, decimals, MidpointRounding.AwayFromZero) != number)
            Refuse($"must not have more than {decimals} decimals");
        else
            return number;
        return null;
    }

    private static readonly LocalTimePattern Minutes = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    private static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
