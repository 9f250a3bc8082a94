using Fleet.Domain.Billing;

namespace Fleet.Domain.Tests.Billing;

public sealed class CurrencyTests
{
    [Theory]
    [InlineData("EUR", 2)]
    [InlineData("GBP", 2)]
    [InlineData("USD", 2)]
    [InlineData("CHF", 2)]
    [InlineData("ZWG", 2)]
    [InlineData("XCG", 2)]
    [InlineData("JPY", 0)]
    [InlineData("KRW", 0)]
    [InlineData("ISK", 0)]
    [InlineData("CLP", 0)]
    [InlineData("XOF", 0)]
    [InlineData("KWD", 3)]
    [InlineData("TND", 3)]
    [InlineData("BHD", 3)]
    public void A_current_currency_has_the_minor_units_of_ISO_4217(string code, int minorUnits) =>
        Assert.Equal(minorUnits, Currency.Find(code)!.MinorUnits);

    [Theory]
    [InlineData("DEM")]
    [InlineData("HRK")]
    [InlineData("XAU")]
    [InlineData("XXX")]
    [InlineData("eur")]
    [InlineData("")]
    public void What_is_no_current_money_is_unknown(string code) => Assert.Null(Currency.Find(code));

    [Theory]
    [InlineData("EUR", "5.125", "5.13")]
    [InlineData("EUR", "-5.125", "-5.13")]
    [InlineData("EUR", "5.1249", "5.12")]
    [InlineData("EUR", "0", "0.00")]
    [InlineData("JPY", "2.5", "3")]
    [InlineData("KWD", "0.0005", "0.001")]
    public void Amounts_are_rounded_half_away_from_zero_and_show_all_minor_units(string code, string exact, string rounded) =>
        Assert.Equal(rounded, Currency.Of(code).Round(decimal.Parse(exact)).ToString());

    [Fact]
    public void An_unknown_code_is_refused_by_name() =>
        Assert.Contains("'XYZ'", Assert.Throws<ArgumentException>(() => Currency.Of("XYZ")).Message, StringComparison.Ordinal);
}
