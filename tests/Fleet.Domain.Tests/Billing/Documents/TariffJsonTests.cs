using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Documents;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Tests.Billing.Documents;

public sealed class TariffJsonTests
{
    private const string Component = """{"type":"ENERGY","price":0.25,"step_size":1}""";

    [Theory]
    [InlineData("[]", "", "must be an object")]
    [InlineData("{", "", "must be JSON")]
    [InlineData("""{"id":"a","id":"b"}""", "", "must be JSON")]
    [InlineData("\"\\ud800\"", "", "must be JSON")]
    public void A_document_that_is_no_tariff_is_refused_as_a_whole(string json, string location, string rule) => AssertRefused(json, location, rule);

    [Theory]
    [InlineData("", "/id", "is required")]
    [InlineData("\"id\":\"\",", "/id", "must be a text of 1 to 36 characters")]
    [InlineData("\"id\":7,", "/id", "must be a text of 1 to 36 characters")]
    [InlineData("\"id\":\"T\",\"max_prize\":{},", "/max_prize", "is no member")]
    [InlineData("\"id\":\"T\",\"a/b~c\":1,", "/a~1b~0c", "is no member")]
    [InlineData("\"id\":\"T\",\"tax_included\":\"MAYBE\",", "/tax_included", "must be one of YES, NO, N/A")]
    [InlineData("\"id\":\"T\",\"start_date_time\":\"soon\",", "/start_date_time", "must be a time in UTC")]
    [InlineData("\"id\":\"T\",\"start_date_time\":\"2026-01-02T00:00:00Z\",\"end_date_time\":\"2026-01-02T00:00:00Z\",", "/end_date_time", "must be after")]
    [InlineData("\"id\":\"T\",\"min_price\":0.5,", "/min_price", "must be an object")]
    [InlineData("\"id\":\"T\",\"min_price\":{\"incl_vat\":1},", "/min_price/excl_vat", "is required")]
    [InlineData("\"id\":\"T\",\"min_price\":{\"excl_vat\":1,\"before_taxes\":1},", "/min_price/excl_vat", "is no member")]
    [InlineData("\"id\":\"T\",\"min_price\":{\"excl_vat\":2,\"incl_vat\":1},", "/min_price/incl_vat", "must not be below excl_vat")]
    [InlineData("\"id\":\"T\",\"min_price\":{\"excl_vat\":2},\"max_price\":{\"excl_vat\":1},", "/min_price", "must not exceed max_price")]
    [InlineData("\"id\":\"T\",\"type\":\"regular\",", "/type", "must be one of AD_HOC_PAYMENT")]
    [InlineData("\"id\":\"T\",\"country_code\":\"DEU\",", "/country_code", "must be a text of 1 to 2 characters")]
    [InlineData("\"id\":\"T\",\"preauthorize_amount\":-1,", "/preauthorize_amount", "must be from 0")]
    [InlineData("\"id\":\"T\",\"caps\":[{\"type\":\"FLAT\",\"amount\":1}],", "/caps/0/type", "must be one of ENERGY, PARKING_TIME, TIME")]
    [InlineData("\"id\":\"T\",\"caps\":[{\"type\":\"TIME\",\"amount\":-1}],", "/caps/0/amount", "must be from 0")]
    [InlineData("\"id\":\"T\",\"caps\":[{\"type\":\"TIME\"}],", "/caps/0/amount", "is required")]
    [InlineData("\"id\":\"T\",\"caps\":[{\"type\":\"TIME\",\"amount\":1},{\"type\":\"TIME\",\"amount\":2}],", "/caps/1/type", "must not be capped twice")]
    [InlineData("\"id\":\"T\",\"tariff_alt_text\":[{\"language\":\"en\"}],", "/tariff_alt_text/0/text", "is required")]
    public void A_broken_member_is_refused_at_its_pointer(string members, string location, string rule) =>
        AssertRefused($$"""{{{members}}"currency":"EUR","elements":[{"price_components":[{{Component}}]}]}""", location, rule);

    [Theory]
    [InlineData("\"currency\":\"DEM\",\"elements\":[{\"price_components\":[]}]", "/currency", "must be a current ISO 4217 currency code")]
    [InlineData("\"currency\":\"EUR\"", "/elements", "is required")]
    [InlineData("\"currency\":\"EUR\",\"elements\":[]", "/elements", "must be an array")]
    [InlineData("\"currency\":\"EUR\",\"elements\":[{}]", "/elements/0/price_components", "is required")]
    [InlineData("\"currency\":\"EUR\",\"elements\":[{\"price_components\":[]}]", "/elements/0/price_components", "must be an array")]
    public void Required_parts_may_not_be_missing(string members, string location, string rule) =>
        AssertRefused($$"""{"id":"T",{{members}}}""", location, rule);

    [Theory]
    [InlineData("""{"price":1,"step_size":1}""", "/type", "is required")]
    [InlineData("""{"type":"PARKING","price":1,"step_size":1}""", "/type", "must be one of ENERGY, FLAT, PARKING_TIME, TIME")]
    [InlineData("""{"type":"ENERGY","step_size":1}""", "/price", "is required")]
    [InlineData("""{"type":"ENERGY","price":"0.25","step_size":1}""", "/price", "must be a number, without quotes")]
    [InlineData("""{"type":"ENERGY","price":true,"step_size":1}""", "/price", "must be a number")]
    [InlineData("""{"type":"ENERGY","price":1e300,"step_size":1}""", "/price", "must be from")]
    [InlineData("""{"type":"ENERGY","price":0.123456789,"step_size":1}""", "/price", "must not have more than 8 decimals")]
    [InlineData("""{"type":"ENERGY","price":1}""", "/step_size", "is required")]
    [InlineData("""{"type":"ENERGY","price":1,"step_size":-1}""", "/step_size", "must be a whole number from 0")]
    [InlineData("""{"type":"ENERGY","price":1,"step_size":1.5}""", "/step_size", "must be a whole number from 0")]
    [InlineData("""{"type":"ENERGY","price":1,"step_size":1,"vat":-0.1}""", "/vat", "must be from 0 to 100")]
    [InlineData("""{"type":"ENERGY","price":1,"step_size":1,"vat":100.1}""", "/vat", "must be from 0 to 100")]
    [InlineData("""{"type":"ENERGY","price":1,"step_size":1,"VAT":20}""", "/VAT", "is no member")]
    public void A_broken_component_is_refused_at_its_pointer(string component, string location, string rule) =>
        AssertRefused(
            $$"""{"id":"T","currency":"EUR","elements":[{"price_components":[{{component}}]}]}""", "/elements/0/price_components/0" + location, rule);

    [Theory]
    [InlineData("\"dayOfWeek\":[\"MONDAY\"]", "/dayOfWeek", "is no member")]
    [InlineData("\"day_of_week\":[\"Monday\"]", "/day_of_week/0", "must be one of MONDAY")]
    [InlineData("\"start_time\":\"24:00\"", "/start_time", "must be a time of day")]
    [InlineData("\"start_time\":\"9:00\"", "/start_time", "must be a time of day")]
    [InlineData("\"start_date\":\"2026-02-30\"", "/start_date", "must be a date")]
    [InlineData("\"start_date\":\"2026-02-02\",\"end_date\":\"2026-02-02\"", "/end_date", "must be after start_date")]
    [InlineData("\"min_kwh\":2,\"max_kwh\":2", "/max_kwh", "must be above min_kwh")]
    [InlineData("\"min_kwh\":0.0005", "/min_kwh", "must not have more than 3 decimals")]
    [InlineData("\"min_duration\":60,\"max_duration\":60", "/max_duration", "must be above min_duration")]
    [InlineData("\"min_current\":32,\"max_current\":32", "/max_current", "must be above min_current")]
    [InlineData("\"min_power\":7,\"max_power\":6.999", "/max_power", "must be above min_power")]
    [InlineData("\"min_power\":-7", "/min_power", "must be from 0")]
    [InlineData("\"max_current\":\"32\"", "/max_current", "must be a number, without quotes")]
    [InlineData("\"reservation\":true", "/reservation", "must be one of RESERVATION, RESERVATION_EXPIRES")]
    [InlineData("\"min_idle_time\":60,\"max_idle_time\":60", "/max_idle_time", "must be above min_idle_time")]
    [InlineData("\"min_idle_time\":0.5", "/min_idle_time", "must be a whole number")]
    [InlineData("\"min_charging_time\":60,\"max_charging_time\":59", "/max_charging_time", "must be above min_charging_time")]
    [InlineData("\"evse_kind\":\"dc\"", "/evse_kind", "must be one of AC, DC")]
    [InlineData("\"payment_brand\":\"\"", "/payment_brand", "must be a text of 1 to 20 characters")]
    public void A_restriction_that_is_broken_is_refused_and_never_ignored(string restriction, string location, string rule) =>
        AssertRefused(
            $$"""{"id":"T","currency":"EUR","elements":[{"price_components":[{{Component}}],"restrictions": { {{restriction}} } }]}""",
            "/elements/0/restrictions" + location,
            rule);

    [Theory]
    [InlineData("ENERGY")]
    [InlineData("PARKING_TIME")]
    public void A_reservation_is_priced_by_time_and_fee_only(string type) => AssertRefused(
        $$"""
        {"id":"T","currency":"EUR","elements":[{"price_components":[
          {"type":"TIME","price":1,"step_size":1},{"type":"FLAT","price":1,"step_size":1},{"type":"{{type}}","price":1,"step_size":1}],
          "restrictions":{"reservation":"RESERVATION_EXPIRES"} }]}
        """,
        "/elements/0/price_components/2/type",
        "must be FLAT or TIME in an element for reservations");

    [Theory]
    [InlineData("max_prize", "did you mean max_price?")]
    [InlineData("Elements", "did you mean elements?")]
    [InlineData("tariffAltText", "did you mean tariff_alt_text?")]
    [InlineData("voltage", "is it misspelt?")]
    public void An_unknown_member_is_refused_with_the_one_that_was_meant(string name, string hint)
    {
        var reading = TariffJson.Read($$"""{"id":"T","currency":"EUR","{{name}}":1,"elements":[{"price_components":[{{Component}}]}]}""");

        Assert.Equal([new TariffError($"/{name}", $"is no member here; {hint}", LintCode.UnknownField)], reading.Errors);
    }

    [Fact]
    public void Another_party_s_unknown_member_is_kept_and_reported_where_reading_is_lenient()
    {
        const string Json = """
            {"id":"T","currency":"EUR","elements":[{"price_components":[{"type":"ENERGY","price":0.25,"step_size":1}],"restrictions":{"dayOfWeek":["MONDAY"]}}]}
            """;

        var reading = TariffJson.Read(Json, TariffStrictness.Lenient);

        Assert.Empty(reading.Errors);
        Assert.Equal(
            [new TariffError("/elements/0/restrictions/dayOfWeek", "is no member here; did you mean day_of_week?", LintCode.UnknownField)],
            reading.Warnings);
        Assert.Contains("dayOfWeek", reading.Document!.CanonicalJson, StringComparison.Ordinal);
        Assert.True(reading.Document.Tariff.Elements[0].Restrictions!.Days.IsEmpty);
    }

    [Fact]
    public void What_is_wrong_is_refused_where_reading_is_lenient_too()
    {
        var reading = TariffJson.Read($$"""{"id":"T","currency":"EUR","x":1,"elements":[{"price_components":[]}]}""", TariffStrictness.Lenient);

        Assert.Null(reading.Document);
        Assert.Equal(["/elements/0/price_components"], reading.Errors.Select(e => e.JsonPointer), StringComparer.Ordinal);
        Assert.Equal(["/x"], reading.Warnings.Select(e => e.JsonPointer), StringComparer.Ordinal);
    }

    [Fact]
    public void Loads_reservations_and_what_OCPI_cannot_say_are_read_in_their_units()
    {
        var tariff = A.Tariff("""
            {"id":"T","currency":"EUR","type":"AD_HOC_PAYMENT","party_id":"ALL","preauthorize_amount":50,
             "energy_mix":{"is_green_energy":true},"caps":[{"type":"PARKING_TIME","amount":12},{"type":"ENERGY","amount":99.5}],
             "elements":[
               {"price_components":[{"type":"TIME","price":1,"step_size":1}],
                "restrictions":{"min_current":6.5,"max_current":32,"min_power":3.7,"max_power":22,"evse_kind":"DC","payment_brand":"Visa"}},
               {"price_components":[{"type":"PARKING_TIME","price":6,"step_size":1}],
                "restrictions":{"min_idle_time":900,"max_idle_time":3600,"min_charging_time":60,"max_charging_time":120}},
               {"price_components":[{"type":"FLAT","price":2,"step_size":1}],"restrictions":{"reservation":"RESERVATION_EXPIRES"}},
               {"price_components":[{"type":"TIME","price":3,"step_size":1}],"restrictions":{"reservation":"RESERVATION"}}]}
            """).Tariff;

        Assert.Equal([new PriceCap(TariffDimension.ParkingTime, 12m), new PriceCap(TariffDimension.Energy, 99.5m)], tariff.Caps);
        Assert.Equal(
            [
                new TariffRestrictions
                {
                    MinCurrentMa = 6500, MaxCurrentMa = 32_000, MinPowerW = 3700, MaxPowerW = 22_000, EvseKind = EvseKind.DC, PaymentBrand = "Visa",
                },
                new TariffRestrictions
                {
                    MinIdle = Duration.FromMinutes(15),
                    MaxIdle = Duration.FromHours(1),
                    MinCharging = Duration.FromMinutes(1),
                    MaxCharging = Duration.FromMinutes(2),
                },
                new TariffRestrictions { Reservation = ReservationKind.ReservationExpires },
                new TariffRestrictions { Reservation = ReservationKind.Reservation },
            ],
            tariff.Elements.Select(e => e.Restrictions!));
    }

    [Fact]
    public void Every_error_of_a_document_is_reported_at_once()
    {
        var reading = TariffJson.Read("""{"id":"T","currency":"EUR","elements":[{"price_components":[{"type":"X","price":"1","step_size":-1}]}]}""");

        Assert.Equal(
            ["/elements/0/price_components/0/type", "/elements/0/price_components/0/price", "/elements/0/price_components/0/step_size"],
            reading.Errors.Select(e => e.JsonPointer),
            StringComparer.Ordinal);
    }

    [Fact]
    public void All_that_decides_about_the_price_is_read()
    {
        var tariff = A.Tariff("""
            {"id":"T","currency":"JPY","tax_included":"YES","country_code":"JP",
             "start_date_time":"2026-01-01T00:00:00","end_date_time":"2027-01-01T00:00:00Z",
             "min_price":{"before_taxes":100,"after_taxes":110},"max_price":{"before_taxes":1000},
             "tariff_alt_text":[{"language":"en","text":"cheap"}],
             "elements":[{"price_components":[{"type":"PARKING_TIME","price":12.50,"vat":10.0,"step_size":60}],
               "restrictions":{"start_time":"09:00","end_time":"18:00","start_date":"2026-02-01","end_date":"2026-03-01",
                 "day_of_week":["MONDAY","SUNDAY"],"min_kwh":1.5,"max_kwh":20,"min_duration":60,"max_duration":120}}]}
            """).Tariff;

        var restrictions = new TariffRestrictions
        {
            StartTime = new LocalTime(9, 0),
            EndTime = new LocalTime(18, 0),
            StartDate = new LocalDate(2026, 2, 1),
            EndDate = new LocalDate(2026, 3, 1),
            Days = [IsoDayOfWeek.Monday, IsoDayOfWeek.Sunday],
            MinEnergy = new EnergyWh(1500),
            MaxEnergy = new EnergyWh(20_000),
            MinDuration = Duration.FromMinutes(1),
            MaxDuration = Duration.FromMinutes(2),
        };
        var expected = new Tariff(
            new TariffId("T"),
            Currency.Of("JPY"),
            TaxBasis.Included,
            [new TariffElement([new PriceComponent(TariffDimension.ParkingTime, 12.5m, 10m, 60)], restrictions)],
            new PriceLimit(100m, 110m),
            new PriceLimit(1000m, null),
            Instant.FromUtc(2026, 1, 1, 0, 0),
            Instant.FromUtc(2027, 1, 1, 0, 0),
            [new TariffText("en", "cheap")]);
        Assert.Equal(expected, tariff);
    }

    [Fact]
    public void The_hash_depends_on_what_a_tariff_says_and_not_on_how_it_is_written()
    {
        var one = A.Tariff("""{"id":"T","currency":"EUR","elements":[{"price_components":[{"type":"FLAT","price":2.00,"step_size":1}]}]}""");
        var other = A.Tariff("""{"elements": [{"price_components": [{"step_size":1, "price":2, "type":"FLAT"}]}], "currency":"EUR", "id":"T"}""");
        var changed = A.Tariff("""{"id":"T","currency":"EUR","elements":[{"price_components":[{"type":"FLAT","price":2.01,"step_size":1}]}]}""");

        Assert.Equal("""{"currency":"EUR","elements":[{"price_components":[{"price":2,"step_size":1,"type":"FLAT"}]}],"id":"T"}""", one.CanonicalJson);
        Assert.Equal(one.Hash, other.Hash);
        Assert.NotEqual(one.Hash, changed.Hash, StringComparer.Ordinal);
    }

    [Fact]
    public void A_frozen_tariff_is_the_same_after_it_was_stored()
    {
        var frozen = A.Tariff(
            """{"id":"T","currency":"EUR","last_updated":"2026-01-01T00:00:00Z","elements":[{"price_components":[{"type":"TIME","price":0.12345678,"step_size":60}]}]}""",
            "Europe/Berlin");

        var restored = FrozenTariff.Restore(frozen.CanonicalJson, frozen.RuleSet, frozen.TimeZone, frozen.Tzdb);

        Assert.Equal(frozen, restored);
        Assert.Equal(TaxBasis.AddedLater, restored.Tariff.TaxBasis);
    }

    [Fact]
    public void An_unknown_time_zone_cannot_be_frozen()
    {
        var document = TariffJson.Read($$"""{"id":"T","currency":"EUR","elements":[{"price_components":[{{Component}}]}]}""").Document!;

        Assert.Throws<ArgumentException>(() => FrozenTariff.Freeze(document, RuleSet.Ocpi221D2, "Europe/Atlantis"));
    }

    [Theory]
    [InlineData(RuleSet.Ocpi221D2, "ocpi-2.2.1-d2")]
    [InlineData(RuleSet.Ocpi3NoStep, "ocpi-3-nostep")]
    public void A_rule_set_is_found_by_its_name(RuleSet ruleSet, string id)
    {
        Assert.Equal(id, ruleSet.Id());
        Assert.Equal(ruleSet, RuleSets.Find(id));
        Assert.Null(RuleSets.Find(id + "x"));
    }

    private static void AssertRefused(string json, string location, string rule)
    {
        var reading = TariffJson.Read(json);

        Assert.Null(reading.Document);
        Assert.Contains(reading.Errors, e => e.JsonPointer.Equals(location, StringComparison.Ordinal) && e.Rule.StartsWith(rule, StringComparison.Ordinal));
    }
}
