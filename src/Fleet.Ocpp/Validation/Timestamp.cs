using System.Buffers.Text;
using System.Text.Json;
using NodaTime;

namespace Fleet.Ocpp.Validation;

/// <summary>
/// Times as chargers write them: ISO 8601 with or without seconds, fraction and offset; no offset means UTC (OCPP 1.6 3.15).
/// Written as <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.
/// </summary>
internal static class Timestamp
{
    /// <summary>Length of a written time.</summary>
    public const int WrittenLength = 24;

    /// <summary>No sane timestamp is longer; what is longer is not looked at.</summary>
    private const int LongestRead = 64;

    private const long SecondsPerDay = 86_400;

    /// <summary>An offset must not carry a time over the end of the year 9999, where <see cref="Instant"/> ends.</summary>
    private static readonly long Last = Instant.MaxValue.ToUnixTimeSeconds();

    /// <summary>The time in the string token at the reader.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out Instant time)
    {
        time = default;
        if (reader.ValueSpan.Length > LongestRead) return false;
        if (!reader.ValueIsEscaped) return TryParse(reader.ValueSpan, out time);
        Span<byte> unescaped = stackalloc byte[LongestRead];
        return TryParse(unescaped[..reader.CopyString(unescaped)], out time);
    }

    /// <summary>The time written in <paramref name="text"/> (UTF-8).</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Instant time)
    {
        time = default;
        if (text.Length < 16
            || !TryDigits(text[..4], out var year) || text[4] != '-'
            || !TryDigits(text[5..7], out var month) || text[7] != '-'
            || !TryDigits(text[8..10], out var day) || text[10] is not ((byte)'T' or (byte)'t' or (byte)' ')
            || !TryDigits(text[11..13], out var hour) || text[13] != ':'
            || !TryDigits(text[14..16], out var minute))
        {
            return false;
        }

        var rest = text[16..];
        if (!TrySecond(ref rest, out var second, out var nanosecond) || !TryOffset(rest, out var offsetSeconds)) return false;
        if (year is 0 || month is 0 or > 12 || day is 0 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59) return false;
        var days = new DateOnly(year, month, day).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        var unixSeconds = (days * SecondsPerDay) + (hour * 3600) + (minute * 60) + second - offsetSeconds;
        if (unixSeconds > Last) return false;
        // The domain counts milliseconds; a finer time could not be stored.
        time = Instant.FromUnixTimeMilliseconds((unixSeconds * 1000) + (nanosecond / 1_000_000));
        return true;
    }

    /// <summary>Writes <paramref name="time"/>, cut to milliseconds; returns false when its year does not have four digits.</summary>
    public static bool TryFormat(Instant time, Span<byte> text)
    {
        var milliseconds = time.ToUnixTimeMilliseconds();
        if (milliseconds < DateTimeOffset.MinValue.ToUnixTimeMilliseconds() || milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()) return false;
        var utc = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime;
        Utf8Formatter.TryFormat(utc, text, out _, 'O');
        text[WrittenLength - 1] = (byte)'Z';
        return true;
    }

    /// <summary>Optional seconds and fraction; second 60 is a leap second and is let through as the next minute's first.</summary>
    private static bool TrySecond(ref ReadOnlySpan<byte> rest, out int second, out long nanosecond)
    {
        (second, nanosecond) = (0, 0);
        if (rest is not [(byte)':', ..]) return true;
        if (rest.Length < 3 || !TryDigits(rest[1..3], out second) || second > 60) return false;
        rest = rest[3..];
        if (rest is not [(byte)'.' or (byte)',', ..]) return true;
        var digits = 0;
        for (rest = rest[1..]; rest.Length > 0 && rest[0] is >= (byte)'0' and <= (byte)'9'; rest = rest[1..], digits++)
        {
            if (digits < 9) nanosecond = (nanosecond * 10) + (rest[0] - '0');
        }

        for (var place = digits; place < 9; place++) nanosecond *= 10;
        return digits > 0;
    }

    private static bool TryOffset(ReadOnlySpan<byte> rest, out int seconds)
    {
        seconds = 0;
        if (rest is [] or [(byte)'Z' or (byte)'z']) return true;
        if (rest[0] is not ((byte)'+' or (byte)'-')) return false;
        var digits = rest[1..];
        var minute = 0;
        var understood = digits.Length switch
        {
            2 => TryDigits(digits, out _),
            4 => TryDigits(digits[2..], out minute),
            5 => digits[2] == ':' && TryDigits(digits[3..], out minute),
            _ => false,
        };
        if (!understood || !TryDigits(digits[..2], out var hour) || hour > 18 || minute > 59) return false;
        seconds = ((hour * 3600) + (minute * 60)) * (rest[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> digits, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9') return false;
            value = (value * 10) + (digit - '0');
        }

        return true;
    }
}
