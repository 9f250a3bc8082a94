using System.Text.Json;

namespace Fleet.Domain.Charging.Bundles;

/// <summary>Where two JSON documents differ.</summary>
internal static class JsonDifference
{
    /// <summary>JSON pointer (RFC 6901) of the first place, in the order of <paramref name="one"/>, at which <paramref name="other"/> says something else; null when none does.</summary>
    public static string? First(JsonElement one, JsonElement other, string pointer)
    {
        if (one.ValueKind != other.ValueKind)
            return pointer;
        return one.ValueKind switch
        {
            JsonValueKind.Object => InObject(one, other, pointer),
            JsonValueKind.Array => InArray(one, other, pointer),
            _ => JsonElement.DeepEquals(one, other) ? null : pointer,
        };
    }

    private static string? InObject(JsonElement one, JsonElement other, string pointer)
    {
        foreach (var member in one.EnumerateObject())
        {
            var place = $"{pointer}/{member.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
            if (!other.TryGetProperty(member.Name, out var counterpart))
                return place;
            if (First(member.Value, counterpart, place) is { } different)
                return different;
        }

        foreach (var member in other.EnumerateObject())
        {
            if (!one.TryGetProperty(member.Name, out _))
                return $"{pointer}/{member.Name}";
        }

        return null;
    }

    private static string? InArray(JsonElement one, JsonElement other, string pointer)
    {
        var length = Math.Min(one.GetArrayLength(), other.GetArrayLength());
        for (var i = 0; i < length; i++)
        {
            if (First(one[i], other[i], $"{pointer}/{i}") is { } different)
                return different;
        }

        return one.GetArrayLength() == other.GetArrayLength() ? null : $"{pointer}/{length}";
    }
}
