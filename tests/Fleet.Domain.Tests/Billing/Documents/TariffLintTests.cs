using System.Text.Json;

using CsCheck;

using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Documents;

using NodaTime;

namespace Fleet.Domain.Tests.Billing.Documents;

/// <summary>Every kind of mistake: a tariff that has it, and the nearest that has not.</summary>
public sealed class TariffLintTests
{
    private const string Kwh = """{"type":"ENERGY","price":0.4,"step_size":1}""";
    private const string Idle = """{"type":"PARKING_TIME","price":6,"step_size":1}""";

    [Theory]
    [InlineData("""{"min_kwh":10}""", "{}", "UNREACHABLE", """{"max_kwh":10}""")]
    [InlineData("""{"day_of_week":["MONDAY"],"start_time":"09:00","end_time":"10:00"}""", """{"start_time":"08:00","end_time":"20:00"}""", "UNREACHABLE",
        """{"start_time":"09:01","end_time":"20:00"}""")]
    [InlineData("""{"start_time":"23:00","end_time":"01:00"}""", """{"start_time":"22:00","end_time":"06:00"}""", "UNREACHABLE", """{"start_time":"22:00","end_time":"00:59"}""")]
    [InlineData("""{"min_power":50}""", """{"min_power":22}""", "UNREACHABLE", """{"min_power":50.001}""")]
    public void A_price_behind_one_that_holds_wherever_it_does_is_never_used(string later, string earlier, string code, string narrower)
    {
        Assert.Equal(
            [$"{code} /elements/1/price_components/0"],
            Lints($$"""[{"price_components":[{{Kwh}}],"restrictions":{{earlier}} },{"price_components":[{{Kwh}}],"restrictions":{{later}} }]""", code));
        Assert.Empty(Lints($$"""[{"price_components":[{{Kwh}}],"restrictions":{{narrower}} },{"price_components":[{{Kwh}}],"restrictions":{{later}} }]""", code));
    }

    [Fact]
    public void A_price_behind_several_that_cover_it_together_is_never_used()
    {
        const string Day = """{"price_components":[{"type":"ENERGY","price":0.5,"step_size":1}],"restrictions":{"start_time":"06:00","end_time":"22:00"}}""";
        const string Night = """{"price_components":[{"type":"ENERGY","price":0.3,"step_size":1}],"restrictions":{"start_time":"22:00","end_time":"06:00"}}""";

        var lint = Assert.Single(All($$"""[{{Day}},{{Night}},{"price_components":[{{Kwh}}]}]"""), l => l.Code == LintCode.Unreachable);

        Assert.Equal("/elements/2/price_components/0", lint.JsonPointer);
        Assert.Contains("one of /elements/0, 1", lint.Text, StringComparison.Ordinal);
        Assert.Empty(Lints($$"""[{{Day}},{{Night.Replace("06:00", "05:59", StringComparison.Ordinal)}},{"price_components":[{{Kwh}}]}]""", LintCode.Unreachable));
    }

    [Fact]
    public void Another_dimension_or_a_reservation_does_not_make_a_price_unreachable()
    {
        Assert.Empty(Lints($$"""[{"price_components":[{{Idle}}]},{"price_components":[{{Kwh}}]}]""", LintCode.Unreachable));
        Assert.Empty(Lints(
            """
            [{"price_components":[{"type":"TIME","price":2,"step_size":1}],"restrictions":{"reservation":"RESERVATION_EXPIRES"}},
             {"price_components":[{"type":"TIME","price":1,"step_size":1}],"restrictions":{"reservation":"RESERVATION"}},
             {"price_components":[{"type":"TIME","price":3,"step_size":1}]}]
            """,
            LintCode.Unreachable));
    }

    [Theory]
    [InlineData("\"min_kwh\":10,\"max_kwh\":10", "/max_kwh", "\"min_kwh\":10,\"max_kwh\":10.001")]
    [InlineData("\"start_date\":\"2026-03-02\",\"end_date\":\"2026-03-01\"", "/end_date", "\"start_date\":\"2026-03-01\",\"end_date\":\"2026-03-02\"")]
    [InlineData("\"max_kwh\":0", "", "\"max_kwh\":0.001")]
    [InlineData("\"start_date\":\"2026-03-02\",\"end_date\":\"2026-03-04\",\"day_of_week\":[\"SUNDAY\"]", "", "\"start_date\":\"2026-03-02\",\"end_date\":\"2026-03-04\",\"day_of_week\":[\"TUESDAY\"]")]
    [InlineData("\"min_charging_time\":3600,\"max_duration\":3600", "", "\"min_charging_time\":3600,\"max_duration\":3601")]
    [InlineData("\"min_idle_time\":60", "", "\"max_idle_time\":60")]
    public void A_restriction_that_never_holds_is_found(string restriction, string location, string possible)
    {
        Assert.Equal([$"IMPOSSIBLE_RESTRICTION /elements/0/restrictions{location}"], Lints(One(restriction), LintCode.ImpossibleRestriction));
        Assert.Empty(Lints(One(possible), LintCode.ImpossibleRestriction));

        static string One(string restriction) => $$"""[{"price_components":[{{Kwh}}],"restrictions":{ {{restriction}} } }]""";
    }

    [Theory]
    [InlineData("""{"start_time":"08:00","end_time":"20:00"}""", """{"start_time":"20:00","end_time":"06:00"}""", "ENERGY has no price, so it is free: from 06:00 to 08:00.")]
    [InlineData("""{"day_of_week":["MONDAY","TUESDAY","WEDNESDAY","THURSDAY","FRIDAY"]}""", """{"day_of_week":["SATURDAY"]}""", "ENERGY has no price, so it is free: on Sunday.")]
    [InlineData("""{"max_kwh":10}""", """{"min_kwh":12}""", "ENERGY has no price, so it is free: from 10 kWh to 12 kWh taken.")]
    [InlineData("""{"evse_kind":"DC"}""", """{"evse_kind":"DC"}""", "ENERGY has no price, so it is free: at AC chargers.")]
    [InlineData("""{"payment_brand":"Visa"}""", """{"evse_kind":"DC"}""", "ENERGY has no price, so it is free: at AC chargers, paid otherwise than by Visa.")]
    public void A_situation_in_which_energy_has_no_price_is_found(string one, string other, string told)
    {
        var lint = Assert.Single(
            All($$"""[{"price_components":[{{Kwh}}],"restrictions":{{one}} },{"price_components":[{{Kwh}}],"restrictions":{{other}} }]"""), l => l.Code == LintCode.CoverageGap);

        Assert.Equal((LintSeverity.Warning, told), (lint.Severity, lint.Text));
    }

    [Fact]
    public void What_is_covered_by_several_elements_together_is_no_gap()
    {
        string[] restrictions =
        [
            """{"start_time":"08:00","end_time":"20:00","day_of_week":["MONDAY","TUESDAY","WEDNESDAY","THURSDAY","FRIDAY"]}""",
            """{"start_time":"20:00","end_time":"08:00","day_of_week":["MONDAY","TUESDAY","WEDNESDAY","THURSDAY","FRIDAY"]}""",
            """{"day_of_week":["SATURDAY","SUNDAY"],"max_power":22}""",
            """{"day_of_week":["SATURDAY","SUNDAY"],"min_power":22}""",
        ];

        Assert.Empty(Lints($"[{string.Join(',', restrictions.Select(r => $$"""{"price_components":[{{Kwh}}],"restrictions":{{r}} }"""))}]", LintCode.CoverageGap));
    }

    [Theory]
    [InlineData("FRIDAY", "22:00", "06:00", true)]
    [InlineData("FRIDAY", "22:00", "00:00", false)]
    [InlineData("FRIDAY", "06:00", "22:00", false)]
    [InlineData("MONDAY\",\"TUESDAY\",\"WEDNESDAY\",\"THURSDAY\",\"FRIDAY\",\"SATURDAY\",\"SUNDAY", "22:00", "06:00", false)]
    public void A_night_window_with_weekdays_loses_its_tail(string days, string start, string end, bool loses)
    {
        var found = Lints(
            $$"""
            [{"price_components":[{"type":"ENERGY","price":0.2,"step_size":1}],"restrictions":{"start_time":"{{start}}","end_time":"{{end}}","day_of_week":["{{days}}"]} },
             {"price_components":[{{Kwh}}]}]
            """,
            LintCode.NightWindowLosesTail);

        Assert.Equal(loses ? ["NIGHT_WINDOW_LOSES_TAIL /elements/0/restrictions/day_of_week"] : [], found);
    }

    [Fact]
    public void A_night_window_whose_tail_stands_in_an_element_of_its_own_is_whole()
    {
        const string Cheap = """{"type":"ENERGY","price":0.2,"step_size":1}""";

        var found = Lints(
            $$"""
            [{"price_components":[{{Cheap}}],"restrictions":{"start_time":"22:00","end_time":"06:00","day_of_week":["FRIDAY"]} },
             {"price_components":[{{Cheap}}],"restrictions":{"end_time":"06:00","day_of_week":["SATURDAY"]} },
             {"price_components":[{{Kwh}}]}]
            """,
            LintCode.NightWindowLosesTail);

        Assert.Empty(found);
    }

    [Theory]
    [InlineData("02:30", "Europe/Berlin", "warning")]
    [InlineData("02:00", "Europe/Berlin", "warning")]
    [InlineData("03:00", "Europe/Berlin", "")]
    [InlineData("01:59", "Europe/Berlin", "")]
    [InlineData("01:30", "Europe/London", "warning")]
    [InlineData("02:30", "Europe/London", "")]
    [InlineData("01:30", "America/New_York", "warning")]
    [InlineData("02:15", "Australia/Lord_Howe", "warning")]
    [InlineData("02:30", "Australia/Perth", "")]
    [InlineData("02:30", null, "warning")]
    [InlineData("02:00", null, "note")]
    [InlineData("06:00", null, "")]
    public void A_boundary_in_an_hour_that_the_clock_repeats_or_skips_is_ambiguous(string time, string? zone, string severity)
    {
        var found = All(
            $$"""[{"price_components":[{{Kwh}}],"restrictions":{"start_time":"{{time}}"} },{"price_components":[{{Kwh}}]}]""",
            zone is null ? null : DateTimeZoneProviders.Tzdb[zone]).Where(l => l.Code == LintCode.DstAmbiguity).ToList();

        Assert.Equal(severity.Length == 0 ? [] : [severity], found.Select(l => l.Severity.Id()), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("DE", "02:30", true)]
    [InlineData("DE", "01:30", false)]
    [InlineData("IN", "02:30", false)]
    public void Without_a_zone_the_zones_of_the_tariff_s_country_count(string country, string time, bool isAmbiguous)
    {
        var found = Lints($$"""[{"price_components":[{{Kwh}}],"restrictions":{"end_time":"{{time}}"} }]""", LintCode.DstAmbiguity, $"\"country_code\":\"{country}\"");

        Assert.Equal(isAmbiguous ? ["DST_AMBIGUITY /elements/0/restrictions/end_time"] : [], found);
    }

    [Theory]
    [InlineData("""{"type":"FLAT","price":1,"step_size":300}""", "UNUSED_STEP_SIZE", """{"type":"FLAT","price":1,"step_size":1}""")]
    [InlineData("""{"type":"PARKING_TIME","price":1,"step_size":1},{"type":"TIME","price":1,"step_size":60}""", "UNUSED_STEP_SIZE", """{"type":"TIME","price":1,"step_size":60}""")]
    [InlineData("""{"type":"TIME","price":1,"step_size":60}""", "STEP_SIZE", """{"type":"TIME","price":1,"step_size":1}""")]
    [InlineData("""{"type":"ENERGY","price":1,"step_size":0}""", "STEP_SIZE_ZERO", """{"type":"FLAT","price":1,"step_size":0}""")]
    [InlineData("""{"type":"PARKING_TIME","price":6,"step_size":1}""", "IDLE_WITHOUT_GRACE", """{"type":"PARKING_TIME","price":0,"step_size":1}""")]
    [InlineData("""{"type":"PARKING_TIME","price":6,"step_size":1}""", "IDLE_WITHOUT_CAP", """{"type":"PARKING_TIME","price":0,"step_size":1}""")]
    [InlineData("""{"type":"ENERGY","price":1,"step_size":1,"vat":20},{"type":"FLAT","price":1,"step_size":1}""", "VAT_MISSING",
        """{"type":"ENERGY","price":1,"step_size":1,"vat":20},{"type":"FLAT","price":1,"step_size":1,"vat":0}""")]
    [InlineData("""{"type":"ENERGY","price":-1,"step_size":1}""", "NEGATIVE_PRICE", """{"type":"ENERGY","price":1,"step_size":1}""")]
    [InlineData("""{"type":"ENERGY","price":1,"step_size":1},{"type":"ENERGY","price":2,"step_size":1}""", "DUPLICATE_COMPONENT", """{"type":"ENERGY","price":1,"step_size":1}""")]
    public void A_component_that_cannot_be_meant_so_is_found(string components, string code, string meant)
    {
        Assert.Single(Lints($$"""[{"price_components":[{{components}}]}]""", code));
        Assert.Empty(Lints($$"""[{"price_components":[{{meant}}]}]""", code));
    }

    [Theory]
    [InlineData("\"min_price\":{\"excl_vat\":2},\"max_price\":{\"excl_vat\":1}", "MIN_ABOVE_MAX", "\"min_price\":{\"excl_vat\":1},\"max_price\":{\"excl_vat\":1}")]
    [InlineData("\"min_price\":{\"excl_vat\":2},\"max_price\":{\"excl_vat\":2,\"incl_vat\":1.9}", "GROSS_BELOW_NET", "\"min_price\":{\"excl_vat\":2}")]
    [InlineData("\"min_price\":{\"excl_vat\":1,\"incl_vat\":1.5}", "LIMITS_CONTRADICT", "\"min_price\":{\"excl_vat\":1,\"incl_vat\":1.2}")]
    [InlineData("\"start_date_time\":\"2026-01-01T00:00:00Z\",\"end_date_time\":\"2026-01-01T00:00:00Z\"", "NEVER_IN_FORCE", "\"end_date_time\":\"2026-01-01T00:00:00Z\"")]
    [InlineData("\"caps\":[{\"type\":\"TIME\",\"amount\":1},{\"type\":\"TIME\",\"amount\":2}]", "DUPLICATE_CAP", "\"caps\":[{\"type\":\"TIME\",\"amount\":1}]")]
    [InlineData("\"max_prize\":{\"excl_vat\":1}", "UNKNOWN_FIELD", "\"max_price\":{\"excl_vat\":1}")]
    [InlineData("\"tax_included\":\"PERHAPS\"", "INVALID", "\"tax_included\":\"NO\"")]
    public void A_tariff_whose_terms_contradict_each_other_is_found(string members, string code, string consistent)
    {
        const string Elements = """[{"price_components":[{"type":"ENERGY","price":0.4,"vat":20,"step_size":1}]}]""";

        Assert.Single(Lints(Elements, code, members));
        Assert.Empty(All(Elements, null, consistent));
    }

    [Fact]
    public void A_currency_that_is_none_is_found()
    {
        using var json = JsonDocument.Parse($$"""{"id":"T","currency":"EURO","elements":[{"price_components":[{{Kwh}}]}]}""");
        using var unknown = JsonDocument.Parse($$"""{"id":"T","currency":"EUX","elements":[{"price_components":[{{Kwh}}]}]}""");

        Assert.Equal(("INVALID", "/currency"), TariffLint.Of(json.RootElement).Select(l => (l.Code, l.JsonPointer)).Single());
        Assert.Equal(("UNKNOWN_CURRENCY", "/currency"), TariffLint.Of(unknown.RootElement).Select(l => (l.Code, l.JsonPointer)).Single());
    }

    [Fact]
    public void Energy_in_a_reservation_is_found()
    {
        Assert.Equal(
            ["RESERVATION_DIMENSION /elements/0/price_components/0/type"],
            Lints($$"""[{"price_components":[{{Kwh}}],"restrictions":{"reservation":"RESERVATION"} }]""", LintCode.ReservationDimension));
    }

    [Fact]
    public void A_fee_for_the_reservation_and_one_for_the_session_are_both_paid()
    {
        const string Fee = """{"type":"FLAT","price":1,"step_size":1}""";

        Assert.Single(Lints($$"""[{"price_components":[{{Fee}}],"restrictions":{"reservation":"RESERVATION"} },{"price_components":[{{Fee}}]}]""", LintCode.TwoFees));
        Assert.Empty(Lints($$"""[{"price_components":[{{Fee}}],"restrictions":{"reservation":"RESERVATION"} },{"price_components":[{{Kwh}}]}]""", LintCode.TwoFees));
    }

    [Fact]
    public void A_least_price_where_nothing_has_a_price_is_found()
    {
        const string Free = """[{"price_components":[{"type":"ENERGY","price":0,"step_size":1}]}]""";

        Assert.Single(Lints(Free, LintCode.MinPriceOnFree, "\"min_price\":{\"excl_vat\":1}"));
        Assert.Empty(Lints(Free, LintCode.MinPriceOnFree, "\"min_price\":{\"excl_vat\":0}"));
    }

    [Fact]
    public void An_idle_fee_with_a_grace_and_a_cap_is_fair()
    {
        var found = All(
            $$"""[{"price_components":[{{Kwh}}]},{"price_components":[{{Idle}}],"restrictions":{"min_idle_time":900} }]""", null, "\"caps\":[{\"type\":\"PARKING_TIME\",\"amount\":12}]");

        // That idling is free within the grace is worth a note, and no more.
        Assert.Equal([(LintCode.CoverageGap, LintSeverity.Note, "PARKING_TIME has no price, so it is free: until the car has not charged for 15 min.")], found.Select(l => (l.Code, l.Severity, l.Text)));
    }

    [Fact]
    public void A_grace_may_be_an_earlier_element_that_is_free()
    {
        var found = Lints(
            $$"""[{"price_components":[{"type":"PARKING_TIME","price":0,"step_size":1}],"restrictions":{"max_idle_time":900} },{"price_components":[{{Idle}}]}]""",
            LintCode.IdleWithoutGrace);

        Assert.Empty(found);
    }

    [Fact]
    public void Minimum_duration_is_no_grace_because_it_counts_from_the_start() =>
        Assert.Single(Lints($$"""[{"price_components":[{{Idle}}],"restrictions":{"min_duration":14400} }]""", LintCode.IdleWithoutGrace));

    [Theory]
    [InlineData("08:00", "08:00", true)]
    [InlineData("08:00", "08:01", false)]
    public void A_window_whose_start_is_its_end_is_the_whole_day(string start, string end, bool isWhole) =>
        Assert.Equal(isWhole, Lints($$"""[{"price_components":[{{Kwh}}],"restrictions":{"start_time":"{{start}}","end_time":"{{end}}"} }]""", LintCode.WholeDayWindow).Length == 1);

    [Fact]
    public void A_step_size_is_unused_by_rules_that_have_none()
    {
        using var json = JsonDocument.Parse("""{"id":"T","currency":"EUR","elements":[{"price_components":[{"type":"TIME","price":1,"step_size":60}]}]}""");

        Assert.Equal(LintCode.UnusedStepSize, TariffLint.Of(json.RootElement, null, RuleSet.Ocpi3NoStep).Single().Code);
    }

    [Fact]
    public void A_misspelt_restriction_does_not_hide_the_other_mistakes()
    {
        var found = All($$"""[{"price_components":[{{Kwh}}],"restrictions":{"dayOfWeek":["MONDAY"],"start_time":"08:00","end_time":"20:00"} }]""");

        Assert.Equal([(LintCode.UnknownField, LintSeverity.Error), (LintCode.CoverageGap, LintSeverity.Warning)], found.Select(l => (l.Code, l.Severity)));
        Assert.Contains("did you mean day_of_week?", found[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void So_many_overlapping_elements_that_it_cannot_be_told_are_said_to_be_so()
    {
        // Each element cuts a piece out of the middle of every quantity, so that what is left falls into ever more parts.
        var elements = Enumerable.Range(0, 100).Select(i => $$"""
            {"price_components":[{{Kwh}}],"restrictions":{ {{Range("kwh", i)}},{{Range("power", i * 7)}},{{Range("duration", i * 11)}},{{Range("current", i * 13)}} } }
            """);

        var found = All($"[{string.Join(',', elements)}]");

        Assert.Contains(found, l => l.Code == LintCode.TooComplex && l.Severity == LintSeverity.Note);

        static string Range(string quantity, int from) => $"\"min_{quantity}\":{from % 200},\"max_{quantity}\":{(from % 200) + 150}";
    }

    [Fact]
    public void A_price_for_each_hour_of_the_week_is_examined_whole()
    {
        string[] days = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];
        var elements = days.SelectMany(day => Enumerable.Range(0, 24).Select(hour => $$"""
            {"price_components":[{{Kwh}}],"restrictions":{"start_time":"{{hour:00}}:00","end_time":"{{(hour + 1) % 24:00}}:00","day_of_week":["{{day}}"]} }
            """)).ToList();

        Assert.Empty(All($"[{string.Join(',', elements)}]", DateTimeZone.Utc));
        elements.RemoveAt(30);
        Assert.Equal("ENERGY has no price, so it is free: on Tuesday, from 06:00 to 07:00.", All($"[{string.Join(',', elements)}]", DateTimeZone.Utc).Single().Text);
    }

    [Fact]
    public void No_bill_has_a_line_by_a_price_that_is_never_used() => Gen.Select(GenBilling.Tariff, GenBilling.Session).Sample((tariff, session) =>
    {
        using var json = CanonicalJson.Parse(tariff.CanonicalJson);
        var never = TariffLint.Of(json.RootElement).Where(l => l.Code is LintCode.Unreachable or LintCode.DuplicateComponent).Select(l => l.JsonPointer).ToHashSet(StringComparer.Ordinal);

        return !A.Bill(tariff, session).Lines.Any(line => line.TariffPointer is { } pointer && never.Contains(pointer));
    });

    [Fact]
    public void No_bill_has_free_energy_by_a_tariff_without_a_gap() => Gen.Select(GenBilling.OcpiTariff, GenBilling.Session).Sample((tariff, session) =>
    {
        using var json = CanonicalJson.Parse(tariff.CanonicalJson);
        var hasGap = TariffLint.Of(json.RootElement).Any(l => l.Code == LintCode.CoverageGap && l.Text.StartsWith("ENERGY", StringComparison.Ordinal));
        var isPriced = tariff.Tariff.Elements.Any(e => e.Components.Any(c => c.Dimension == TariffDimension.Energy));

        return hasGap || !isPriced || !A.Bill(tariff, session).Lines.Any(line => line.Kind == BillLineKind.Energy && line.TariffPointer is null);
    });

    private static string[] Lints(string elements, string code, string? members = null) =>
        [.. All(elements, null, members).Where(l => l.Code == code).Select(l => $"{l.Code} {l.JsonPointer}")];

    private static ValueList<Lint> All(string elements, DateTimeZone? zone = null, string? members = null)
    {
        using var json = JsonDocument.Parse($$"""{"id":"T","currency":"EUR",{{(members is null ? "" : members + ",")}}"elements":{{elements}} }""");
        return TariffLint.Of(json.RootElement, zone);
    }
}
