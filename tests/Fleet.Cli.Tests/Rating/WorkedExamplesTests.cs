using System.Text.Json;

namespace Fleet.Cli.Tests.Rating;

/// <summary>The numbers that the OCPI specification prints (vectors/billing/worked-examples.json), compared with the exact totals of <c>fleet rate</c>.</summary>
public sealed class WorkedExamplesTests
{
    private const string Examples = "vectors/billing/worked-examples.json";

    [SkippableFact]
    public async Task Every_printed_example_comes_out()
    {
        var path = SharedFiles.Find(Examples);
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(path));
        var vectors = file.RootElement.GetProperty("vectors").EnumerateArray().ToList();

        Assert.Equal(23, vectors.Count);
        for (var i = 0; i < vectors.Count; i++)
        {
            var result = await CommandLine.RunAsync("rate", $"{path}#/vectors/{i}", "--json");

            var expected = vectors[i].TryGetProperty("expected_recomputed", out var recomputed) ? recomputed : vectors[i].GetProperty("expected_as_printed");
            Assert.Equal(0, result.ExitCode);
            Assert.Equal("BILLED", result.Json.GetProperty("state").GetString());
            Assert.Empty(result.Findings());
            Rated.AssertPrinted(expected.GetProperty("excl_tax").GetString(), result.Json.GetProperty("exact_excl_tax"));
            Rated.AssertPrinted(expected.GetProperty("incl_tax").GetString(), result.Json.GetProperty("exact_incl_tax"));
        }
    }

    // OCPI 2.2 printed the first two; without blocks: 5 min at 1.20 and 5 min at 2.40 an hour, 2 min parking at 1.00; 12 min at 2.40 and 8 min parking at 1.00.
    [SkippableTheory]
    [InlineData("T14-switch-1", "ocpi-2.2", "0.383")]
    [InlineData("T14-switch-free", "ocpi-2.2", "0.78")]
    [InlineData("T14-switch-1", "ocpi-3-nostep", "0.333333")]
    [InlineData("T14-switch-free", "ocpi-3-nostep", "0.613333")]
    public async Task Other_rules_give_what_they_gave(string id, string rules, string expected)
    {
        var path = SharedFiles.Find(Examples);
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(path));
        var index = file.RootElement.GetProperty("vectors").EnumerateArray().ToList().FindIndex(vector => vector.GetProperty("id").ValueEquals(id));

        var result = await CommandLine.RunAsync("rate", $"{path}#/vectors/{index}", "--json", "--rules", rules);

        Assert.Equal(rules, result.Json.GetProperty("rule_set").GetString());
        Rated.AssertPrinted(expected, result.Json.GetProperty("exact_excl_tax"));
    }
}
