using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

using Fleet.Domain;

namespace Fleet.Cluster.Ledger;

/// <summary>
/// A JSON object read once, in one pass and without building a tree: whether its text is canonical (RFC 8785), what its members say, and where they stand, so that it can be
/// copied with members put in.
/// </summary>
internal sealed class CanonicalObject
{
    private readonly ReadOnlyMemory<byte> _utf8;
    private readonly List<Member> _members;
    private readonly bool _isPlain;

    private CanonicalObject(ReadOnlyMemory<byte> utf8, List<Member> members, bool isPlain) => (_utf8, _members, _isPlain) = (utf8, members, isPlain);

    /// <summary>Whether the text is what RFC 8785 makes of it.</summary>
    public bool IsCanonical => _isPlain || IsCanonicalTheLongWay();

    /// <summary>Reads a JSON object.</summary>
    /// <exception cref="JsonException">The text is none.</exception>
    public static CanonicalObject Read(string json)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(utf8);
        var form = new PlainForm(stackalloc Slice[PlainForm.MaxDepth]);
        var members = new List<Member>(40);
        Slice name = default;
        while (reader.Read())
        {
            form.See(in reader, utf8);
            if (reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndObject))
                break;
            if (reader.CurrentDepth != 1)
                continue;
            if (reader.TokenType == JsonTokenType.PropertyName)
                name = form.Text;
            else if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                members[^1] = members[^1] with { Value = new Slice(members[^1].Value.Start, form.End) };
            else
                members.Add(new Member(name, new Slice((int)reader.TokenStartIndex, form.End)));
        }

        return reader.TokenType == JsonTokenType.EndObject
            ? new CanonicalObject(utf8, members, form.IsPlain && form.End == utf8.Length)
            : throw new JsonException("it is no JSON object");
    }

    /// <summary>A member that is a text or null.</summary>
    /// <exception cref="JsonException">There is none of that name, or it is neither.</exception>
    public string? Text(ReadOnlySpan<byte> name)
    {
        var value = Value(name);
        if (value is [(byte)'"', .. var text, _])
            return text.Contains((byte)'\\') ? JsonElement.Parse(value).GetString() : Encoding.UTF8.GetString(text);
        return value.SequenceEqual("null"u8) ? null : throw Odd(name, "must be a text");
    }

    /// <summary>A member that is a text.</summary>
    /// <exception cref="JsonException">There is none of that name, or it is something else.</exception>
    public string RequiredText(ReadOnlySpan<byte> name) => Text(name) ?? throw Odd(name, "must be a text");

    /// <summary>A member that is a whole number.</summary>
    /// <exception cref="JsonException">There is none of that name, or it is something else.</exception>
    public long Integer(ReadOnlySpan<byte> name)
    {
        var value = Value(name);
        return Utf8Parser.TryParse(value, out long number, out var length) && length == value.Length ? number : throw Odd(name, "must be a whole number");
    }

    /// <summary>Copies the object with <paramref name="members"/>, which are in canonical order, put in where they belong; one of the same name is replaced.</summary>
    public void CopyWith(IBufferWriter<byte> to, params ReadOnlySpan<(string Name, string Json)> members)
    {
        var separator = (byte)'{';
        foreach (var member in _members)
        {
            var name = member.Name.Of(_utf8.Span);
            while (members is [var next, ..] && Order(next.Name, name) < 0)
            {
                Append(to, ref separator, next);
                members = members[1..];
            }

            if (members is [var replacement, ..] && Order(replacement.Name, name) == 0)
                continue;
            to.Write([separator, (byte)'"']);
            separator = (byte)',';
            to.Write(_utf8.Span[member.Name.Start..member.Value.End]);
        }

        foreach (var member in members)
            Append(to, ref separator, member);
        to.Write(separator == '{' ? "{}"u8 : "}"u8);
    }

    private static void Append(IBufferWriter<byte> to, ref byte separator, (string Name, string Json) member)
    {
        to.Write([separator]);
        separator = (byte)',';
        Encoding.UTF8.GetBytes($"\"{member.Name}\":{member.Json}", to);
    }

    /// <summary>The names of a ledger's documents are ASCII, whose bytes sort as RFC 8785 wants it.</summary>
    private static int Order(string ours, ReadOnlySpan<byte> theirs)
    {
        Span<byte> name = stackalloc byte[ours.Length];
        Encoding.ASCII.GetBytes(ours, name);
        return name.SequenceCompareTo(theirs);
    }

    private static JsonException Odd(ReadOnlySpan<byte> name, string rule) => new($"{Encoding.UTF8.GetString(name)} {rule}");

    private ReadOnlySpan<byte> Value(ReadOnlySpan<byte> name)
    {
        foreach (var member in _members)
        {
            if (member.Name.Of(_utf8.Span).SequenceEqual(name))
                return member.Value.Of(_utf8.Span);
        }

        throw Odd(name, "is missing");
    }

    private bool IsCanonicalTheLongWay()
    {
        try
        {
            var text = Encoding.UTF8.GetString(_utf8.Span);
            return CanonicalJson.Canonicalize(text) == text;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return false;
        }
    }

    private readonly record struct Member(Slice Name, Slice Value);
}
