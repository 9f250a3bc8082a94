using System.Text.Json;

using Fleet.Cli.Tests.Replay;

using static Fleet.Cli.Tests.Rating.Rated;

namespace Fleet.Cli.Tests.Rating;

/// <summary>Sessions whose price was worked out by hand.</summary>
public sealed class RateCommandTests
{
    private const string Charging = """{"start":"2019-01-14T10:00:00","state":"CHARGING","kwh":"10"}""";

    private static readonly string TwoPrices = Tariff(
        Price("TIME", "1", when: "\"start_time\":\"00:00\",\"end_time\":\"04:00\"") + "," + Price("TIME", "2"));

    // Berlin 2019: 31 March has 23 hours, 27 October has 25; from midnight to 06:00 that is 3 + 2 hours, and 5 + 2.
    [Theory]
    [InlineData("2019-03-31", "7")]
    [InlineData("2019-10-27", "9")]
    [InlineData("2019-06-01", "8")]
    public async Task On_the_day_of_a_clock_change_elapsed_time_is_priced_by_the_wall_clock(string day, string expected)
    {
        var result = await RateAsync(Request(
            TwoPrices, $"{day}T00:00:00", $"{day}T06:00:00", $$"""{"start":"{{day}}T00:00:00","state":"CHARGING"}""", "Europe/Berlin"));

        Assert.Equal(0, result.ExitCode);
        AssertPrinted(expected, result.Json.GetProperty("exact_excl_tax"));
    }

    [Fact]
    public async Task A_weekdays_night_window_ends_at_midnight_because_Saturday_is_no_Friday()
    {
        // Friday 18 January: 21 to 22 at 2, 22 to 24 at 1, Saturday 0 to 7 at 2.
        var tariff = Tariff(Price("TIME", "1", when: "\"day_of_week\":[\"FRIDAY\"],\"start_time\":\"22:00\",\"end_time\":\"06:00\"") + "," + Price("TIME", "2"));

        var result = await RateAsync(Request(tariff, "2019-01-18T21:00:00", "2019-01-19T07:00:00", """{"start":"2019-01-18T21:00:00","state":"CHARGING"}"""));

        AssertPrinted("18", result.Json.GetProperty("exact_excl_tax"));
    }

    // 13 min charging and 8 min parking at 3 an hour, blocks of 10 min: 13 + 10; (13 + 8 = 21 to) 30; 21.
    [Theory]
    [InlineData("ocpi-2.2.1-d2", "1.15")]
    [InlineData("ocpi-2.2", "1.50")]
    [InlineData("ocpi-3-nostep", "1.05")]
    public async Task Blocks_are_as_the_rule_set_of_the_document_has_them(string rules, string expected)
    {
        var tariff = Tariff(Price("TIME", "3", step: 600) + "," + Price("PARKING_TIME", "3", step: 600));
        const string Periods = """{"start":"2019-01-14T10:00:00","state":"CHARGING"},{"start":"2019-01-14T10:13:00","state":"PARKING"}""";

        var result = await RateAsync(Request(tariff, "2019-01-14T10:00:00", "2019-01-14T10:21:00", Periods, more: $$""","rule_set":"{{rules}}" """));

        AssertPrinted(expected, result.Json.GetProperty("exact_excl_tax"));
        Assert.Equal(rules, result.Json.GetProperty("rule_set").GetString());
    }

    // 10 kWh at 1.20.
    [Theory]
    [InlineData(null, "", "12.00", "12.00")]
    [InlineData("20", "", "12.00", "14.40")]
    [InlineData("0", ",\"tax_included\":\"NO\"", "12.00", "12.00")]
    [InlineData("20", ",\"tax_included\":\"YES\"", "10.00", "12.00")]
    [InlineData(null, ",\"tax_included\":\"YES\"", null, "12.00")]
    [InlineData(null, ",\"tax_included\":\"N/A\"", "12.00", "12.00")]
    [InlineData(null, ",\"tax_included\":\"NO\",\"country_code\":\"US\"", "12.00", null)]
    [InlineData(null, ",\"last_updated\":\"2015-06-29T20:39:09Z\"", "12.00", null)]
    public async Task Tax_is_added_taken_out_or_unknown_as_the_tariff_says(string? vat, string more, string? net, string? gross)
    {
        var result = await RateAsync(Request(Tariff(Price("ENERGY", "1.20", vat), more: more), "2019-01-14T10:00:00", "2019-01-14T11:00:00", Charging));

        Assert.Equal(net, result.Json.GetProperty("total_excl_tax").GetString());
        Assert.Equal(gross, result.Json.GetProperty("total_incl_tax").GetString());
        AssertPrinted(net, result.Json.GetProperty("exact_excl_tax"));
        AssertPrinted(gross, result.Json.GetProperty("exact_incl_tax"));
    }

    // 1.3 kWh at 30.50 yen are 39.65; at 0.0255 dinars 0.03315; at 0.25 euros 0.325.
    [Theory]
    [InlineData("JPY", "30.5", "40", "39.65")]
    [InlineData("KWD", "0.0255", "0.033", "0.03315")]
    [InlineData("EUR", "0.25", "0.33", "0.325")]
    public async Task Money_is_rounded_half_up_to_what_the_currency_can_pay(string currency, string price, string total, string exact)
    {
        var result = await RateAsync(Request(
            Tariff(Price("ENERGY", price), currency), "2019-01-14T10:00:00", "2019-01-14T11:00:00", Charging.Replace("\"10\"", "1.3", StringComparison.Ordinal)));

        Assert.Equal(currency, result.Json.GetProperty("currency").GetString());
        Assert.Equal(total, result.Json.GetProperty("total_excl_tax").GetString());
        Assert.Equal(exact, result.Json.GetProperty("exact_excl_tax").GetString());
    }

    // 10 kWh at 0.50, VAT 20 %: 5.00 and 6.00.
    [Theory]
    [InlineData("\"min_price\":{\"excl_vat\":8.00}", "8.00", "9.60")]
    [InlineData("\"min_price\":{\"excl_vat\":5.00,\"incl_vat\":7.00}", "5.00", "7.00")]
    [InlineData("\"max_price\":{\"before_taxes\":4.00,\"after_taxes\":4.50}", "4.00", "4.50")]
    [InlineData("\"max_price\":{\"excl_vat\":4.00}", "4.00", "4.80")]
    public async Task Both_bounds_of_a_price_limit_hold_each_on_its_own(string limit, string net, string gross)
    {
        var result = await RateAsync(Request(
            Tariff(Price("ENERGY", "0.50", "20"), more: "," + limit), "2019-01-14T10:00:00", "2019-01-14T11:00:00", Charging));

        Assert.Equal(net, result.Json.GetProperty("total_excl_tax").GetString());
        Assert.Equal(gross, result.Json.GetProperty("total_incl_tax").GetString());
    }

    [SkippableFact]
    public async Task A_reservation_and_the_session_after_it_pay_their_fees_each()
    {
        // The specification's tariff 16: 2.00 and 15 min at 5.00 (VAT 20 %), 0.50 (20 %) and 20 kWh at 0.25 (10 %).
        var tariff = JsonSerializer.Serialize(SharedFiles.Find("vectors/billing/ocpi-spec/2.3.0/tariff_16_reservation_2_euro_fee_5_euro_per_hour.json"));
        const string Periods = """{"start":"2019-02-14T09:45:00","state":"RESERVATION"},{"start":"2019-02-14T10:00:00","state":"CHARGING","kwh":"20"}""";

        var result = await RateAsync(Request(tariff, "2019-02-14T09:45:00", "2019-02-14T11:00:00", Periods));

        AssertPrinted("8.75", result.Json.GetProperty("exact_excl_tax"));
        AssertPrinted("10.00", result.Json.GetProperty("exact_incl_tax"));
    }

    [Fact]
    public async Task Time_in_which_the_station_held_power_back_costs_nothing_and_is_shown()
    {
        const string Periods = """{"start":"2019-01-14T10:00:00","state":"CHARGING"},{"start":"2019-01-14T10:30:00","state":"SUSPENDED_EVSE"}""";

        var result = await RateAsync(Request(
            Tariff(Price("TIME", "2") + "," + Price("PARKING_TIME", "6")), "2019-01-14T10:00:00", "2019-01-14T11:00:00", Periods));

        AssertPrinted("1.00", result.Json.GetProperty("exact_excl_tax"));
        var held = Assert.Single(result.Json.GetProperty("lines").EnumerateArray(), line => line.GetProperty("kind").ValueEquals("HELD_BY_STATION"));
        Assert.Equal("0.00", held.GetProperty("amount").GetString());
    }

    [Fact]
    public async Task A_line_says_what_how_much_at_which_price_when_and_by_which_rule()
    {
        // 10 kWh evenly from 16:30 to 17:30: 5 kWh on either side of 17:00, between two readings.
        var tariff = Tariff(Price("ENERGY", "0.20", "10", when: "\"end_time\":\"17:00\"") + "," + Price("ENERGY", "0.30", "10"));

        var result = await RateAsync(Request(
            tariff, "2019-01-14T16:30:00", "2019-01-14T17:30:00", """{"start":"2019-01-14T16:30:00","state":"CHARGING","kwh":"10"}""", "Europe/Berlin"));

        var line = result.Json.GetProperty("lines")[1];
        string[] said = [.. line.EnumerateObject().Where(member => !member.NameEquals("text")).Select(member => $"{member.Name}={member.Value}")];
        Assert.Equal(
            [
                "kind=ENERGY", "quantity=5", "unit=kWh", "unit_price=0.3", "exact_amount=1.5", "amount=1.50", "vat=10", "from=2019-01-14T16:00:00Z", "to=2019-01-14T16:30:00Z",
                "tariff_pointer=/elements/1/price_components/0", "rule=first-match", "interpolated=True",
            ],
            said);
        Assert.Equal("Europe/Berlin", result.Json.GetProperty("time_zone").GetString());
        Assert.StartsWith("TZDB", result.Json.GetProperty("tzdb").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tariff_is_found_by_its_path_from_the_documents_folder_and_a_pointer_into_its_file()
    {
        using var tariffs = TemporaryFile.Of($"[{Tariff(Price("ENERGY", "0.10"))},{Tariff(Price("ENERGY", "0.20"))}]");

        var result = await RateAsync(Request($"\"{Path.GetFileName(tariffs.Path)}#/1\"", "2019-01-14T10:00:00", "2019-01-14T11:00:00", Charging));

        AssertPrinted("2.00", result.Json.GetProperty("exact_excl_tax"));
    }

    [Fact]
    public async Task Why_a_price_did_not_hold_is_told_on_request()
    {
        var request = Request(
            Tariff(Price("TIME", "1", when: "\"day_of_week\":[\"SUNDAY\"]") + "," + Price("TIME", "2")), "2019-01-14T10:00:00", "2019-01-14T11:00:00", Charging);

        var told = await RateAsync(request, "--why");
        var untold = await RateAsync(request);

        var entry = Assert.Single(told.Json.GetProperty("why_not").EnumerateArray(), why => why.GetProperty("dimension").ValueEquals("TIME"));
        Assert.Equal("/elements/1/price_components/0", entry.GetProperty("held").GetString());
        Assert.Equal("/elements/0/price_components/0", entry.GetProperty("rejected")[0].GetProperty("pointer").GetString());
        Assert.Equal("day_of_week", entry.GetProperty("rejected")[0].GetProperty("restriction").GetString());
        Assert.False(untold.Json.TryGetProperty("why_not", out _));
    }

    [Fact]
    public async Task Without_json_the_bill_is_told_in_words()
    {
        using var file = TemporaryFile.Of(Request(Tariff(Price("ENERGY", "0.25")), "2019-01-14T10:00:00", "2019-01-14T11:00:00", Charging));

        var result = await CommandLine.RunAsync("rate", file.Path);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("10.000 kWh x 0.25 EUR per kWh", result.Out, StringComparison.Ordinal);
        Assert.Contains("2.50 EUR", result.Out, StringComparison.Ordinal);
    }
}
