using System.Text.Json;

using Fleet.Cli.Tests.Replay;

using static Fleet.Cli.Tests.Rating.Rated;

namespace Fleet.Cli.Tests.Rating;

/// <summary>Records of other parties, right and wrong.</summary>
public sealed class AuditCommandTests
{
    // 10 kWh at 0.45 and 30 min of parking at 6.00 an hour, a fee of 0.50, VAT 20 %: 4.50 + 3.00 + 0.50 = 8.00; 9.60.
    private const string Good =
        """
        {"country_code":"DE","party_id":"ABC","id":"CDR1","start_date_time":"2024-01-15T10:00:00Z","end_date_time":"2024-01-15T11:30:00Z",
         "cdr_token":{"country_code":"DE","party_id":"TNM","uid":"1","type":"RFID","contract_id":"C"},"auth_method":"WHITELIST",
         "cdr_location":{"id":"LOC1","country":"DEU","connector_power_type":"AC_3_PHASE"},"currency":"EUR",
         "tariffs":[{"country_code":"DE","party_id":"ABC","id":"T1","currency":"EUR","elements":[{"price_components":[
           {"type":"FLAT","price":0.50,"vat":20.0,"step_size":1},{"type":"ENERGY","price":0.45,"vat":20.0,"step_size":1},
           {"type":"PARKING_TIME","price":6.00,"vat":20.0,"step_size":1}]}],"last_updated":"2024-01-01T00:00:00Z"}],
         "charging_periods":[
           {"start_date_time":"2024-01-15T10:00:00Z","dimensions":[{"type":"ENERGY","volume":10.0},{"type":"TIME","volume":1.0}],"tariff_id":"T1"},
           {"start_date_time":"2024-01-15T11:00:00Z","dimensions":[{"type":"PARKING_TIME","volume":0.5}],"tariff_id":"T1"}],
         "signed_data":{"encoding_method":"OCMF","signed_values":[{"nature":"Start","plain_data":"a","signed_data":"b"}]},
         "total_cost":{"excl_vat":8.00,"incl_vat":9.60},"total_fixed_cost":{"excl_vat":0.50,"incl_vat":0.60},
         "total_energy":10.0,"total_energy_cost":{"excl_vat":4.50,"incl_vat":5.40},"total_time":1.5,
         "total_parking_time":0.5,"total_parking_cost":{"excl_vat":3.00,"incl_vat":3.60},"last_updated":"2024-01-15T12:00:00Z"}
        """;

    private const string TotalCost = "\"total_cost\":{\"excl_vat\":8.00,\"incl_vat\":9.60}";
    private const string Second = "{\"start_date_time\":\"2024-01-15T11:00:00Z\",\"dimensions\":[{\"type\":\"PARKING_TIME\",\"volume\":0.5}],\"tariff_id\":\"T1\"}";

    [Fact]
    public async Task A_right_record_is_right_in_every_field_that_it_states()
    {
        var result = await AuditAsync(Good);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("OK", Verdict(result));
        Assert.Equal("2.2.1", result.Json.GetProperty("version").GetString());
        Assert.Equal("ocpi-2.2.1-d2", result.Json.GetProperty("rule_set").GetString());
        Assert.True(result.Json.GetProperty("payable").GetBoolean());
        Assert.Empty(result.Findings());
        Assert.Equal(11, result.Json.GetProperty("compared").GetArrayLength());
        Assert.Equal("a", result.Json.GetProperty("signed_data").GetProperty("signed_values")[0].GetProperty("plain_data").GetString());
    }

    // Stated, computed, and the difference, by hand.
    [Theory]
    [InlineData(TotalCost, "\"total_cost\":{\"excl_vat\":8.50,\"incl_vat\":9.60}", "/total_cost/excl_vat 8.50 8 0.5", "TOTAL_COST_DIFFERS at /total_cost/excl_vat")]
    [InlineData(TotalCost, "\"total_cost\":{\"excl_vat\":8.00,\"incl_vat\":9.52}", "/total_cost/incl_vat 9.52 9.6 -0.08", "TOTAL_COST_DIFFERS at /total_cost/incl_vat")]
    [InlineData("\"total_energy_cost\":{\"excl_vat\":4.50", "\"total_energy_cost\":{\"excl_vat\":4.49", "/total_energy_cost/excl_vat 4.49 4.5 -0.01", "COST_DIFFERS at /total_energy_cost/excl_vat")]
    [InlineData("\"total_energy\":10.0", "\"total_energy\":11.0", "/total_energy 11.0 10 1", "ENERGY_SUM_DIFFERS at /total_energy")]
    [InlineData("\"total_time\":1.5", "\"total_time\":1.25", "/total_time 1.25 1.5 -0.25", "TIME_SUM_DIFFERS at /total_time")]
    [InlineData("\"total_parking_time\":0.5", "\"total_parking_time\":0.75", "/total_parking_time 0.75 0.5 0.25", "TIME_SUM_DIFFERS at /total_parking_time")]
    [InlineData("\"AC_3_PHASE\"},\"currency\":\"EUR\"", "\"AC_3_PHASE\"},\"currency\":\"CHF\"", "/currency CHF EUR ", "CURRENCY_DIFFERS at /currency")]
    public async Task A_record_that_states_something_else_than_comes_out_is_a_mismatch(string old, string @new, string difference, string finding)
    {
        var result = await AuditAsync(Good.Replace(old, @new, StringComparison.Ordinal));

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("MISMATCH", Verdict(result));
        Assert.Equal([difference], Differences(result));
        Assert.Equal([finding], result.Findings());
        Assert.False(result.Json.GetProperty("payable").GetBoolean());
    }

    [Theory]
    [InlineData("\"volume\":10.0", "\"volume\":-10.0", "NEGATIVE_VOLUME at /charging_periods/0/dimensions/0/volume")]
    [InlineData("\"volume\":10.0", "\"volume\":10000", "WH_IN_KWH_FIELD at /charging_periods/0/dimensions/0/volume")]
    [InlineData("\"type\":\"TIME\",\"volume\":1.0", "\"type\":\"TIME\",\"volume\":1.2", "TIME_EXCEEDS_PERIOD at /charging_periods/0")]
    [InlineData("\"type\":\"TIME\"", "\"type\":\"TIEM\"", "UNEXPECTED_FIELD at /charging_periods/0/dimensions/1/type")]
    [InlineData("\"start_date_time\":\"2024-01-15T11:00:00Z\"", "\"start_date_time\":\"2024-01-15T09:00:00Z\"", "PERIOD_OUTSIDE_SESSION at /charging_periods/1,PERIODS_OUT_OF_ORDER at /charging_periods/1")]
    [InlineData("\"start_date_time\":\"2024-01-15T11:00:00Z\"", "\"start_date_time\":\"2024-01-15T12:00:00Z\"", "PERIOD_OUTSIDE_SESSION at /charging_periods/1")]
    [InlineData("\"start_date_time\":\"2024-01-15T11:00:00Z\"", "\"start_date_time\":\"2024-01-15T10:00:00Z\"", "PERIODS_OVERLAP at /charging_periods/1")]
    [InlineData("0.5}],\"tariff_id\":\"T1\"", "0.5}],\"tariff_id\":\"T2\"", "SEVERAL_TARIFFS at /tariffs")]
    [InlineData("\"tariff_id\":\"T1\"", "\"tariff_id\":\"T9\"", "TARIFF_NOT_GIVEN at /tariffs")]
    [InlineData("\"AC_3_PHASE\"},\"currency\":\"EUR\"", "\"AC_3_PHASE\"},\"currency\":\"EUX\"", "UNKNOWN_CURRENCY at /currency,CURRENCY_DIFFERS at /currency")]
    [InlineData("\"id\":\"T1\",\"currency\":\"EUR\"", "\"id\":\"T1\",\"currency\":\"EUX\"", "UNKNOWN_CURRENCY at /tariffs/0/currency")]
    [InlineData("}],\"last_updated\":\"2024-01-01", "}],\"end_date_time\":\"2023-12-31T00:00:00Z\",\"last_updated\":\"2024-01-01", "NO_TARIFF at ")]
    [InlineData("{\"price_components\"", "{\"restrictions\":{\"dayOfWeek\":[\"MONDAY\"]},\"price_components\"", "UNEXPECTED_FIELD at /tariffs/0/elements/0/restrictions/dayOfWeek")]
    [InlineData("{\"price_components\"", "{\"restrictions\":{\"min_power\":3.0},\"price_components\"", "MISSING_LOAD at /charging_periods")]
    public async Task A_record_that_contradicts_itself_or_lacks_what_its_price_depends_on_cannot_be_verified(string old, string @new, string findings)
    {
        var result = await AuditAsync(Good.Replace(old, @new, StringComparison.Ordinal));

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("NOT_VERIFIABLE", Verdict(result));
        foreach (var finding in findings.Split(','))
            Assert.Contains(finding, result.Findings(), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("\"volume\":10.0", "\"volume\":\"10.0\"", "/charging_periods/0/dimensions/0/volume", "must be a number, without quotes")]
    [InlineData("\"end_date_time\":\"2024-01-15T11:30:00Z\",", "", "/end_date_time", "is required")]
    [InlineData(TotalCost, "\"total_cost\":{\"incl_vat\":9.60}", "/total_cost/excl_vat", "is required")]
    [InlineData("\"type\":\"TIME\"", "\"type\":\"ENERGY\"", "/charging_periods/0/dimensions/1/type", "must not be ENERGY twice in one period")]
    [InlineData("\"price\":0.45", "\"price\":\"0.45\"", "/tariffs/0/elements/0/price_components/1/price", "must be a number, without quotes")]
    public async Task A_malformed_record_is_refused_with_its_pointer_and_the_rule(string old, string @new, string place, string rule)
    {
        var result = await AuditAsync(Good.Replace(old, @new, StringComparison.Ordinal));

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("NOT_VERIFIABLE", Verdict(result));
        var error = Assert.Single(result.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal((place, rule), (error.GetProperty("pointer").GetString(), error.GetProperty("rule").GetString()));
    }

    [Fact]
    public async Task A_member_that_is_not_known_is_named_and_keeps_the_record_from_being_paid_unseen()
    {
        var result = await AuditAsync(Good.Replace("\"total_energy\"", "\"totalEnergy\":10.0,\"total_energy\"", StringComparison.Ordinal));

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("OK", Verdict(result));
        Assert.Equal(["UNEXPECTED_FIELD at /totalEnergy"], result.Findings());
        Assert.False(result.Json.GetProperty("payable").GetBoolean());
    }

    // 10.01 kWh at 0.4555 are 4.559555; with 3.00 and 0.50 8.059555: 8.06 in all, by lines 4.56 + 3.00 + 0.50 = 8.06, and to four digits 8.0596.
    [Theory]
    [InlineData("8.06", "9.67", "TOTAL")]
    [InlineData("8.0596", "9.671466", "EXACT")]
    public async Task Every_legal_rounding_agrees_and_is_named(string net, string gross, string rounding)
    {
        var cdr = JsonWithout(Good, "total_energy_cost").Replace("\"price\":0.45", "\"price\":0.4555", StringComparison.Ordinal)
            .Replace("\"volume\":10.0", "\"volume\":10.01", StringComparison.Ordinal).Replace("\"total_energy\":10.0", "\"total_energy\":10.01", StringComparison.Ordinal)
            .Replace("\"excl_vat\":8.00,\"incl_vat\":9.60", $"\"excl_vat\":{net},\"incl_vat\":{gross}", StringComparison.Ordinal);

        var result = await AuditAsync(cdr);

        Assert.Equal("OK", Verdict(result));
        Assert.Equal(rounding, result.Json.GetProperty("compared")[0].GetProperty("rounding").GetString());
    }

    [Fact]
    public async Task Lines_that_were_rounded_one_by_one_agree_although_the_total_would_round_otherwise()
    {
        // 4.5045 + 3.004 + 0.504 = 8.0125: 8.01 in all; by lines 4.50 + 3.00 + 0.50 = 8.00.
        var cdr = JsonWithout(JsonWithout(JsonWithout(Good, "total_energy_cost"), "total_parking_cost"), "total_fixed_cost")
            .Replace("\"price\":0.45", "\"price\":0.45045", StringComparison.Ordinal)
            .Replace("\"price\":6.00", "\"price\":6.008", StringComparison.Ordinal)
            .Replace("\"price\":0.50", "\"price\":0.504", StringComparison.Ordinal);

        var result = await AuditAsync(cdr);

        Assert.Equal("OK", Verdict(result));
        Assert.Equal("LINE", result.Json.GetProperty("compared")[0].GetProperty("rounding").GetString());
    }

    [Theory]
    [InlineData("-8.00", "-9.60", ",\"credit_reference_id\":\"CDR0\"", "OK", "")]
    [InlineData("-8.00", "-9.60", "", "OK", "CREDIT_WITHOUT_REFERENCE at /credit_reference_id")]
    [InlineData("-7.00", "-8.40", ",\"credit_reference_id\":\"CDR0\"", "MISMATCH", "TOTAL_COST_DIFFERS at /total_cost/excl_vat,TOTAL_COST_DIFFERS at /total_cost/incl_vat")]
    [InlineData("8.00", "9.60", ",\"credit_reference_id\":\"CDR0\"", "MISMATCH", "CREDIT_SIGN at /total_cost/excl_vat,TOTAL_COST_DIFFERS at /total_cost/excl_vat,TOTAL_COST_DIFFERS at /total_cost/incl_vat")]
    public async Task A_credit_takes_back_the_whole_of_a_record_that_it_names(string net, string gross, string reference, string verdict, string findings)
    {
        var result = await AuditAsync(Good.Replace(TotalCost, $$""" "credit":true{{reference}},"total_cost":{"excl_vat":{{net}},"incl_vat":{{gross}}}""", StringComparison.Ordinal));

        Assert.Equal(verdict, Verdict(result));
        Assert.Equal(findings, string.Join(',', result.Findings()));
        Assert.True(result.Json.GetProperty("credit").GetBoolean());
    }

    // 13 min charging and 8 min parking at 3 an hour in blocks of 10 min: 1.15 since d2, before it 1.50 (21 min to 30).
    [Theory]
    [InlineData("1.15", null, "OK", "ocpi-2.2.1-d2")]
    [InlineData("1.50", null, "OK", "ocpi-2.2")]
    [InlineData("1.05", null, "MISMATCH", "ocpi-2.2.1-d2")]
    [InlineData("1.05", "ocpi-3-nostep", "OK", "ocpi-3-nostep")]
    [InlineData("1.15", "ocpi-2.2", "MISMATCH", "ocpi-2.2")]
    public async Task A_record_of_2_2_1_may_be_made_by_the_rules_before_or_after_its_bug_fixes(string cost, string? rules, string verdict, string by)
    {
        var result = await AuditAsync(Blocks(cost), rules is null ? [] : ["--rules", rules]);

        Assert.Equal(verdict, Verdict(result));
        Assert.Equal(by, result.Json.GetProperty("rule_set").GetString());
    }

    // 15 January 2024 10:00Z is 11:00 in Berlin: all of it before noon there, at 0.20; in Helsinki it is past noon.
    [Theory]
    [InlineData("DEU", null, "OK", "Europe/Berlin")]
    [InlineData("DE", null, "OK", "Europe/Berlin")]
    [InlineData("USA", null, "NOT_VERIFIABLE", null)]
    [InlineData("USA", "Europe/Berlin", "OK", "Europe/Berlin")]
    [InlineData("FIN", null, "MISMATCH", "Europe/Helsinki")]
    public async Task The_wall_clock_is_that_of_the_option_or_of_a_country_with_one_zone(string country, string? zone, string verdict, string? expected)
    {
        var cdr = Window("\"start_time\":\"10:30\",\"end_time\":\"12:00\"", "2.00").Replace("\"DEU\"", $"\"{country}\"", StringComparison.Ordinal);

        var result = await AuditAsync(cdr, zone is null ? [] : ["--zone", zone]);

        Assert.Equal(verdict, Verdict(result));
        Assert.Equal(expected, result.Json.GetProperty("time_zone").GetString());
        Assert.Equal(verdict == "NOT_VERIFIABLE", result.Findings().Contains("MISSING_TIME_ZONE at ", StringComparer.Ordinal));
    }

    // From 11:00 to 12:00 in Berlin, with another price from 11:30 on: by its start 10 kWh at 0.20.
    [Theory]
    [InlineData("2.00", "OK")]
    [InlineData("3.00", "NOT_VERIFIABLE")]
    public async Task A_period_over_a_change_of_price_is_priced_by_its_start_and_said_so(string cost, string verdict)
    {
        var result = await AuditAsync(Window("\"start_time\":\"10:30\",\"end_time\":\"11:30\"", cost));

        Assert.Equal(verdict, Verdict(result));
        Assert.Contains("PERIOD_SPANS_PRICE_CHANGE at ", result.Findings(), StringComparer.Ordinal);
        Assert.False(result.Json.GetProperty("payable").GetBoolean());
    }

    [Fact]
    public async Task Another_tariff_can_be_audited_by()
    {
        // 10 kWh at 0.80.
        using var tariff = TemporaryFile.Of("""{"id":"T2","currency":"EUR","elements":[{"price_components":[{"type":"ENERGY","price":0.80,"vat":20.0,"step_size":1}]}]}""");
        var cdr = JsonWithout(JsonWithout(JsonWithout(Good, "total_energy_cost"), "total_parking_cost"), "total_fixed_cost");

        var result = await AuditAsync(cdr, "--tariff", tariff.Path);

        Assert.Equal("OK", Verdict(result));
        Assert.Equal("8", result.Json.GetProperty("exact_excl_tax").GetString());
    }

    [Fact]
    public async Task Without_json_the_verdict_is_told_in_words()
    {
        using var file = TemporaryFile.Of(Good.Replace(TotalCost, "\"total_cost\":{\"excl_vat\":8.50,\"incl_vat\":9.60}", StringComparison.Ordinal));

        var result = await CommandLine.RunAsync("audit", file.Path);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("MISMATCH: CDR CDR1 of OCPI 2.2.1, tariff T1", result.Out, StringComparison.Ordinal);
        Assert.Contains("/total_cost/excl_vat: 8.50 is stated, 8 comes out, difference 0.5", result.Out, StringComparison.Ordinal);
        Assert.Contains("/total_cost/incl_vat: 9.60 agrees with 9.6, rounding TOTAL", result.Out, StringComparison.Ordinal);
    }

    private static string JsonWithout(string json, string member)
    {
        var document = System.Text.Json.Nodes.JsonNode.Parse(json)!.AsObject();
        document.Remove(member);
        return document.ToJsonString(new JsonSerializerOptions { WriteIndented = false });
    }

    private static string Blocks(string cost) =>
        $$"""
        {"id":"CDR2","start_date_time":"2024-01-15T10:00:00Z","end_date_time":"2024-01-15T10:21:00Z","cdr_token":{"country_code":"DE"},"currency":"EUR",
         "tariffs":[{"country_code":"DE","id":"T1","currency":"EUR","elements":[{"price_components":[
           {"type":"TIME","price":3.00,"step_size":600},{"type":"PARKING_TIME","price":3.00,"step_size":600}]}],"last_updated":"2024-01-01T00:00:00Z"}],
         "charging_periods":[
           {"start_date_time":"2024-01-15T10:00:00Z","dimensions":[{"type":"TIME","volume":0.2167}]},
           {"start_date_time":"2024-01-15T10:13:00Z","dimensions":[{"type":"PARKING_TIME","volume":0.1333}]}],
         "total_cost":{"excl_vat":{{cost}}},"total_energy":0,"total_time":0.35,"last_updated":"2024-01-15T12:00:00Z"}
        """;

    private static string Window(string restrictions, string cost) =>
        $$"""
        {"id":"CDR3","start_date_time":"2024-01-15T10:00:00Z","end_date_time":"2024-01-15T11:00:00Z","cdr_token":{"country_code":"DE"},"currency":"EUR",
         "cdr_location":{"country":"DEU"},
         "tariffs":[{"country_code":"DE","id":"T1","currency":"EUR","elements":[
           {"price_components":[{"type":"ENERGY","price":0.20,"step_size":1}],"restrictions":{ {{restrictions}} } },
           {"price_components":[{"type":"ENERGY","price":0.40,"step_size":1}]}],"last_updated":"2024-01-01T00:00:00Z"}],
         "charging_periods":[{"start_date_time":"2024-01-15T10:00:00Z","dimensions":[{"type":"ENERGY","volume":10}]}],
         "total_cost":{"excl_vat":{{cost}}},"total_energy":10,"total_time":1,"last_updated":"2024-01-15T12:00:00Z"}
        """;
}
