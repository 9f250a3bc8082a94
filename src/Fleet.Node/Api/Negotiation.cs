using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Fleet.Node.Api;

/// <summary>Which form of an answer a caller wants.</summary>
internal static class Negotiation
{
    /// <summary>The form that the caller likes best (RFC 9110, 12.5.1); the first one where it says nothing or likes none of them.</summary>
    /// <param name="request">What <c>Accept</c> stands in.</param>
    /// <param name="offered">Media types, the usual one first.</param>
    public static string Choose(HttpRequest request, params ReadOnlySpan<string> offered)
    {
        var (best, quality) = (offered[0], 0d);
        foreach (var type in offered)
        {
            if (QualityOf(type, request.GetTypedHeaders().Accept) is var liked && liked > quality)
                (best, quality) = (type, liked);
        }

        return best;
    }

    /// <summary>The most specific range that holds the type says how much it is liked.</summary>
    private static double QualityOf(StringSegment type, IList<MediaTypeHeaderValue> accepted)
    {
        var value = new MediaTypeHeaderValue(type);
        return accepted
            .Where(value.IsSubsetOf)
            .OrderBy(range => range.MatchesAllTypes ? 2 : range.MatchesAllSubTypes ? 1 : 0)
            .Select(range => range.Quality ?? 1)
            .FirstOrDefault();
    }
}
