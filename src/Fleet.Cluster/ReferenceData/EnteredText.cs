namespace Fleet.Cluster.ReferenceData;

/// <summary>Rules of text that people enter.</summary>
internal static class EnteredText
{
    /// <summary>The most characters of an id that Fleet does not inherit from a protocol (OCPI's CiString(36)).</summary>
    public const int LongestId = 36;

    /// <summary>The most characters of a name.</summary>
    public const int LongestName = 255;

    /// <summary>What is wrong with an id; null when nothing is.</summary>
    public static string? FaultOfId(string id) => id != id.Trim() ? "must not begin or end with a space" : FaultOf(id, LongestId);

    /// <summary>What is wrong with a text that must not be blank; null when nothing is. A control character cannot be kept in every database, and is never meant.</summary>
    public static string? FaultOf(string text, int longest) => text switch
    {
        _ when string.IsNullOrWhiteSpace(text) => "must not be empty",
        _ when text.Length > longest => $"must have at most {longest} characters",
        _ when text.Any(char.IsControl) => "must not hold control characters",
        _ => null,
    };
}
