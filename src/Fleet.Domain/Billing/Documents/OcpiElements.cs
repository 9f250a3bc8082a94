using Fleet.Domain.Billing.Audit;

namespace Fleet.Domain.Billing.Documents;

/// <summary>The elements of a tariff that a version of OCPI can say.</summary>
internal static class OcpiElements
{
    public static ValueList<TariffElement> Of(Tariff tariff, OcpiVersion version, List<OcpiLoss> losses)
    {
        var told = new List<TariffElement>();
        for (var e = 0; e < tariff.Elements.Count; e++)
        {
            var unsaid = tariff.Elements[e].Restrictions is { } given ? Unsaid(given, version) : [];
            foreach (var member in unsaid)
                losses.Add(new OcpiLoss($"/elements/{e}/restrictions/{member}", Text(tariff, e, member, version)));
            if (unsaid.Count == 0)
                told.Add(tariff.Elements[e]);
        }

        return told.ToValueList();
    }

    private static string Text(Tariff tariff, int element, string member, OcpiVersion version)
    {
        var map = new RegionMap(tariff);
        var words = new RegionWords(map);
        var prices = tariff.Elements[element].Components.Select(component => Price(component, words.Of(map.Of(element).And(map.Everything(component.Dimension)), component.Dimension)));
        return $"{version.Id()} has no {member}, so these prices are left out: {string.Join("; ", prices)}.";

        string Price(PriceComponent component, string when) => $"{component.Dimension.Id()} {PriceWords.Of(tariff, component)}{(when.Length > 0 ? $", {when}" : "")}";
    }

    private static List<string> Unsaid(TariffRestrictions given, OcpiVersion version)
    {
        (string Name, bool IsGiven, bool Since22)[] members =
        [
            ("min_current", given.MinCurrentMa is not null, true),
            ("max_current", given.MaxCurrentMa is not null, true),
            ("reservation", given.Reservation is not null, true),
            ("min_idle_time", given.MinIdle is not null, false),
            ("max_idle_time", given.MaxIdle is not null, false),
            ("min_charging_time", given.MinCharging is not null, false),
            ("max_charging_time", given.MaxCharging is not null, false),
            ("evse_kind", given.EvseKind is not null, false),
            ("payment_brand", given.PaymentBrand is not null, false),
        ];
        return [.. members.Where(member => member.IsGiven && (!member.Since22 || version == OcpiVersion.V211)).Select(static member => member.Name)];
    }
}
