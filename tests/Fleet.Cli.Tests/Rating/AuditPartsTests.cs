using static Fleet.Cli.Tests.Rating.Rated;

namespace Fleet.Cli.Tests.Rating;

/// <summary>Records with hours, reservations and taxes that each have rules of their own.</summary>
public sealed class AuditPartsTests
{
    // 20 min at 3.00 an hour are 1.00; 0.333 h, as they are written, are 0.999.
    [Theory]
    [InlineData("1.0000", "")]
    [InlineData("0.9990", "ROUNDED_HOURS at /charging_periods")]
    public async Task Who_multiplied_with_the_rounded_hours_agrees_and_is_told(string cost, string findings)
    {
        var result = await AuditAsync(
            $$"""
            {"id":"CDR4","start_date_time":"2024-01-15T10:00:00Z","end_date_time":"2024-01-15T10:20:00Z","cdr_token":{"country_code":"DE"},"currency":"EUR",
             "tariffs":[{"country_code":"DE","id":"T1","currency":"EUR","elements":[{"price_components":[{"type":"TIME","price":3.00,"step_size":1}]}]}],
             "charging_periods":[{"start_date_time":"2024-01-15T10:00:00Z","dimensions":[{"type":"TIME","volume":0.333}]}],
             "total_cost":{"excl_vat":{{cost}}},"total_energy":5,"total_time":0.333}
            """);

        Assert.Equal("OK", Verdict(result));
        Assert.Equal(findings, string.Join(',', result.Findings()));
    }

    // A fee of 2.00 and 15 min at 5.00 for the reservation (VAT 20 %); a fee of 0.50 (20 %) and 20 kWh at 0.25 (10 %): 8.75 and 10.00.
    [Theory]
    [InlineData("3.25", "OK", "")]
    [InlineData("1.25", "MISMATCH", "/total_reservation_cost/excl_vat 1.25 3.25 -2")]
    public async Task A_reservation_is_compared_with_its_fee_and_apart_from_the_session(string cost, string verdict, string differences)
    {
        var result = await AuditAsync(
            $$"""
            {"id":"CDR5","start_date_time":"2024-01-15T09:45:00Z","end_date_time":"2024-01-15T11:00:00Z","cdr_token":{"country_code":"DE"},"currency":"EUR",
             "tariffs":[{"country_code":"DE","id":"T1","currency":"EUR","elements":[
               {"price_components":[{"type":"FLAT","price":2.00,"vat":20.0,"step_size":1},{"type":"TIME","price":5.00,"vat":20.0,"step_size":300}],
                "restrictions":{"reservation":"RESERVATION"} },
               {"price_components":[{"type":"FLAT","price":0.50,"vat":20.0,"step_size":1},{"type":"ENERGY","price":0.25,"vat":10.0,"step_size":1}]}]}],
             "charging_periods":[
               {"start_date_time":"2024-01-15T09:45:00Z","dimensions":[{"type":"RESERVATION_TIME","volume":0.25}]},
               {"start_date_time":"2024-01-15T10:00:00Z","dimensions":[{"type":"ENERGY","volume":20},{"type":"TIME","volume":1}]}],
             "total_cost":{"excl_vat":8.75,"incl_vat":10.00},"total_fixed_cost":{"excl_vat":0.50,"incl_vat":0.60},"total_energy":20,
             "total_energy_cost":{"excl_vat":5.00,"incl_vat":5.50},"total_time":1.0,"total_reservation_cost":{"excl_vat":{{cost}},"incl_vat":3.90} }
            """);

        Assert.Equal(verdict, Verdict(result));
        Assert.Equal(differences, string.Join(',', Differences(result)));
    }

    // 10 kWh at 1.20, of which 20 % tax on top of 10.00.
    [Theory]
    [InlineData("10.00", "2.00", "OK", "")]
    [InlineData("10.00", "2.40", "MISMATCH", "/total_cost/taxes 2.40 2 0.4")]
    [InlineData("12.00", "2.00", "MISMATCH", "/total_cost/before_taxes 12.00 10 2")]
    public async Task Taxes_within_a_price_are_taken_out_and_compared(string net, string tax, string verdict, string differences)
    {
        var result = await AuditAsync(
            $$"""
            {"id":"CDR6","start_date_time":"2024-01-15T10:00:00Z","end_date_time":"2024-01-15T11:00:00Z","cdr_token":{"country_code":"DE"},"currency":"EUR",
             "tariffs":[{"country_code":"DE","id":"T1","currency":"EUR","tax_included":"YES",
               "elements":[{"price_components":[{"type":"ENERGY","price":1.20,"vat":20.0,"step_size":1}]}]}],
             "charging_periods":[{"start_date_time":"2024-01-15T10:00:00Z","dimensions":[{"type":"ENERGY","volume":10}]}],
             "total_cost":{"before_taxes":{{net}},"taxes":[{"name":"VAT","percentage":20,"amount":{{tax}}}]},"total_energy":10,"total_time":1}
            """);

        Assert.Equal("2.3.0", result.Json.GetProperty("version").GetString());
        Assert.Equal(verdict, Verdict(result));
        Assert.Equal(differences, string.Join(',', Differences(result)));
    }
}
