using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using Fleet.Domain.Billing.Audit;

using NodaTime;

namespace Fleet.Domain.Billing.Documents;

/// <summary>Writes OCPI tariff objects, members in the order of mod_tariffs.</summary>
internal static class OcpiWriter
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Tariff tariff, OcpiHeader header, OcpiVersion version)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            WriteHead(json, tariff, header, version);
            json.WriteStartArray("elements");
            foreach (var element in tariff.Elements)
                WriteElement(json, element);
            json.WriteEndArray();
            WriteFoot(json, tariff, header, version);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteHead(Utf8JsonWriter json, Tariff tariff, OcpiHeader header, OcpiVersion version)
    {
        var since22 = version != OcpiVersion.V211;
        if (since22)
        {
            Text(json, "country_code", header.CountryCode);
            Text(json, "party_id", header.PartyId);
        }

        json.WriteString("id", tariff.Id.Value);
        json.WriteString("currency", tariff.Currency.Code);
        if (since22)
            Text(json, "type", header.Type);
        WriteTexts(json, tariff);
        Text(json, "tariff_alt_url", header.AltUrl);
        WriteLimit(json, "min_price", tariff.MinPrice, version);
        WriteLimit(json, "max_price", tariff.MaxPrice, version);
        if (version == OcpiVersion.V230 && header.PreauthorizeAmount is { } amount)
            json.WriteNumber("preauthorize_amount", amount);
    }

    private static void WriteFoot(Utf8JsonWriter json, Tariff tariff, OcpiHeader header, OcpiVersion version)
    {
        if (version == OcpiVersion.V230)
            json.WriteString("tax_included", TaxIncluded(tariff.TaxBasis));
        if (version != OcpiVersion.V211)
        {
            Text(json, "start_date_time", tariff.ValidFrom?.ToString());
            Text(json, "end_date_time", tariff.ValidUntil?.ToString());
        }

        if (header.EnergyMix is { } mix)
        {
            json.WritePropertyName("energy_mix");
            json.WriteRawValue(mix);
        }

        json.WriteString("last_updated", header.LastUpdated.ToString());
    }

    private static string TaxIncluded(TaxBasis basis) => basis switch
    {
        TaxBasis.Included => "YES",
        TaxBasis.Excluded or TaxBasis.AddedLater => "NO",
        TaxBasis.NotApplicable => "N/A",
        _ => throw new ArgumentOutOfRangeException(nameof(basis), basis, "Not a tax basis."),
    };

    private static void WriteTexts(Utf8JsonWriter json, Tariff tariff)
    {
        if (tariff.AltText.IsEmpty)
            return;
        json.WriteStartArray("tariff_alt_text");
        foreach (var text in tariff.AltText)
        {
            json.WriteStartObject();
            json.WriteString("language", text.Language);
            json.WriteString("text", text.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLimit(Utf8JsonWriter json, string name, PriceLimit? limit, OcpiVersion version)
    {
        if (limit is null)
            return;
        var (net, gross) = version == OcpiVersion.V230 ? ("before_taxes", "after_taxes") : ("excl_vat", "incl_vat");
        json.WriteStartObject(name);
        Number(json, net, limit.Net);
        Number(json, gross, limit.Gross);
        json.WriteEndObject();
    }

    private static void WriteElement(Utf8JsonWriter json, TariffElement element)
    {
        json.WriteStartObject();
        json.WriteStartArray("price_components");
        foreach (var component in element.Components)
        {
            json.WriteStartObject();
            json.WriteString("type", component.Dimension.Id());
            json.WriteNumber("price", component.Price);
            Number(json, "vat", component.VatPercent);
            json.WriteNumber("step_size", component.StepSize);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (element.Restrictions is { } restrictions)
            WriteRestrictions(json, restrictions);
        json.WriteEndObject();
    }

    private static void WriteRestrictions(Utf8JsonWriter json, TariffRestrictions given)
    {
        json.WriteStartObject("restrictions");
        Text(json, "start_time", given.StartTime?.ToString("HH:mm", null));
        Text(json, "end_time", given.EndTime?.ToString("HH:mm", null));
        Text(json, "start_date", given.StartDate?.ToString("uuuu-MM-dd", null));
        Text(json, "end_date", given.EndDate?.ToString("uuuu-MM-dd", null));
        Number(json, "min_kwh", given.MinEnergy?.Value / 1000m);
        Number(json, "max_kwh", given.MaxEnergy?.Value / 1000m);
        Number(json, "min_current", given.MinCurrentMa / 1000m);
        Number(json, "max_current", given.MaxCurrentMa / 1000m);
        Number(json, "min_power", given.MinPowerW / 1000m);
        Number(json, "max_power", given.MaxPowerW / 1000m);
        Number(json, "min_duration", Seconds(given.MinDuration));
        Number(json, "max_duration", Seconds(given.MaxDuration));
        if (!given.Days.IsEmpty)
        {
            json.WriteStartArray("day_of_week");
            foreach (var day in given.Days)
                json.WriteStringValue($"{day}".ToUpperInvariant());
            json.WriteEndArray();
        }

        if (given.Reservation is { } reservation)
            json.WriteString("reservation", reservation == ReservationKind.Reservation ? "RESERVATION" : "RESERVATION_EXPIRES");
        json.WriteEndObject();
    }

    private static decimal? Seconds(Duration? duration) => duration is { } given ? given.BclCompatibleTicks / NodaConstants.TicksPerSecond : null;

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static void Number(Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
    }
}
