using System.Text;
using System.Text.Json;
using Fleet.Ocpp.Framing;

namespace Fleet.Ocpp.Validation;

/// <summary>What a JSON value has to look like. Used only to explain why a payload was refused; the converters decide whether it is.</summary>
internal abstract record Shape
{
    /// <summary>What the value has to be, such as <c>a text</c>.</summary>
    protected abstract string Kind { get; }

    /// <summary>The first fault of the value at the reader; null when there is none, and then the reader stands at the value's last token.</summary>
    public abstract Fault? Check(ref Utf8JsonReader reader);

    protected Fault WrongType(JsonTokenType found) => new(ErrorCode.TypeConstraintViolation, "", $"must be {Kind}, not {found switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "a boolean",
    }}");

    protected static Fault Forbidden(string rule) => new(ErrorCode.PropertyConstraintViolation, "", rule);
}

internal sealed record TextShape(int MaxLength) : Shape
{
    protected override string Kind => "a text";

    public override Fault? Check(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String) return WrongType(reader.TokenType);
        return reader.GetString()!.Length > MaxLength ? Forbidden($"longer than {MaxLength} characters") : null;
    }
}

internal sealed record EnumerationShape<TEnum> : Shape
    where TEnum : struct, Enum
{
    protected override string Kind => "a text";

    public override Fault? Check(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String) return WrongType(reader.TokenType);
        return WireNames<TEnum>.TryRead(ref reader, out _) ? null : Forbidden($"must be one of {string.Join(", ", WireNames<TEnum>.Words)}");
    }
}

internal sealed record TimestampShape : Shape
{
    protected override string Kind => "a text";

    public override Fault? Check(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String) return WrongType(reader.TokenType);
        return Timestamp.TryRead(ref reader, out _) ? null : Forbidden("must be a date and time such as 2026-01-31T12:34:56Z");
    }
}

internal sealed record IntegerShape(long Minimum, long Maximum) : Shape
{
    protected override string Kind => "an integer";

    /// <summary>The integer in the number token at the reader, be it written <c>5</c> or <c>5.0</c>.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out long value)
    {
        if (reader.TryGetInt64(out value)) return true;
        if (!reader.TryGetDecimal(out var number) || number != decimal.Truncate(number)) return false;
        if (number < long.MinValue || number > long.MaxValue) return false;
        value = (long)number;
        return true;
    }

    public override Fault? Check(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Number) return WrongType(reader.TokenType);
        if (TryRead(ref reader, out var value)) return value < Minimum || value > Maximum ? OutOfRange() : null;
        return reader.TryGetDecimal(out var number) && number != decimal.Truncate(number) ? WrongType(reader.TokenType) : OutOfRange();
    }

    private Fault OutOfRange() => Forbidden($"must be from {Minimum} to {Maximum}");
}

internal sealed record NumberShape : Shape
{
    protected override string Kind => "a number";

    public override Fault? Check(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Number) return WrongType(reader.TokenType);
        return reader.TryGetDecimal(out _) ? null : Forbidden("out of range");
    }
}

internal sealed record BooleanShape : Shape
{
    protected override string Kind => "a boolean";

    public override Fault? Check(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.True or JsonTokenType.False ? null : WrongType(reader.TokenType);
}

internal sealed record ListShape(Shape Item, int MinItems) : Shape
{
    protected override string Kind => "a list";

    public override Fault? Check(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray) return WrongType(reader.TokenType);
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (Item.Check(ref reader) is { } fault) return fault.InItem(count);
            count++;
        }

        return count < MinItems
            ? new Fault(ErrorCode.OccurrenceConstraintViolation, "", $"must have at least {MinItems} item")
            : null;
    }
}

/// <summary>One member of an object.</summary>
internal sealed record Member(string Name, Shape Shape, bool IsRequired)
{
    public byte[] NameUtf8 { get; } = Encoding.UTF8.GetBytes(Name);
}

internal sealed record ObjectShape(params Member[] Members) : Shape
{
    protected override string Kind => "an object";

    public override Fault? Check(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject) return WrongType(reader.TokenType);
        var seen = new HashSet<Member>(ReferenceEqualityComparer.Instance);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Find(ref reader);
            reader.Read();
            if (member is null) reader.Skip();
            else if (CheckMember(member, ref reader) is { } fault) return fault.InMember(member.Name);
            else seen.Add(member);
        }

        var missing = Array.Find(Members, member => member.IsRequired && !seen.Contains(member));
        return missing is null ? null : new Fault(ErrorCode.OccurrenceConstraintViolation, missing.Name, "required");
    }

    private static Fault? CheckMember(Member member, ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null && !member.IsRequired ? null : member.Shape.Check(ref reader);

    private Member? Find(ref Utf8JsonReader reader)
    {
        foreach (var member in Members)
        {
            if (reader.ValueTextEquals(member.NameUtf8)) return member;
        }

        return null;
    }
}
