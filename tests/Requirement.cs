namespace Fleet.Tests;

/// <summary>What a test needs beyond the SDK: programs, or minutes.</summary>
internal static class Requirement
{
    /// <summary>Skips the test, or fails it where FLEET_REQUIRE (a list with commas) names <paramref name="program"/>.</summary>
    /// <param name="program">The program's name in that list.</param>
    /// <param name="missing">Why it cannot be used; null when it can.</param>
    public static void Check(string program, string? missing)
    {
        var required = (Environment.GetEnvironmentVariable("FLEET_REQUIRE") ?? "").Split(',', StringSplitOptions.TrimEntries);
        if (required.Contains(program, StringComparer.Ordinal))
            Assert.True(missing is null, $"{missing} FLEET_REQUIRE names {program}.");
        Skip.If(missing is not null, missing);
    }

    /// <summary>Skips a test that takes minutes unless FLEET_LONG is 1. Such a test has the trait <c>Category=Long</c>.</summary>
    public static void Minutes() => Skip.IfNot(Environment.GetEnvironmentVariable("FLEET_LONG") == "1", "It takes minutes; FLEET_LONG=1 runs it.");
}
