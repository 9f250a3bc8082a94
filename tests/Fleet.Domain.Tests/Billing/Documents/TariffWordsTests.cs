using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Documents;

using NodaTime;

namespace Fleet.Domain.Tests.Billing.Documents;

public sealed class TariffWordsTests
{
    [Fact]
    public void A_tariff_is_said_in_the_order_kWh_minute_session_other()
    {
        var words = Words("""
            {"id":"T","currency":"EUR","start_date_time":"2026-01-01T00:00:00Z",
             "min_price":{"excl_vat":1,"incl_vat":1.19},"max_price":{"excl_vat":100},"caps":[{"type":"PARKING_TIME","amount":12}],
             "elements":[
              {"price_components":[{"type":"FLAT","price":0.5,"vat":19,"step_size":1}]},
              {"price_components":[{"type":"PARKING_TIME","price":6,"vat":19,"step_size":1}],"restrictions":{"min_idle_time":900,"start_time":"08:00","end_time":"22:00"}},
              {"price_components":[{"type":"ENERGY","price":0.4,"vat":19,"step_size":1}],"restrictions":{"day_of_week":["MONDAY","TUESDAY","WEDNESDAY","THURSDAY","FRIDAY"]}},
              {"price_components":[{"type":"ENERGY","price":0.3,"vat":19,"step_size":1}]}]}
            """);

        Assert.Equal(
            [
                "Energy: 0.476 EUR per kWh including 19 % VAT (0.40 EUR without), on Monday to Friday; otherwise 0.357 EUR per kWh including 19 % VAT (0.30 EUR without).",
                "Time connected without charging: 0.119 EUR per minute including 19 % VAT (0.10 EUR without), from 08:00 to 22:00, once the car has not charged for 15 min; "
                    + "otherwise free of charge.",
                "Session fee: 0.595 EUR including 19 % VAT (0.50 EUR without).",
                "At most: 12.00 EUR without tax a session for time connected without charging.",
                "At least: 1.19 EUR including tax (1.00 EUR without) a session.",
                "At most: 100.00 EUR without tax a session in all.",
                "Valid: for sessions that start from 2026-01-01 00:00 UTC.",
            ],
            words);
    }

    [Theory]
    [InlineData("\"start_time\":\"22:00\",\"end_time\":\"06:00\"", "from 22:00 to 06:00")]
    [InlineData("\"end_time\":\"06:00\"", "from 00:00 to 06:00")]
    [InlineData("\"day_of_week\":[\"SATURDAY\",\"SUNDAY\"]", "on Saturday and Sunday")]
    [InlineData("\"day_of_week\":[\"MONDAY\",\"WEDNESDAY\",\"FRIDAY\"]", "on Monday, Wednesday and Friday")]
    [InlineData("\"start_date\":\"2026-06-01\",\"end_date\":\"2026-09-01\"", "from 2026-06-01 to before 2026-09-01")]
    [InlineData("\"start_date\":\"2026-06-01\"", "from 2026-06-01 on")]
    [InlineData("\"end_date\":\"2026-06-01\"", "before 2026-06-01")]
    [InlineData("\"max_kwh\":10", "for the first 10 kWh")]
    [InlineData("\"min_kwh\":10.5", "after the first 10.5 kWh")]
    [InlineData("\"min_kwh\":10,\"max_kwh\":20", "from 10 kWh to 20 kWh taken")]
    [InlineData("\"max_duration\":5400", "in the first 1 h 30 min since the start")]
    [InlineData("\"min_duration\":45", "after 45 s since the start")]
    [InlineData("\"min_power\":50", "at 50 kW or more")]
    [InlineData("\"max_power\":50", "below 50 kW")]
    [InlineData("\"min_current\":16,\"max_current\":32", "from 16 A to below 32 A")]
    [InlineData("\"min_charging_time\":3600", "once the car has charged for 1 h")]
    [InlineData("\"evse_kind\":\"DC\"", "at DC chargers")]
    [InlineData("\"payment_brand\":\"Visa\"", "paid by Visa")]
    public void Every_restriction_has_its_words(string restriction, string words) => Assert.Equal(
        [$"Energy: 0.40 EUR per kWh, no VAT, {words}; otherwise free of charge."],
        Words($$"""{"id":"T","currency":"EUR","elements":[{"price_components":[{"type":"ENERGY","price":0.4,"step_size":1}],"restrictions":{ {{restriction}} } }]}"""));

    [Theory]
    [InlineData("\"price\":6,\"vat\":10", "", "0.11 EUR per minute including 10 % VAT (0.10 EUR without)")]
    [InlineData("\"price\":5", "", "5.00 EUR per hour (about 0.0833 EUR per minute), no VAT")]
    [InlineData("\"price\":6", "\"tax_included\":\"YES\",", "0.10 EUR per minute including tax")]
    [InlineData("\"price\":6,\"vat\":20", "\"tax_included\":\"YES\",", "0.10 EUR per minute including 20 % VAT")]
    [InlineData("\"price\":6", "\"tax_included\":\"N/A\",", "0.10 EUR per minute, no tax applies")]
    [InlineData("\"price\":6", "\"tax_included\":\"NO\",\"country_code\":\"US\",", "0.10 EUR per minute plus tax")]
    [InlineData("\"price\":0", "", "free of charge")]
    public void A_price_is_said_with_its_tax(string price, string members, string words) => Assert.Equal(
        ["Energy: free of charge.", $"Charging time: {words}."],
        Words($$"""{"id":"T",{{members}}"currency":"EUR","elements":[{"price_components":[{"type":"TIME",{{price}},"step_size":1}]}]}"""));

    [Fact]
    public void Blocks_are_said_because_they_cost_more_than_was_taken() => Assert.Equal(
        ["Energy: 0.40 EUR per kWh, no VAT in blocks of 0.5 kWh."],
        Words("""{"id":"T","currency":"EUR","elements":[{"price_components":[{"type":"ENERGY","price":0.4,"step_size":500}]}]}"""));

    [Fact]
    public void A_price_that_is_never_used_is_not_said() => Assert.Equal(
        ["Energy: 0.40 EUR per kWh, no VAT."],
        Words("""{"id":"T","currency":"EUR","elements":[{"price_components":[{"type":"ENERGY","price":0.4,"step_size":1},{"type":"ENERGY","price":0.1,"step_size":1}]},{"price_components":[{"type":"ENERGY","price":0.2,"step_size":1}]}]}"""));

    [SkippableFact]
    public void A_reservation_is_said_apart_with_what_it_costs_when_nobody_comes()
    {
        var words = Words(File.ReadAllText(SharedFiles.Find("vectors/billing/ocpi-spec/2.2.1/tariff_17_reservation_with_expire_fee.json")));

        Assert.Equal(
            [
                "Energy: 0.275 EUR per kWh including 10 % VAT (0.25 EUR without).",
                "Session fee: 0.60 EUR including 20 % VAT (0.50 EUR without).",
                "Time reserved: 2.40 EUR per hour (0.04 EUR per minute) including 20 % VAT (2.00 EUR without) in blocks of 10 min.",
                "Reservation fee, when nobody comes: 4.80 EUR including 20 % VAT (4.00 EUR without).",
            ],
            words,
            StringComparer.Ordinal);
    }

    [Fact]
    public void Worked_prices_are_those_of_usual_sessions_on_the_next_Monday()
    {
        // 0.50 and 30 x 0.40 by day; overnight 40 kWh x 0.20 and 8 h less 15 min of idling at 6.00, capped at 12.
        var tariff = A.Tariff(
            """
            {"id":"T","currency":"EUR","tax_included":"N/A","caps":[{"type":"PARKING_TIME","amount":12}],
             "elements":[
              {"price_components":[{"type":"FLAT","price":0.5,"step_size":1},{"type":"ENERGY","price":0.2,"step_size":1}],"restrictions":{"start_time":"20:00","end_time":"08:00","day_of_week":["MONDAY","TUESDAY"]}},
              {"price_components":[{"type":"FLAT","price":0.5,"step_size":1},{"type":"ENERGY","price":0.4,"step_size":1}]},
              {"price_components":[{"type":"PARKING_TIME","price":6,"step_size":1}],"restrictions":{"min_idle_time":900}}]}
            """,
            "Europe/Berlin");

        var worked = WorkedPrice.Of(tariff, new LocalDate(2026, 11, 25));

        Assert.Equal([12.50m, 6.10m, 20.50m], worked.Select(price => price.Bill.TotalInclTax!.Value));
        Assert.All(worked, price => Assert.Equal(BillState.Billed, price.Bill.State));
        Assert.Equal(new LocalDate(2026, 11, 30), worked[0].Bill.Lines[0].From.InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).Date);
    }

    [Theory]
    [InlineData("", "2026-11-25", "2026-11-30")]
    [InlineData("", "2026-11-30", "2026-11-30")]
    [InlineData("\"start_date_time\":\"2027-01-01T00:00:00Z\",", "2026-11-25", "2027-01-04")]
    [InlineData("\"end_date_time\":\"2026-11-01T00:00:00Z\",", "2026-11-25", "2026-10-26")]
    public void Worked_prices_are_for_a_day_on_which_the_tariff_is_in_force(string members, string today, string expected)
    {
        var tariff = A.Tariff($$"""{"id":"T",{{members}}"currency":"EUR","elements":[{"price_components":[{"type":"FLAT","price":1,"step_size":1}]}]}""");

        var day = WorkedPrice.DayOf(tariff.Tariff, NodaTime.Text.LocalDatePattern.Iso.Parse(today).Value, DateTimeZone.Utc);

        Assert.Equal(expected, $"{day:uuuu-MM-dd}");
    }

    private static string[] Words(string json) => [.. TariffWords.Of(A.Tariff(json).Tariff).Select(paragraph => paragraph.ToString())];
}
