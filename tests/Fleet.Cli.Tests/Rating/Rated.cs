using System.Globalization;
using System.Text.Json;

using Fleet.Cli.Tests.Replay;

namespace Fleet.Cli.Tests.Rating;

/// <summary>Runs <c>fleet rate</c> and <c>fleet audit</c> on documents.</summary>
internal static class Rated
{
    /// <summary>Rates a document given as text.</summary>
    public static Task<CommandLine.Result> RateAsync(string json, params string[] options) => RunAsync("rate", json, options);

    /// <summary>Audits a record given as text.</summary>
    public static Task<CommandLine.Result> AuditAsync(string json, params string[] options) => RunAsync("audit", json, options);

    /// <summary>A request: a tariff, a zone, a session's start and end, and its periods.</summary>
    public static string Request(string tariff, string start, string end, string periods, string zone = "UTC", string more = "") =>
        $$"""{"tariff":{{tariff}},"time_zone":"{{zone}}","session":{"start":"{{start}}","end":"{{end}}","periods":[{{periods}}]}{{more}}}""";

    /// <summary>A tariff of elements that each have components, and restrictions where there are some.</summary>
    public static string Tariff(string elements, string currency = "EUR", string more = "") =>
        $$"""{"id":"T","currency":"{{currency}}","elements":[{{elements}}]{{more}}}""";

    /// <summary>An element of one price.</summary>
    public static string Price(string type, string price, string? vat = null, int step = 1, string? when = null) =>
        $$"""{"price_components":[{"type":"{{type}}","price":{{price}},"step_size":{{step}}{{(vat is null ? "" : $",\"vat\":{vat}")}}}]{{(when is null ? "" : $",\"restrictions\":{{{when}}}")}}}""";

    /// <summary>Whether an exact amount is a printed one, rounded half up to its digits; both may be null.</summary>
    public static void AssertPrinted(string? printed, JsonElement exact)
    {
        if (printed is null)
        {
            Assert.Equal(JsonValueKind.Null, exact.ValueKind);
            return;
        }

        var expected = decimal.Parse(printed, CultureInfo.InvariantCulture);
        Assert.Equal(expected, Math.Round(decimal.Parse(exact.GetString()!, CultureInfo.InvariantCulture), expected.Scale, MidpointRounding.AwayFromZero));
    }

    /// <summary>The findings, as <c>CODE at pointer</c>.</summary>
    public static string[] Findings(this CommandLine.Result result) =>
        [.. result.Json.GetProperty("findings").EnumerateArray().Select(finding => $"{finding.GetProperty("code")} at {finding.GetProperty("pointer")}")];

    /// <summary>The verdict of an audit.</summary>
    public static string? Verdict(CommandLine.Result result) => result.Json.GetProperty("verdict").GetString();

    /// <summary>The differences of an audit, each as pointer, stated, computed and difference.</summary>
    public static string[] Differences(CommandLine.Result result) =>
        [.. result.Json.GetProperty("differences").EnumerateArray().Select(difference => string.Join(' ', difference.EnumerateObject().Select(member => member.Value.ToString())))];

    private static async Task<CommandLine.Result> RunAsync(string command, string json, string[] options)
    {
        using var file = TemporaryFile.Of(json);
        return await CommandLine.RunAsync([command, file.Path, "--json", .. options]);
    }
}
