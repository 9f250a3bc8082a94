using System.Text.Json;

using CsCheck;

using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Audit;
using Fleet.Domain.Billing.Documents;

using NodaTime;

namespace Fleet.Domain.Tests.Billing.Documents;

public sealed class OcpiTariffTests
{
    private static readonly OcpiHeader Header = new(Instant.FromUtc(2026, 1, 1, 0, 0), "DE", "ABC", "REGULAR");
    private static readonly TariffDimension[] Measured = [TariffDimension.Energy, TariffDimension.Time, TariffDimension.ParkingTime];
    private static readonly OcpiHeader Oldest = new(Instant.FromUtc(2026, 1, 1, 0, 0));

    [Theory]
    [InlineData(OcpiVersion.V221)]
    [InlineData(OcpiVersion.V230)]
    public void What_is_exported_without_loss_reads_as_the_same_tariff(OcpiVersion version) => GenBilling.OcpiTariff.Sample(frozen =>
    {
        var export = OcpiTariff.Write(frozen.Tariff, Header, version);

        var mayLose = frozen.Tariff.TaxBasis switch
        {
            TaxBasis.Included => version == OcpiVersion.V221,
            TaxBasis.AddedLater => true,
            TaxBasis.Excluded or TaxBasis.NotApplicable => false,
            var other => throw new InvalidOperationException($"{other}"),
        };
        Assert.Equal(mayLose, !export.Losses.IsEmpty);
        if (!mayLose)
            Assert.Equal(frozen.Tariff, Read(export));
    });

    [Fact]
    public void What_is_exported_to_2_1_1_costs_the_same_by_either_way_of_matching() =>
        Gen.Select(GenBilling.OcpiTariff, GenBilling.Session).Sample((frozen, session) =>
        {
            // A parking time of price 0 keeps charging time from being rounded to blocks, so there are none here.
            var silent = frozen.Tariff with
            {
                TaxBasis = TaxBasis.AddedLater,
                MinPrice = null,
                MaxPrice = null,
                Elements = frozen.Tariff.Elements.Select(e => e with { Components = e.Components.Select(c => c with { VatPercent = null, StepSize = 1 }).ToValueList() }).ToValueList(),
            };

            var export = OcpiTariff.Write(silent, Oldest, OcpiVersion.V211);

            Assert.Empty(export.Losses);
            var told = Read(export);
            var expected = Total(silent);
            Assert.Equal(expected, Total(told));
            Assert.Equal(expected, Total(ByWholeElements(told)));

            // Lines that are cut more often add up differently in the last of 28 digits.
            decimal Total(Tariff tariff) => Math.Round(A.Bill(frozen with { Tariff = tariff }, session).ExactExclTax!.Value, 18, MidpointRounding.AwayFromZero);
        });

    [Fact]
    public void Members_stand_in_the_order_of_the_specification()
    {
        var tariff = A.Tariff("""
            {"id":"T","currency":"EUR","tax_included":"NO","start_date_time":"2026-01-01T00:00:00Z","end_date_time":"2027-01-01T00:00:00Z",
             "min_price":{"before_taxes":1,"after_taxes":1.19},"max_price":{"before_taxes":50},"tariff_alt_text":[{"language":"de","text":"billig"}],
             "elements":[{"price_components":[{"type":"ENERGY","price":0.35,"vat":19,"step_size":1}],
               "restrictions":{"start_time":"08:00","end_time":"20:00","start_date":"2026-02-01","end_date":"2026-03-01","min_kwh":1.5,"max_kwh":20,"min_current":6,"max_current":32.5,
                 "min_power":3.7,"max_power":22,"min_duration":60,"max_duration":120,"day_of_week":["MONDAY"]}},
              {"price_components":[{"type":"FLAT","price":2,"step_size":1}],"restrictions":{"reservation":"RESERVATION_EXPIRES"}}]}
            """).Tariff;
        var header = Header with { AltUrl = "https://example.com/t", PreauthorizeAmount = 50m, EnergyMix = """{"is_green_energy":true}""" };

        var export = OcpiTariff.Write(tariff, header, OcpiVersion.V230);

        Assert.Empty(export.Losses);
        Assert.Equal(
            """
            {"country_code":"DE","party_id":"ABC","id":"T","currency":"EUR","type":"REGULAR","tariff_alt_text":[{"language":"de","text":"billig"}],
            "tariff_alt_url":"https://example.com/t","min_price":{"before_taxes":1,"after_taxes":1.19},"max_price":{"before_taxes":50},"preauthorize_amount":50,
            "elements":[{"price_components":[{"type":"ENERGY","price":0.35,"vat":19,"step_size":1}],
            "restrictions":{"start_time":"08:00","end_time":"20:00","start_date":"2026-02-01","end_date":"2026-03-01","min_kwh":1.5,"max_kwh":20,"min_current":6,"max_current":32.5,
            "min_power":3.7,"max_power":22,"min_duration":60,"max_duration":120,"day_of_week":["MONDAY"]}},
            {"price_components":[{"type":"FLAT","price":2,"step_size":1}],"restrictions":{"reservation":"RESERVATION_EXPIRES"}}],
            "tax_included":"NO","start_date_time":"2026-01-01T00:00:00Z","end_date_time":"2027-01-01T00:00:00Z","energy_mix":{"is_green_energy":true},"last_updated":"2026-01-01T00:00:00Z"}
            """.ReplaceLineEndings(""),
            Compact(export));
    }

    [Fact]
    public void What_OCPI_cannot_say_is_left_out_listed_and_told_in_words()
    {
        var tariff = A.Tariff("""
            {"id":"T","currency":"EUR","caps":[{"type":"PARKING_TIME","amount":12}],"tariff_alt_text":[{"language":"en","text":"Cheap."}],
             "elements":[{"price_components":[{"type":"ENERGY","price":0.4,"step_size":1}]},
              {"price_components":[{"type":"PARKING_TIME","price":6,"step_size":1}],"restrictions":{"min_idle_time":900,"evse_kind":"DC"}}]}
            """).Tariff;

        var export = OcpiTariff.Write(tariff, Header, OcpiVersion.V221);

        Assert.Equal(
            ["/elements/1/restrictions/min_idle_time", "/elements/1/restrictions/evse_kind", "/caps/0"], export.Losses.Select(loss => loss.JsonPointer), StringComparer.Ordinal);
        Assert.Equal(
            "2.2.1 has no min_idle_time, so these prices are left out: PARKING_TIME 0.10 EUR per minute, no VAT, once the car has not charged for 15 min, at DC chargers.",
            export.Losses[0].Text);
        var told = Read(export);
        Assert.Equal([tariff.Elements[0]], told.Elements);
        Assert.Equal(
            [
                new TariffText("en", "Cheap. Time connected without charging: 0.10 EUR per minute, no VAT, once the car has not charged for 15 min, at DC chargers; otherwise free of charge. "
                    + "At most: 12.00 EUR without tax a session for time connected without charging."),
            ],
            told.AltText);
    }

    [Fact]
    public void A_text_that_is_too_long_is_cut_at_a_word()
    {
        var tariff = A.Tariff($$"""
            {"id":"T","currency":"EUR","caps":[{"type":"ENERGY","amount":12}],"tariff_alt_text":[{"language":"en","text":"{{new string('x', 480)}}"}],
             "elements":[{"price_components":[{"type":"ENERGY","price":0.4,"step_size":1}]}]}
            """).Tariff;

        var text = Read(OcpiTariff.Write(tariff, Header, OcpiVersion.V221)).AltText[0].Text;

        Assert.Equal($"{new string('x', 480)} At most: 12.00 EUR without …", text);
    }

    [Fact]
    public void Version_2_1_1_has_no_tax_no_limits_no_reservation_and_no_current()
    {
        var tariff = A.Tariff("""
            {"id":"T","currency":"EUR","min_price":{"excl_vat":1},"max_price":{"excl_vat":9},"start_date_time":"2026-01-01T00:00:00Z",
             "elements":[{"price_components":[{"type":"TIME","price":3,"step_size":1}],"restrictions":{"reservation":"RESERVATION"}},
              {"price_components":[{"type":"ENERGY","price":0.3,"vat":19,"step_size":1}],"restrictions":{"max_current":16}},
              {"price_components":[{"type":"ENERGY","price":0.4,"vat":19,"step_size":1}]}]}
            """).Tariff;

        var export = OcpiTariff.Write(tariff, Header, OcpiVersion.V211);

        Assert.Equal(
            ["/elements/0/restrictions/reservation", "/elements/1/restrictions/max_current", "/min_price", "/max_price", "/elements", "/start_date_time", "/type"],
            export.Losses.Select(loss => loss.JsonPointer),
            StringComparer.Ordinal);
        var told = Read(export);
        Assert.Equal(TaxBasis.AddedLater, told.TaxBasis);
        Assert.Equal([new TariffElement([new PriceComponent(TariffDimension.Energy, 0.4m, null)])], told.Elements);
    }

    [Fact]
    public void A_tariff_of_which_nothing_can_be_said_is_not_exported()
    {
        var tariff = A.Tariff(
            """{"id":"T","currency":"EUR","elements":[{"price_components":[{"type":"ENERGY","price":0.4,"step_size":1}],"restrictions":{"evse_kind":"DC"}}]}""").Tariff;

        Assert.Null(OcpiTariff.Write(tariff, Header, OcpiVersion.V230).Json);
    }

    [Fact]
    public void Tax_is_taken_out_of_prices_that_include_it_where_a_version_has_prices_without_only()
    {
        var tariff = A.Tariff("""{"id":"T","currency":"EUR","tax_included":"YES","elements":[{"price_components":[{"type":"ENERGY","price":0.6,"vat":20,"step_size":1}]}]}""").Tariff;

        var export = OcpiTariff.Write(tariff, Header, OcpiVersion.V221);

        Assert.Equal("/tax_included", export.Losses.Single().JsonPointer);
        Assert.Equal(0.5m, Read(export).Elements[0].Components[0].Price);
    }

    [Fact]
    public void A_combination_is_written_for_elements_that_overlap_and_price_different_things()
    {
        var tariff = A.Tariff("""
            {"id":"T","currency":"EUR","last_updated":"2026-01-01T00:00:00Z",
             "elements":[{"price_components":[{"type":"FLAT","price":1,"step_size":1}]},
              {"price_components":[{"type":"TIME","price":2,"step_size":1}],"restrictions":{"start_time":"08:00","end_time":"20:00"}}]}
            """).Tariff;

        var elements = Read(OcpiTariff.Write(tariff, Oldest, OcpiVersion.V211)).Elements;

        var (fee, time) = (new PriceComponent(TariffDimension.Flat, 1m, null), new PriceComponent(TariffDimension.Time, 2m, null));
        Assert.Equal([new TariffElement([time, fee], tariff.Elements[1].Restrictions), new TariffElement([fee])], elements);
    }

    [Fact]
    public void The_header_of_a_document_is_kept_and_a_missing_time_is_replaced()
    {
        var document = TariffJson.Read("""
            {"id":"T","currency":"EUR","country_code":"DE","party_id":"ABC","type":"REGULAR","tariff_alt_url":"https://example.com","preauthorize_amount":5,
             "energy_mix":{"is_green_energy":false},"elements":[{"price_components":[{"type":"FLAT","price":1,"step_size":1}]}]}
            """).Document!;
        var now = Instant.FromUtc(2026, 11, 25, 9, 0);

        Assert.Equal(
            new OcpiHeader(now, "DE", "ABC", "REGULAR", "https://example.com", 5m, """{"is_green_energy":false}"""),
            OcpiHeader.Of(document, now));
    }

    [SkippableTheory]
    [InlineData("2.1.1", OcpiVersion.V211)]
    [InlineData("2.2.1", OcpiVersion.V221)]
    [InlineData("2.3.0", OcpiVersion.V230)]
    public void Each_example_of_the_specification_is_exported_to_its_own_version_without_loss_of_a_price(string version, OcpiVersion to)
    {
        foreach (var path in Directory.GetFiles(SharedFiles.Find($"vectors/billing/ocpi-spec/{version}"), "tariff*.json"))
        {
            var document = TariffJson.Read(File.ReadAllText(path)).Document!;

            var export = OcpiTariff.Write(document.Tariff, OcpiHeader.Of(document, Instant.FromUtc(2026, 1, 1, 0, 0)), to);

            Assert.True(export.Losses.IsEmpty, $"{path}: {string.Join("; ", export.Losses)}");
            if (to != OcpiVersion.V211)
                Assert.Equal(document.Tariff, Read(export));
        }
    }

    private static Tariff Read(OcpiExport export)
    {
        var reading = TariffJson.Read(export.Json!);
        Assert.Empty(reading.Errors);
        return reading.Document!.Tariff;
    }

    private static string Compact(OcpiExport export)
    {
        using var json = JsonDocument.Parse(export.Json!);
        return JsonSerializer.Serialize(json.RootElement);
    }

    /// <summary>What 2.1.1 says: the first element that holds decides about everything, so what it does not price is free. A fee of 0 would be the one that is charged once.</summary>
    private static Tariff ByWholeElements(Tariff tariff) => tariff with
    {
        Elements = tariff.Elements.Select(element => element with
        {
            Components =
            [
                .. element.Components,
                .. Measured.Except(element.Components.Select(c => c.Dimension)).Select(d => new PriceComponent(d, 0m, null)),
            ],
        }).ToValueList(),
    };
}
