using System.Text.Json;

using Fleet.Cli.Tests.Replay;

using static Fleet.Cli.Tests.Rating.Rated;

namespace Fleet.Cli.Tests.Rating;

/// <summary>What <c>fleet rate</c> says to documents that are wrong.</summary>
public sealed class RateFaultTests
{
    private const string Good =
        """
        {"tariff":{"id":"T","currency":"EUR","elements":[{"price_components":[{"type":"ENERGY","price":0.25,"step_size":1}]}]},
         "time_zone":"Europe/Berlin",
         "session":{"start":"2019-01-14T10:00:00","end":"2019-01-14T12:00:00",
          "periods":[{"start":"2019-01-14T10:00:00","state":"CHARGING","kwh":"10"},{"start":"2019-01-14T11:00:00","state":"PARKING"}]}}
        """;

    // Well-formed and wrong: nothing sure can be said, so no total is.
    [Theory]
    [InlineData("\"time_zone\":\"Europe/Berlin\",", "", "MISSING_TIME_ZONE at /time_zone")]
    [InlineData("Europe/Berlin", "Europe/Berlim", "UNKNOWN_TIME_ZONE at /time_zone")]
    [InlineData("\"EUR\"", "\"EUX\"", "UNKNOWN_CURRENCY at /tariff/currency")]
    [InlineData("\"10\"", "\"-10\"", "NEGATIVE_VOLUME at /session/periods/0/kwh")]
    [InlineData("\"10\"", "\"10000\"", "WH_IN_KWH_FIELD at /session/periods/0/kwh")]
    [InlineData("{\"start\":\"2019-01-14T11:00:00\"", "{\"start\":\"2019-01-14T10:00:00\"", "PERIODS_OVERLAP at /session/periods/1")]
    [InlineData("{\"start\":\"2019-01-14T11:00:00\"", "{\"start\":\"2019-01-14T11:00:00\",\"end\":\"2019-01-14T12:30:00\"", "PERIODS_OVERLAP at /session/periods/1")]
    [InlineData("{\"start\":\"2019-01-14T11:00:00\"", "{\"start\":\"2019-01-14T13:00:00\"", "PERIOD_OUTSIDE_SESSION at /session/periods/1")]
    [InlineData("{\"start\":\"2019-01-14T10:00:00\",\"state\"", "{\"start\":\"2019-01-14T09:00:00\",\"state\"", "PERIOD_OUTSIDE_SESSION at /session/periods/0")]
    [InlineData("{\"start\":\"2019-01-14T10:00:00\",\"state\"", "{\"start\":\"2019-01-14T10:10:00\",\"state\"", "PERIOD_GAP at /session/periods/0")]
    [InlineData("\"end\":\"2019-01-14T12:00:00\"", "\"end\":\"2019-01-14T09:00:00\"", "STOP_BEFORE_START at /session/end")]
    public async Task What_is_wrong_with_a_session_holds_it_and_no_total_is_guessed(string old, string @new, string finding)
    {
        var result = await RateAsync(Good.Replace(old, @new, StringComparison.Ordinal));

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("HELD", result.Json.GetProperty("state").GetString());
        Assert.Equal([finding], result.Findings());
        foreach (var total in new[] { "currency", "exact_excl_tax", "exact_incl_tax", "total_excl_tax", "total_incl_tax" })
            Assert.Equal(JsonValueKind.Null, result.Json.GetProperty(total).ValueKind);
        Assert.Equal(0, result.Json.GetProperty("lines").GetArrayLength());
    }

    [Fact]
    public async Task Periods_that_are_out_of_order_are_named()
    {
        var result = await RateAsync(Good.Replace(
            "{\"start\":\"2019-01-14T11:00:00\"", "{\"start\":\"2019-01-14T11:30:00\",\"state\":\"PARKING\"},{\"start\":\"2019-01-14T11:00:00\"", StringComparison.Ordinal));

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["PERIODS_OUT_OF_ORDER at /session/periods/2"], result.Findings());
    }

    [Theory]
    [InlineData("\"CHARGING\"", "\"LOADING\"", "/session/periods/0/state", "must be one of CHARGING, PARKING, SUSPENDED_EVSE, RESERVATION")]
    [InlineData("\"PARKING\"", "\"RESERVATION\"", "/session/periods/1/state", "must not be RESERVATION after the session has begun")]
    [InlineData("\"10\"", "\"ten\"", "/session/periods/0/kwh", "must be a decimal number")]
    [InlineData("\"10\"", "0.12345678", "/session/periods/0/kwh", "must not have more than 6 decimals")]
    [InlineData("\"end\":\"2019-01-14T12:00:00\"", "\"end\":\"noon\"", "/session/end", "must be a time such as 2026-01-31T12:00:00 on the wall clock, or 2026-01-31T12:00:00Z")]
    [InlineData("\"end\":\"2019-01-14T12:00:00\",", "", "/session/end", "is required")]
    [InlineData("\"time_zone\"", "\"rule_set\":\"ocpi-9\",\"time_zone\"", "/rule_set", "must be one of ocpi-2.2.1-d2, ocpi-3-nostep, ocpi-2.2")]
    [InlineData("\"session\":", "\"session\":7,\"note\":", "/session", "must be an object")]
    [InlineData("\"price\":0.25", "\"price\":\"0.25\"", "/tariff/elements/0/price_components/0/price", "must be a number, without quotes")]
    [InlineData("\"kwh\"", "\"min_power\":9,\"max_power\":8,\"kwh\"", "/session/periods/0/min_power", "must not be above max_power")]
    [InlineData("\"session\":{", "\"session\":{\"reservation_expired\":true,", "/session/reservation_expired", "must not be true where no period is a RESERVATION")]
    public async Task A_malformed_document_is_refused_with_its_pointer_and_the_rule(string old, string @new, string place, string rule)
    {
        var result = await RateAsync(Good.Replace(old, @new, StringComparison.Ordinal));

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("REFUSED", result.Json.GetProperty("state").GetString());
        var error = Assert.Single(result.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal((place, rule), (error.GetProperty("pointer").GetString(), error.GetProperty("rule").GetString()));
        Assert.Equal(JsonValueKind.Null, result.Json.GetProperty("total_excl_tax").ValueKind);
    }

    // What is not understood may decide about the price; beside the session it may be a vector's remark.
    [Theory]
    [InlineData("\"kwh\":\"10\"", "\"kwh\":\"10\",\"soc\":80", "UNEXPECTED_FIELD at /session/periods/0/soc", "HELD", 1)]
    [InlineData("\"price_components\"", "\"restrictions\":{\"dayOfWeek\":[\"MONDAY\"]},\"price_components\"", "UNEXPECTED_FIELD at /tariff/elements/0/restrictions/dayOfWeek", "HELD", 1)]
    [InlineData("\"time_zone\"", "\"ruleset\":\"ocpi-2.2\",\"time_zone\"", "UNEXPECTED_FIELD at /ruleset", "HELD", 1)]
    [InlineData("\"time_zone\"", "\"author\":\"me\",\"time_zone\"", "UNEXPECTED_FIELD at /author", "BILLED", 0)]
    public async Task A_member_that_is_not_understood_is_named_and_the_price_is_a_proposal(string old, string @new, string finding, string state, int exitCode)
    {
        var result = await RateAsync(Good.Replace(old, @new, StringComparison.Ordinal));

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Equal(state, result.Json.GetProperty("state").GetString());
        Assert.Equal([finding], result.Findings());
        Assert.Equal("2.50", result.Json.GetProperty("total_excl_tax").GetString());
    }

    // Berlin, 27 October 2019: 02:30 comes at 00:30Z and at 01:30Z; the session ends at 04:00, which is 03:00Z.
    [Theory]
    [InlineData("2019-10-27T02:30:00", "5.00", "HELD", "AMBIGUOUS_TIME at /session/start,AMBIGUOUS_TIME at /session/periods/0/start")]
    [InlineData("2019-10-27T02:30:00+01:00", "3.00", "BILLED", "")]
    [InlineData("2019-10-27T00:30:00Z", "5.00", "BILLED", "")]
    public async Task A_time_that_comes_twice_is_taken_as_the_earlier_and_said_so(string start, string total, string state, string findings)
    {
        var result = await RateAsync(Request(
            Tariff(Price("TIME", "2")), start, "2019-10-27T04:00:00", $$"""{"start":"{{start}}","state":"CHARGING"}""", "Europe/Berlin"));

        Assert.Equal(state, result.Json.GetProperty("state").GetString());
        Assert.Equal(total, result.Json.GetProperty("total_excl_tax").GetString());
        Assert.Equal(findings, string.Join(',', result.Findings()));
    }

    [Fact]
    public async Task A_time_that_the_clock_jumped_over_is_no_time()
    {
        var result = await RateAsync(Request(
            Tariff(Price("TIME", "2")), "2019-03-31T01:00:00", "2019-03-31T02:30:00", """{"start":"2019-03-31T01:00:00","state":"CHARGING"}""", "Europe/Berlin"));

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["SKIPPED_TIME at /session/end"], result.Findings());
        Assert.Equal(JsonValueKind.Null, result.Json.GetProperty("total_excl_tax").ValueKind);
    }

    [Fact]
    public async Task A_tariff_that_was_not_in_force_at_the_start_holds_the_bill()
    {
        var result = await RateAsync(Good.Replace("\"currency\"", "\"end_date_time\":\"2019-01-01T00:00:00Z\",\"currency\"", StringComparison.Ordinal));

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["NO_TARIFF at "], result.Findings());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"tariff":1,"tariff":2}""")]
    public async Task What_is_no_JSON_is_refused(string content)
    {
        var result = await RateAsync(content);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("must be JSON", result.Json.GetProperty("errors")[0].GetProperty("rule").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tariff_that_is_not_there_is_named()
    {
        var result = await RateAsync(Request("\"no-such-tariff.json\"", "2019-01-14T10:00:00", "2019-01-14T11:00:00", """{"start":"2019-01-14T10:00:00","state":"CHARGING"}"""));

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("/tariff", result.Json.GetProperty("errors")[0].GetProperty("pointer").GetString());
        Assert.Contains("no-such-tariff.json", result.Json.GetProperty("errors")[0].GetProperty("rule").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rate no-such-file.json")]
    [InlineData("rate {file} --rules ocpi-9")]
    [InlineData("audit no-such-file.json")]
    [InlineData("audit {file} --zone Europe/Berlim")]
    [InlineData("audit {file} --tariff no-such-file.json")]
    public async Task A_wrong_call_exits_with_2_and_says_why_on_standard_error_only(string call)
    {
        using var file = TemporaryFile.Of(Good);

        var result = await CommandLine.RunAsync([.. call.Split(' ').Select(word => word == "{file}" ? file.Path : word)]);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("", result.Out);
        Assert.NotEmpty(result.Error);
    }
}
