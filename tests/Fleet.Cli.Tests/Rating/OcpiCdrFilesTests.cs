namespace Fleet.Cli.Tests.Rating;

/// <summary>The specification's own charge detail records, sessions and parts of them.</summary>
public sealed class OcpiCdrFilesTests
{
    [SkippableTheory]
    [InlineData("2.2/cdr_example.json", "2.2", "ocpi-2.2")]
    [InlineData("2.2.1/cdr_example.json", "2.2.1", "ocpi-2.2.1-d2")]
    [InlineData("2.3.0/cdr_example.json", "2.3.0", "ocpi-2.2.1-d2")]
    public async Task The_specifications_own_record_says_what_its_tariff_says(string file, string version, string rules)
    {
        var result = await CommandLine.RunAsync("audit", SharedFiles.Find("vectors/billing/ocpi-spec/" + file), "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("OK", result.Json.GetProperty("verdict").GetString());
        Assert.Equal((version, rules), (result.Json.GetProperty("version").GetString(), result.Json.GetProperty("rule_set").GetString()));
        Assert.Equal("4.00", result.Json.GetProperty("total_excl_tax").GetString());
        Assert.Equal("4.40", result.Json.GetProperty("total_incl_tax").GetString());
    }

    // The price of 2.1.1 is a text; sessions and patches are no records.
    [SkippableTheory]
    [InlineData("2.1.1/cdrs_01_example_of_a_cdr.json", "/tariffs/0/elements/0/price_components/0/price: must be a number, without quotes")]
    [InlineData("2.1.1/sessions_03_simple_session_example_of_a_short_finished_session.json", "/start_date_time: is required")]
    [InlineData("2.2.1/session_example_1_simple_start.json", "/charging_periods: is required")]
    [InlineData("2.3.0/session_patch_example_total_cost.json", "/id: is required")]
    public async Task What_is_no_right_record_is_refused_for_this_reason(string file, string reason)
    {
        var result = await CommandLine.RunAsync("audit", SharedFiles.Find("vectors/billing/ocpi-spec/" + file), "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("NOT_VERIFIABLE", result.Json.GetProperty("verdict").GetString());
        Assert.Contains(reason, result.Json.GetProperty("errors").EnumerateArray().Select(error => $"{error.GetProperty("pointer")}: {error.GetProperty("rule")}"), StringComparer.Ordinal);
    }

    // What is a session in all but its name has no tariff, and its kWh are Wh.
    [SkippableTheory]
    [InlineData("2.2")]
    [InlineData("2.2.1")]
    [InlineData("2.3.0")]
    public async Task A_session_cannot_be_verified_as_a_record(string version)
    {
        var result = await CommandLine.RunAsync("audit", SharedFiles.Find($"vectors/billing/ocpi-spec/{version}/session_example_2_short_finished.json"), "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("NOT_VERIFIABLE", result.Json.GetProperty("verdict").GetString());
        Assert.Contains("NO_TARIFF at /tariffs", result.Findings(), StringComparer.Ordinal);
        Assert.Contains("MISSING_FIELD at /total_energy", result.Findings(), StringComparer.Ordinal);
        Assert.Contains("WH_IN_KWH_FIELD at /charging_periods/0/dimensions/0/volume", result.Findings(), StringComparer.Ordinal);
    }

    [SkippableFact]
    public async Task A_2_1_1_record_with_its_price_as_a_number_is_right()
    {
        var json = await File.ReadAllTextAsync(SharedFiles.Find("vectors/billing/ocpi-spec/2.1.1/cdrs_01_example_of_a_cdr.json"));

        var result = await Rated.AuditAsync(json.Replace("\"2.00\"", "2.00", StringComparison.Ordinal));

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(("2.1.1", "ocpi-2.2"), (result.Json.GetProperty("version").GetString(), result.Json.GetProperty("rule_set").GetString()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, result.Json.GetProperty("total_incl_tax").ValueKind);
    }

    // What every readable tariff of the specification makes of an hour of charging, 20 kWh at 20 kW and 30 A.
    [SkippableTheory]
    [InlineData("2.1.1")]
    [InlineData("2.2")]
    [InlineData("2.2.1")]
    [InlineData("2.3.0")]
    public async Task Every_tariff_of_the_specification_rates_a_session(string version)
    {
        foreach (var tariff in Directory.GetFiles(SharedFiles.Find($"vectors/billing/ocpi-spec/{version}"), "tariff*.json"))
        {
            const string Period = """{"start":"2019-01-14T10:00:00Z","state":"CHARGING","kwh":20,"min_power":20,"max_power":20,"min_current":30,"max_current":30}""";

            var result = await Rated.RateAsync(Rated.Request(System.Text.Json.JsonSerializer.Serialize(tariff), "2019-01-14T10:00:00Z", "2019-01-14T11:00:00Z", Period));

            Assert.True(result.ExitCode == 0, $"{tariff}: {result.Out}");
            Assert.NotNull(result.Json.GetProperty(tariff.Contains("inclusive", StringComparison.Ordinal) ? "exact_incl_tax" : "exact_excl_tax").GetString());
        }
    }
}
