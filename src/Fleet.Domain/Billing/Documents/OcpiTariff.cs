using Fleet.Domain.Billing.Audit;

namespace Fleet.Domain.Billing.Documents;

/// <summary>
/// Writes tariffs as OCPI tariff objects (2.1.1, 2.2, 2.2.1, 2.3.0 mod_tariffs). What a version cannot say is left out and listed, and told in <c>tariff_alt_text</c>. A price
/// whose restriction cannot be said is left out whole: without the restriction it would be charged where it is not due.
/// </summary>
public static class OcpiTariff
{
    /// <summary>The export of <paramref name="tariff"/>.</summary>
    public static OcpiExport Write(Tariff tariff, OcpiHeader header, OcpiVersion version)
    {
        var losses = new List<OcpiLoss>();
        var elements = OcpiElements.Of(tariff, version, losses);
        var told = tariff with
        {
            Elements = version == OcpiVersion.V211 ? WholeElements.Of(elements, losses) : elements,
            MinPrice = Limit(tariff.MinPrice, "/min_price", version, losses),
            MaxPrice = Limit(tariff.MaxPrice, "/max_price", version, losses),
            Caps = [],
        };
        foreach (var (i, cap) in tariff.Caps.Index())
            losses.Add(new OcpiLoss($"/caps/{i}", $"{cap.Dimension.Id()} costs at most {PriceWords.Money(cap.Amount, tariff)} a session; OCPI has no cap for one dimension."));
        told = Validity(OcpiTax.Tell(told, header, version, losses), version, losses);
        Header(header, version, losses);
        told = told with { AltText = OcpiText.Tell(tariff, told) };
        return new OcpiExport(version, told.Elements.IsEmpty ? null : OcpiWriter.Write(told, header, version), losses.ToValueList());
    }

    private static PriceLimit? Limit(PriceLimit? limit, string pointer, OcpiVersion version, List<OcpiLoss> losses)
    {
        if (limit is null || version != OcpiVersion.V211)
            return limit;
        losses.Add(new OcpiLoss(pointer, $"2.1.1 has no {pointer[1..]}."));
        return null;
    }

    private static Tariff Validity(Tariff tariff, OcpiVersion version, List<OcpiLoss> losses)
    {
        if (version != OcpiVersion.V211)
            return tariff;
        if (tariff.ValidFrom is { } from)
            losses.Add(new OcpiLoss("/start_date_time", $"2.1.1 cannot say that it is in force from {from} on."));
        if (tariff.ValidUntil is { } until)
            losses.Add(new OcpiLoss("/end_date_time", $"2.1.1 cannot say that it is in force until {until}."));
        return tariff with { ValidFrom = null, ValidUntil = null };
    }

    private static void Header(OcpiHeader header, OcpiVersion version, List<OcpiLoss> losses)
    {
        if (version == OcpiVersion.V211)
        {
            Lost(header.Type, "/type", "2.1.1 has no type of a tariff.");
        }
        else
        {
            if (header.CountryCode is null)
                losses.Add(new OcpiLoss("/country_code", $"{version.Id()} requires country_code, and the tariff has none; fill it in."));
            if (header.PartyId is null)
                losses.Add(new OcpiLoss("/party_id", $"{version.Id()} requires party_id, and the tariff has none; fill it in."));
        }

        if (version != OcpiVersion.V230)
            Lost(header.PreauthorizeAmount, "/preauthorize_amount", $"{version.Id()} has no preauthorize_amount.");

        void Lost(object? value, string pointer, string text)
        {
            if (value is not null)
                losses.Add(new OcpiLoss(pointer, text));
        }
    }
}
