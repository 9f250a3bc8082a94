using System.Collections.Frozen;

namespace Fleet.Domain.Billing;

/// <summary>A currency of ISO 4217 that money can be counted in.</summary>
public sealed record Currency
{
    // ISO 4217 list one, without funds, metals and test codes, which have no minor unit or are no tender.
    private const string TwoDigits =
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP "
        + "DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR "
        + "LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB "
        + "SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG "
        + "YER ZAR ZMW ZWG";

    private const string NoDigits = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
    private const string ThreeDigits = "BHD IQD JOD KWD LYD OMR TND";

    private static readonly FrozenDictionary<string, Currency> ByCode = Table().ToFrozenDictionary(c => c.Code, StringComparer.Ordinal);

    private Currency(string code, int minorUnits) => (Code, MinorUnits) = (code, minorUnits);

    /// <summary>Three capital letters.</summary>
    public string Code { get; }

    /// <summary>Decimals of the smallest amount that can be paid: 0, 2 or 3.</summary>
    public int MinorUnits { get; }

    /// <summary>The smallest amount that can be paid.</summary>
    internal decimal SmallestAmount => new(1, 0, 0, isNegative: false, (byte)MinorUnits);

    /// <summary>The currency of that code, or null.</summary>
    public static Currency? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>The currency of a code that is known to be one.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static Currency Of(string code) => Find(code) ?? throw new ArgumentException($"'{code}' is no ISO 4217 currency.", nameof(code));

    /// <summary>Rounds to what can be paid, half away from zero; the scale of the result is that of the currency.</summary>
    public decimal Round(decimal amount)
    {
        var rounded = Math.Round(amount, MinorUnits, MidpointRounding.AwayFromZero);
        return rounded + new decimal(0, 0, 0, isNegative: false, (byte)MinorUnits);
    }

    /// <inheritdoc/>
    public override string ToString() => Code;

    private static IEnumerable<Currency> Table() =>
        NoDigits.Split(' ').Select(code => new Currency(code, 0))
            .Concat(TwoDigits.Split(' ').Select(code => new Currency(code, 2)))
            .Concat(ThreeDigits.Split(' ').Select(code => new Currency(code, 3)));
}
