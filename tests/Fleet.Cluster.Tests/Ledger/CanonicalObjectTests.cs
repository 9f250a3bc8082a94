using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

using CsCheck;

using Fleet.Cluster.Ledger;
using Fleet.Domain;

namespace Fleet.Cluster.Tests.Ledger;

/// <summary>Reading an object in one pass, held against the canonicalizer.</summary>
public sealed class CanonicalObjectTests
{
    private static readonly Gen<string> Name = Gen.String[OneOf('a', 'b', 'B', '0', '"', '\\', ' ', '\n', 'ö', '\uE000', '\u007f'), 0, 3];

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Gen.Long[-9_999, 9_999].Select(number => $"{number}"),
        OneOf("0", "-0", "1.0", "1e3", "999999999999999", "1000000000000000000000", "9007199254740993", "true", "false", "null"),
        Name.Select(text => JsonSerializer.Serialize(text)),
        Name.Select(text => JsonValue.Create(text).ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })));

    private static readonly Gen<string> Json = Gen.Recursive<string>((depth, inner) => depth > 3 ? Scalar : Gen.OneOf(Scalar, Object(inner), Array(inner)));

    [Fact]
    public void It_calls_canonical_what_the_canonicalizer_leaves_as_it_is() =>
        Gen.Select(Object(Json), Gen.Int[0, 3], Gen.Int[0, 400], OneOf(' ', 'x', '0', '"', ',')).Sample((json, form, place, change) =>
        {
            var text = (form, Canonical(json)) switch
            {
                (0, _) => json,
                (1, { } canonical) => canonical,
                (2, { } canonical) => canonical.Insert(place % (canonical.Length + 1), $"{change}"),
                (_, { } canonical) => canonical[..(place % canonical.Length)] + change + canonical[((place % canonical.Length) + 1)..],
                _ => json,
            };

            Assert.Equal(Canonical(text) == text, IsCanonicalObject(text));
        }, iter: 20_000, threads: 1);

    [Theory]
    [InlineData("""{"a":1,"b":[{"c":"x"},2,-3],"d":{}}""", true)]
    [InlineData("""{"a":"ä€"}""", true)]
    [InlineData("""{"a":"line\nbreak"}""", true)]
    [InlineData("""{"a":"\u00e4"}""", false)]
    [InlineData("""{"a": 1}""", false)]
    [InlineData("""{"b":1,"a":2}""", false)]
    [InlineData("""{"a":1,"a":1}""", false)]
    [InlineData("""{"a":{"c":1,"b":1}}""", false)]
    [InlineData("""{"a":-0}""", false)]
    [InlineData("""{"a":1.0}""", false)]
    [InlineData("""{"a":9007199254740993}""", false)]
    [InlineData("""{"a":1} """, false)]
    public void It_tells_canonical_text_from_other_text(string json, bool isCanonical) => Assert.Equal(isCanonical, CanonicalObject.Read(json).IsCanonical);

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("7")]
    [InlineData("{")]
    [InlineData("""{"a":1}}""")]
    [InlineData("""{"a":1}{}""")]
    [InlineData("no JSON")]
    public void What_is_no_object_is_refused(string json) => Assert.ThrowsAny<JsonException>(() => CanonicalObject.Read(json));

    [Theory]
    [InlineData("{}", """{"b":1,"d":"x"}""")]
    [InlineData("""{"a":[{"b":0}],"c":0}""", """{"a":[{"b":0}],"b":1,"c":0,"d":"x"}""")]
    [InlineData("""{"b":{"d":0},"c":0,"d":null,"e":0}""", """{"b":1,"c":0,"d":"x","e":0}""")]
    [InlineData("""{"d":0}""", """{"b":1,"d":"x"}""")]
    public void Members_are_put_in_where_they_belong(string json, string expected)
    {
        var copy = new ArrayBufferWriter<byte>();

        CanonicalObject.Read(json).CopyWith(copy, ("b", "1"), ("d", "\"x\""));

        Assert.Equal(expected, Encoding.UTF8.GetString(copy.WrittenSpan));
    }

    [Fact]
    public void Members_are_read_by_name()
    {
        var read = CanonicalObject.Read("""{"escaped":"a\"ö\n","none":null,"number":-7,"text":"plain"}""");

        Assert.Equal(("a\"ö\n", null, -7, "plain"), (read.Text("escaped"u8), read.Text("none"u8), read.Integer("number"u8), read.RequiredText("text"u8)));
        Assert.Equal("missing is missing", Assert.Throws<JsonException>(() => read.Text("missing"u8)).Message);
        Assert.Equal("none must be a text", Assert.Throws<JsonException>(() => read.RequiredText("none"u8)).Message);
        Assert.Equal("number must be a text", Assert.Throws<JsonException>(() => read.Text("number"u8)).Message);
        Assert.Equal("text must be a whole number", Assert.Throws<JsonException>(() => read.Integer("text"u8)).Message);
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(place => values[place]);

    private static Gen<string> Object(Gen<string> value) =>
        Gen.Select(Name, value).List[0, 4].Select(members => $"{{{string.Join(',', members.Select(member => $"{JsonSerializer.Serialize(member.Item1)}:{member.Item2}"))}}}");

    private static Gen<string> Array(Gen<string> value) => value.List[0, 3].Select(items => $"[{string.Join(',', items)}]");

    private static bool IsCanonicalObject(string text)
    {
        try
        {
            return CanonicalObject.Read(text).IsCanonical;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? Canonical(string json)
    {
        try
        {
            return CanonicalJson.Canonicalize(json) is ['{', ..] canonical ? canonical : null;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }
}
