using System.Buffers.Text;
using System.Globalization;
using System.Text;

using Fleet.Cluster.Projections;

namespace Fleet.Node.Api;

/// <summary>Where in a list a page begins, and how long it is: <c>?limit=&amp;cursor=</c>.</summary>
internal static class Paging
{
    private const int DefaultLimit = 100;
    private const int MostItems = 1000;

    /// <summary>Reads both parameters.</summary>
    /// <returns>A problem; null when they are fine.</returns>
    public static IResult? Read(string? limit, string? cursor, out int count, out string? after)
    {
        (count, after) = (DefaultLimit, null);
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count < 1))
            return Problems.BadParameter("limit", "must be a whole number of at least 1");
        count = Math.Min(count, MostItems);
        if (cursor is null)
            return null;
        if (!Base64Url.IsValid(cursor))
            return Problems.BadParameter("cursor", "must be the nextCursor of the page before");
        after = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        return null;
    }

    /// <summary>The page as it is sent.</summary>
    public static object Show<T>(Page<T> page) => new { items = page.Items, nextCursor = Cursor(page.Next) };

    /// <summary>The cursor of the next page; null on the last one.</summary>
    public static string? Cursor(string? next) => next is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(next));
}
