using System.Globalization;

namespace Fleet.Node.Api;

/// <summary>Which of a session's entries: <c>?revision=</c>, from 1; without it the newest.</summary>
internal static class RevisionParameter
{
    /// <summary>Reads it.</summary>
    /// <returns>A problem; null when it is fine.</returns>
    public static IResult? Read(string? revision, out int? number)
    {
        number = null;
        if (revision is null)
            return null;
        if (!int.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) || parsed < 1)
            return Problems.BadParameter("revision", "must be a whole number of at least 1");
        number = parsed;
        return null;
    }

    /// <summary>404 that names what is missing.</summary>
    public static IResult NotFound(string id, int? number) =>
        Problems.NotFound(number is null ? $"There is no billed transaction '{id}'." : $"There is no revision {number} of a billed transaction '{id}'.");
}
