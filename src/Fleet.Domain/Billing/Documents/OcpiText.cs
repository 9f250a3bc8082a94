namespace Fleet.Domain.Billing.Documents;

/// <summary>What the prices of an export do not say, in its <c>tariff_alt_text</c> for a driver.</summary>
internal static class OcpiText
{
    private const int Longest = 512;
    private const string English = "en";

    /// <summary>The texts of <paramref name="tariff"/>, the English one with every paragraph in which <paramref name="told"/> differs.</summary>
    public static ValueList<TariffText> Tell(Tariff tariff, Tariff told)
    {
        var differences = string.Join(' ', TariffWords.Of(tariff).Except(TariffWords.Of(told)).Select(static paragraph => paragraph.ToString()));
        if (differences.Length == 0)
            return tariff.AltText;
        var known = tariff.AltText.Items.FirstOrDefault(static text => text.Language == English)?.Text;
        var english = new TariffText(English, Cut(known is null ? differences : $"{known} {differences}"));
        return [english, .. tariff.AltText.Where(static text => text.Language != English)];
    }

    private static string Cut(string text)
    {
        if (text.Length <= Longest)
            return text;
        var end = text.LastIndexOf(' ', Longest - 2);
        return text[..(end > 0 ? end : Longest - 2)] + " …";
    }
}
