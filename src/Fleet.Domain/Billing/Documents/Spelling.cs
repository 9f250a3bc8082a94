namespace Fleet.Domain.Billing.Documents;

/// <summary>Guesses what a misspelt name was meant to be.</summary>
internal static class Spelling
{
    /// <summary>The one of <paramref name="known"/> that is nearest to <paramref name="name"/>; null when none is near enough to be meant.</summary>
    public static string? Nearest(string name, ReadOnlySpan<string> known)
    {
        var plain = Plain(name);
        if (plain.Length > 64)
            return null;
        var (nearest, least) = ((string?)null, (Math.Max(plain.Length, 3) / 3) + 1);
        foreach (var candidate in known)
        {
            var distance = Distance(plain, Plain(candidate));
            if (distance < least)
                (nearest, least) = (candidate, distance);
        }

        return nearest;
    }

    // dayOfWeek, day-of-week and DAY_OF_WEEK are all day_of_week.
    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Single-character edits between two words (Wagner and Fischer 1974).</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
