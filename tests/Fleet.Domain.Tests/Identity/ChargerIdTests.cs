using CsCheck;

using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;

namespace Fleet.Domain.Tests.Identity;

public sealed class ChargerIdTests
{
    /// <summary>Identities rich in what has to be escaped.</summary>
    private static readonly Gen<ChargerId> Ids =
        Gen.String[Gen.OneOf(Gen.OneOf('%', ':', '2', '3', '5', 'A', 'a', '|', '/', ' '), Gen.Char['!', '~']), 1, ChargerId.MaxLength]
            .Where(text => text.Trim() == text)
            .Select(ChargerId.Parse);

    [Theory]
    [InlineData("CP1", "CP1")]
    [InlineData("a:b", "a%3Ab")]
    [InlineData("a%b", "a%25b")]
    [InlineData("a%3Ab", "a%253Ab")]
    [InlineData("%:", "%25%3A")]
    public void A_colon_and_a_percent_sign_are_escaped(string id, string escaped)
    {
        Assert.Equal(escaped, ChargerId.Parse(id).Escaped);
        Assert.True(ChargerId.TryParseEscaped(escaped, out var again));
        Assert.Equal(id, again.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" CP1")]
    [InlineData("CP1 ")]
    [InlineData("CP\u00001")]
    [InlineData("CP\n1")]
    [InlineData("1234567890123456789012345678901234567890123456789")]
    public void What_is_no_identity_is_refused_with_a_sentence(string? text)
    {
        Assert.False(ChargerId.TryParse(text, out _, out var error));
        Assert.StartsWith("chargerId: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Identities_differ_by_case() => Assert.NotEqual(ChargerId.Parse("CP1"), ChargerId.Parse("cp1"));

    [Fact]
    public void Every_escaped_identity_is_read_back_and_holds_no_colon() => Ids.Sample(id =>
        !id.Escaped.Contains(':', StringComparison.Ordinal) && ChargerId.TryParseEscaped(id.Escaped, out var again) && again == id);

    [Fact]
    public void No_two_sessions_share_a_key() => Gen.Select(Ids, Ids, Gen.Int.Positive, Gen.Int.Positive).Sample((a, b, i, j) =>
    {
        var (left, right) = (new SessionId(a, TransactionId.From(i)), new SessionId(b, TransactionId.From(j)));
        return left == right == (EntityKey.Of(left) == EntityKey.Of(right)) && SessionId.Parse(left.ToString()) == left;
    });

    [Fact]
    public void A_charger_and_a_session_never_share_a_key() => Gen.Select(Ids, Ids, Gen.Int.Positive).Sample((a, b, i) =>
        EntityKey.Of(a) != EntityKey.Of(new SessionId(b, TransactionId.From(i))));

    [Theory]
    [InlineData("")]
    [InlineData("CP1")]
    [InlineData(":1")]
    [InlineData("CP1:")]
    public void What_is_no_session_is_refused(string text)
    {
        Assert.False(SessionId.TryParse(text, out _));
        Assert.Throws<FormatException>(() => SessionId.Parse(text));
    }

    [Fact]
    public void A_session_is_split_at_the_first_colon_because_a_station_may_choose_a_transaction_with_one()
    {
        var id = SessionId.Parse("CP%3A1:tx:7");

        Assert.Equal("CP:1", id.Charger.Value);
        Assert.Equal("tx:7", id.Transaction.Value);
    }

    [Fact]
    public void Tokens_are_compared_without_regard_to_case_and_kept_as_given()
    {
        Assert.Equal(new IdToken("04AbC1"), new IdToken("04aBc1"));
        Assert.Equal(new IdToken("04AbC1").GetHashCode(), new IdToken("04aBc1").GetHashCode());
        Assert.Equal("04AbC1", new IdToken("04AbC1").ToString());
    }
}
