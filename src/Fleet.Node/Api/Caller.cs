using Fleet.Cluster.ReferenceData;

using NodaTime;

namespace Fleet.Node.Api;

/// <summary>Who asks.</summary>
internal static class Caller
{
    /// <summary>The header that says why.</summary>
    public const string ReasonHeader = "X-Reason";

    /// <summary>Who enters something now, and why: the reason is the header <c>X-Reason</c>.</summary>
    public static Audit Audit(HttpContext http, IClock clock) => new(
        clock.GetCurrentInstant(),
        http.User.Identity?.Name ?? "local",
        http.Request.Headers[ReasonHeader].FirstOrDefault());
}
