using Fleet.Domain.Billing;

namespace Fleet.Domain.Tests.Billing;

/// <summary>Every tariff file of the OCPI specification is read, or refused for the reason that stands here.</summary>
public sealed class OcpiTariffFilesTests
{
    private const string NotYet = "not supported yet";

    // By the end of the name, for every version that has the file.
    private static readonly Dictionary<string, string[]> Refused = new(StringComparer.Ordinal)
    {
        ["tariff_4_complex.json"] =
        [
            "/elements/1/restrictions/max_current: " + NotYet,
            "/elements/2/restrictions/min_current: " + NotYet,
            "/elements/3/restrictions/min_current: " + NotYet,
        ],
        ["tariffs_06_complex_tariff_example.json"] =
        [
            "/elements/1/restrictions/max_power: " + NotYet,
            "/elements/2/restrictions/min_power: " + NotYet,
            "/elements/3/restrictions/min_power: " + NotYet,
        ],
        ["tariffrestriction_example_max_power.json"] =
        [
            "/elements/0/restrictions/max_power: " + NotYet,
            "/elements/1/restrictions/max_power: " + NotYet,
        ],
        ["tariff_15_reservation_5_euro_per_hour.json"] = ["/elements/0/restrictions/reservation: " + NotYet],
        ["tariff_16_reservation_2_euro_fee_5_euro_per_hour.json"] = ["/elements/0/restrictions/reservation: " + NotYet],
        ["tariff_17_reservation_with_expire_fee.json"] =
            ["/elements/0/restrictions/reservation: " + NotYet, "/elements/1/restrictions/reservation: " + NotYet],
        ["tariff_18_reservation_with_expire_time.json"] =
            ["/elements/0/restrictions/reservation: " + NotYet, "/elements/1/restrictions/reservation: " + NotYet],
    };

    [SkippableTheory]
    [InlineData("2.1.1", 5)]
    [InlineData("2.2", 21)]
    [InlineData("2.2.1", 20)]
    [InlineData("2.3.0", 22)]
    public void Each_example_of_the_specification_is_read_or_refused_for_the_stated_reason(string version, int files)
    {
        var paths = Directory.GetFiles(SharedFiles.Find($"vectors/billing/ocpi-spec/{version}"), "tariff*.json");

        Assert.Equal(files, paths.Length);
        foreach (var path in paths)
        {
            var reading = TariffJson.Read(File.ReadAllText(path));
            var errors = reading.Errors.Select(e => $"{e.JsonPointer}: {e.Rule}").ToArray();
            Assert.True(
                Refused.GetValueOrDefault(Path.GetFileName(path), []).SequenceEqual(errors, StringComparer.Ordinal),
                $"{path}: {string.Join("; ", errors)}");
            Assert.Equal(errors.Length == 0, reading.Document is not null);
        }
    }

    [SkippableTheory]
    [InlineData("2.1.1/tariffs_03_simple_tariff_example_2_euro_per_hour.json", TaxBasis.AddedLater)]
    [InlineData("2.2.1/tariff_14_step_size.json", TaxBasis.Excluded)]
    [InlineData("2.3.0/tariff_14_step_size.json", TaxBasis.Excluded)]
    [InlineData("2.3.0/tariff_19_simple_north_american_exclusive.json", TaxBasis.AddedLater)]
    [InlineData("2.3.0/tariff_20_simple_north_american_inclusive.json", TaxBasis.Included)]
    public void What_a_tariff_says_about_tax_depends_on_its_version_and_country(string file, TaxBasis expected) =>
        Assert.Equal(expected, TariffJson.Read(File.ReadAllText(SharedFiles.Find("vectors/billing/ocpi-spec/" + file))).Document!.Tariff.TaxBasis);

    [SkippableFact]
    public void A_price_written_as_text_in_the_2_1_1_CDR_is_refused()
    {
        using var cdr = System.Text.Json.JsonDocument.Parse(
            File.ReadAllText(SharedFiles.Find("vectors/billing/ocpi-spec/2.1.1/cdrs_01_example_of_a_cdr.json")));

        var reading = TariffJson.Read(cdr.RootElement.GetProperty("tariffs")[0].GetRawText());

        Assert.Equal([new TariffError("/elements/0/price_components/0/price", "must be a number")], reading.Errors);
    }
}
