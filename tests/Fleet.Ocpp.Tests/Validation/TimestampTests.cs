using System.Text;
using CsCheck;
using Fleet.Ocpp.Validation;
using NodaTime;
using NodaTime.Text;

namespace Fleet.Ocpp.Tests.Validation;

public sealed class TimestampTests
{
    /// <summary>Forms seen from chargers (OCPP 1.6 3.15).</summary>
    [Theory]
    [InlineData("2026-03-29T01:30:00Z", "2026-03-29T01:30:00Z")]
    [InlineData("2026-03-29T01:30:00", "2026-03-29T01:30:00Z")]
    [InlineData("2026-03-29 01:30:00", "2026-03-29T01:30:00Z")]
    [InlineData("2026-03-29T01:30Z", "2026-03-29T01:30:00Z")]
    [InlineData("2026-03-29t01:30:00z", "2026-03-29T01:30:00Z")]
    [InlineData("2026-03-29T01:30:00.5Z", "2026-03-29T01:30:00.5Z")]
    [InlineData("2026-03-29T01:30:00.123456789Z", "2026-03-29T01:30:00.123Z")]
    [InlineData("2026-03-29T01:30:00.1234567891234Z", "2026-03-29T01:30:00.123Z")]
    [InlineData("2026-03-29T01:30:00.000", "2026-03-29T01:30:00Z")]
    [InlineData("2026-03-29T01:30:00+02:00", "2026-03-28T23:30:00Z")]
    [InlineData("2026-03-29T01:30:00-0530", "2026-03-29T07:00:00Z")]
    [InlineData("2026-03-29T01:30:00+02", "2026-03-28T23:30:00Z")]
    [InlineData("2026-03-29T01:30:00.25+05:45", "2026-03-28T19:45:00.25Z")]
    [InlineData("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+18:00", "0000-12-31T06:00:00Z")]
    public void A_time_is_read_in_every_form_that_chargers_use(string text, string utc)
    {
        Assert.True(Timestamp.TryParse(Encoding.UTF8.GetBytes(text), out var time));
        Assert.Equal(InstantPattern.ExtendedIso.Parse(utc).Value, time);
    }

    [Theory]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("2026-03-29")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-00-01T00:00:00Z")]
    [InlineData("2026-01-00T00:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("2026-01-01T24:00:00Z")]
    [InlineData("2026-01-01T00:60:00Z")]
    [InlineData("2026-01-01T00:00:61Z")]
    [InlineData("2026-01-01T00:00:00.Z")]
    [InlineData("2026-01-01T00:00:00ZZ")]
    [InlineData("2026-01-01T00:00:00+1")]
    [InlineData("2026-01-01T00:00:00+19:00")]
    [InlineData("2026-01-01T00:00:00+02:0x")]
    [InlineData("2026-01-01T00:00:0")]
    [InlineData("9999-12-31T23:59:60Z")]
    [InlineData("9999-12-31T23:59:59-00:01")]
    [InlineData("-2026-01-01T00:00:00Z")]
    public void What_is_no_time_is_refused(string text) => Assert.False(Timestamp.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void A_written_time_has_milliseconds_and_z_and_reads_back()
    {
        var pattern = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fff'Z'");
        Gen.Long[-62_135_596_800_000, 253_402_300_799_999].Sample(milliseconds =>
        {
            var time = Instant.FromUnixTimeMilliseconds(milliseconds);
            var text = new byte[32];
            Assert.True(Timestamp.TryFormat(time, text));
            var written = Encoding.UTF8.GetString(text, 0, Timestamp.WrittenLength);
            Assert.Equal(pattern.Format(time), written);
            Assert.True(Timestamp.TryParse(text.AsSpan(0, Timestamp.WrittenLength), out var read));
            Assert.Equal(time, read);
        });
    }

    [Fact]
    public void A_time_without_a_year_of_four_digits_is_not_written() => Assert.False(Timestamp.TryFormat(Instant.MinValue, new byte[32]));
}
