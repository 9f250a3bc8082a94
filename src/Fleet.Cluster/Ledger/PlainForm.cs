using System.Text.Json;

namespace Fleet.Cluster.Ledger;

/// <summary>Where something stands in a text.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="End">The byte after its last one.</param>
internal readonly record struct Slice(int Start, int End)
{
    /// <summary>The bytes themselves.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text) => text[Start..End];
}

/// <summary>
/// Watches the tokens of a JSON text and tells whether it is plainly canonical (RFC 8785): no space, ASCII names in ascending order, nothing escaped, whole numbers of at most 15
/// digits. That is nearly every document of the ledger; what is not plain may be canonical nevertheless.
/// </summary>
/// <param name="lastNames">Room for the last name at each depth, <see cref="MaxDepth"/> places.</param>
internal ref struct PlainForm(Span<Slice> lastNames)
{
    /// <summary>The depth to which System.Text.Json reads.</summary>
    public const int MaxDepth = 64;

    /// <summary>So many digits fit a double exactly: the canonical form of such a whole number is itself.</summary>
    private const int ExactDigits = 15;

    private readonly Span<Slice> _lastNames = lastNames;
    private JsonTokenType _previous;

    /// <summary>Whether nothing was seen that is not plain.</summary>
    public bool IsPlain { get; private set; } = true;

    /// <summary>Where the last token ends.</summary>
    public int End { get; private set; }

    /// <summary>The last text or name, without its quotes.</summary>
    public Slice Text { get; private set; }

    /// <summary>Looks at the next token.</summary>
    public void See(in Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        IsPlain &= start == End + SeparatorBefore(reader.TokenType) && IsPlainToken(in reader, start, json);
        End = start + reader.ValueSpan.Length + (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? 2 : 0);
        _previous = reader.TokenType;
    }

    private readonly int SeparatorBefore(JsonTokenType next) => (_previous, next) switch
    {
        (_, JsonTokenType.EndObject or JsonTokenType.EndArray) => 0,
        (JsonTokenType.None or JsonTokenType.StartObject or JsonTokenType.StartArray, _) => 0,
        _ => 1,
    };

    private bool IsPlainToken(in Utf8JsonReader reader, int start, ReadOnlySpan<byte> json)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                _lastNames[reader.CurrentDepth] = default;
                return true;
            case JsonTokenType.PropertyName:
                Text = new Slice(start + 1, start + 1 + reader.ValueSpan.Length);
                return !reader.ValueIsEscaped && IsNext(reader.CurrentDepth - 1, json);
            case JsonTokenType.String:
                return !reader.ValueIsEscaped;
            case JsonTokenType.Number:
                return reader.ValueSpan.Length <= ExactDigits && !reader.ValueSpan.ContainsAnyExceptInRange((byte)'0', (byte)'9')
                    || IsPlainNegative(reader.ValueSpan);
            default:
                return true;
        }
    }

    private static bool IsPlainNegative(ReadOnlySpan<byte> number) =>
        number is [(byte)'-', >= (byte)'1' and <= (byte)'9', .. var rest] && rest.Length < ExactDigits && !rest.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private bool IsNext(int depth, ReadOnlySpan<byte> json)
    {
        var name = Text.Of(json);
        var isNext = !name.ContainsAnyExceptInRange((byte)' ', (byte)'~') && (_lastNames[depth] == default || _lastNames[depth].Of(json).SequenceCompareTo(name) < 0);
        _lastNames[depth] = Text;
        return isNext;
    }
}
