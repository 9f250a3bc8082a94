using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Documents;

namespace Fleet.Domain.Tests.Billing.Documents;

/// <summary>Every tariff of the OCPI specification is read, or refused for the reason that stands here.</summary>
public sealed class OcpiTariffFilesTests
{
    [SkippableTheory]
    [InlineData("2.1.1", 5)]
    [InlineData("2.2", 21)]
    [InlineData("2.2.1", 20)]
    [InlineData("2.3.0", 22)]
    public void Each_example_of_the_specification_is_read(string version, int files)
    {
        var paths = Directory.GetFiles(SharedFiles.Find($"vectors/billing/ocpi-spec/{version}"), "tariff*.json");

        Assert.Equal(files, paths.Length);
        foreach (var path in paths)
        {
            var reading = TariffJson.Read(File.ReadAllText(path));
            Assert.True(reading.Errors.IsEmpty, $"{path}: {string.Join("; ", reading.Errors)}");
            Assert.NotNull(reading.Document);
        }
    }

    [SkippableTheory]
    [InlineData("2.2/cdr_example.json")]
    [InlineData("2.2.1/cdr_example.json")]
    [InlineData("2.3.0/cdr_example.json")]
    public void Each_tariff_inside_a_CDR_of_the_specification_is_read(string file)
    {
        using var cdr = CanonicalJson.Parse(File.ReadAllText(SharedFiles.Find("vectors/billing/ocpi-spec/" + file)));

        var reading = TariffJson.Read(cdr.RootElement.GetProperty("tariffs")[0], TariffStrictness.Strict);

        Assert.Empty(reading.Errors);
    }

    [SkippableTheory]
    [InlineData("location_patch_example_tariff.json", "/tariff_ids")]
    [InlineData("session_patch_example_total_cost.json", "/total_cost")]
    [InlineData("session_example_1_simple_start.json", "/cdr_token")]
    public void What_is_no_tariff_is_refused_member_by_member(string file, string foreign)
    {
        var reading = TariffJson.Read(File.ReadAllText(SharedFiles.Find("vectors/billing/ocpi-spec/2.2/" + file)));

        Assert.Null(reading.Document);
        Assert.Contains(new TariffError("/elements", "is required"), reading.Errors);
        Assert.Contains(reading.Errors, e => e.JsonPointer == foreign && e.Code == LintCode.UnknownField);
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
        using var cdr = CanonicalJson.Parse(File.ReadAllText(SharedFiles.Find("vectors/billing/ocpi-spec/2.1.1/cdrs_01_example_of_a_cdr.json")));

        var reading = TariffJson.Read(cdr.RootElement.GetProperty("tariffs")[0], TariffStrictness.Lenient);

        Assert.Equal([new TariffError("/elements/0/price_components/0/price", "must be a number, without quotes")], reading.Errors);
    }
}
