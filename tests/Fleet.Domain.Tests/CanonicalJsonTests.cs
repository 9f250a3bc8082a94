using System.Text.Json;

namespace Fleet.Domain.Tests;

/// <summary>Expectations from RFC 8785: section 3.2.2 and 3.2.3, and the number samples of appendix B.</summary>
public sealed class CanonicalJsonTests
{
    [Fact]
    public void The_example_of_section_3_2_2_comes_out_as_printed()
    {
        const string Source = """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """;
        const string Expected = """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""";

        Assert.Equal(Expected, CanonicalJson.Canonicalize(Source));
    }

    [Fact]
    public void Members_are_sorted_by_UTF_16_code_units_as_in_section_3_2_3()
    {
        const string Source = """
            {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji","\u0080":"Control","\u00f6":"O"}
            """;

        var canonical = CanonicalJson.Canonicalize(Source);

        using var document = JsonDocument.Parse(canonical);
        Assert.Equal(
            ["Carriage Return", "One", "Control", "O", "Euro Sign", "Emoji", "Hebrew Letter Dalet With Dagesh"],
            document.RootElement.EnumerateObject().Select(m => m.Value.GetString()!),
            StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("5e-324", "5e-324")]
    [InlineData("1.7976931348623157e308", "1.7976931348623157e+308")]
    [InlineData("9007199254740992", "9007199254740992")]
    [InlineData("295147905179352830000", "295147905179352830000")]
    [InlineData("9.999999999999997e22", "9.999999999999997e+22")]
    [InlineData("1e23", "1e+23")]
    [InlineData("999999999999999700000", "999999999999999700000")]
    [InlineData("1e21", "1e+21")]
    [InlineData("9.999999999999997e-7", "9.999999999999997e-7")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("333333333.33333329", "333333333.3333333")]
    [InlineData("-0.0000033333333333333333", "-0.0000033333333333333333")]
    [InlineData("2.00", "2")]
    [InlineData("10.0", "10")]
    [InlineData("-12.50", "-12.5")]
    [InlineData("1E2", "100")]
    public void Numbers_take_their_shortest_form(string number, string canonical) => Assert.Equal(canonical, CanonicalJson.Canonicalize(number));

    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("[ ]", "[]")]
    [InlineData("""{ "b" : [ ], "a" : { } }""", """{"a":{},"b":[]}""")]
    public void Empty_values_stay_empty(string json, string canonical) => Assert.Equal(canonical, CanonicalJson.Canonicalize(json));

    [Fact]
    public void A_member_named_twice_is_refused() => Assert.ThrowsAny<JsonException>(() => CanonicalJson.Canonicalize("""{"a":1,"a":2}"""));

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"\\udc00\":1}")]
    [InlineData("1e999")]
    public void What_has_no_canonical_form_is_refused(string json) => Assert.Throws<FormatException>(() => CanonicalJson.Canonicalize(json));

    [Fact]
    public void The_hash_is_the_lower_case_SHA_256_of_the_UTF_8_bytes() =>
        // sha256sum of the two characters {}.
        Assert.Equal("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", CanonicalJson.Hash("{}"));
}
