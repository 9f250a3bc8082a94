using System.Text.Json;

using Fleet.Domain.Billing.Audit;

using NodaTime;
using NodaTime.Text;

namespace Fleet.Domain.Billing.Documents;

/// <summary>A tariff as a version of OCPI can say it.</summary>
/// <param name="Version">The version.</param>
/// <param name="Json">The OCPI tariff object; null when nothing of its prices can be said.</param>
/// <param name="Losses">What it does not say, or says otherwise; empty when it prices every session the same.</param>
public sealed record OcpiExport(OcpiVersion Version, string? Json, ValueList<OcpiLoss> Losses);

/// <summary>Something that a tariff says and its export does not.</summary>
/// <param name="JsonPointer">Where it stands in the tariff that was exported; empty for the tariff as a whole.</param>
/// <param name="Text">What is different, in a sentence.</param>
public sealed record OcpiLoss(string JsonPointer, string Text);

/// <summary>What an OCPI tariff object says beside prices.</summary>
/// <param name="LastUpdated">When the tariff was last changed.</param>
/// <param name="CountryCode">ISO 3166-1 alpha-2 code of the operator's country.</param>
/// <param name="PartyId">The operator, unique in the country.</param>
/// <param name="Type">OCPI TariffType.</param>
/// <param name="AltUrl">A page that explains the tariff.</param>
/// <param name="PreauthorizeAmount">What a payment terminal reserves (2.3.0).</param>
/// <param name="EnergyMix">OCPI EnergyMix, as JSON; the same in every version but for a name.</param>
public sealed record OcpiHeader(
    Instant LastUpdated,
    string? CountryCode = null,
    string? PartyId = null,
    string? Type = null,
    string? AltUrl = null,
    decimal? PreauthorizeAmount = null,
    string? EnergyMix = null)
{
    /// <summary>The header of a document; <paramref name="now"/> stands in for a missing time of change.</summary>
    public static OcpiHeader Of(TariffDocument document, Instant now)
    {
        using var json = CanonicalJson.Parse(document.CanonicalJson);
        var root = json.RootElement;
        var updated = Text("last_updated") is { } text ? InstantPattern.ExtendedIso.Parse(text.EndsWith('Z') ? text : text + "Z").Value : now;
        return new OcpiHeader(
            updated,
            Text("country_code"),
            Text("party_id"),
            Text("type"),
            Text("tariff_alt_url"),
            root.TryGetProperty("preauthorize_amount", out var amount) && amount.ValueKind == JsonValueKind.Number ? amount.GetDecimal() : null,
            root.TryGetProperty("energy_mix", out var mix) && mix.ValueKind != JsonValueKind.Null ? mix.GetRawText() : null);

        string? Text(string name) => root.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
    }
}
