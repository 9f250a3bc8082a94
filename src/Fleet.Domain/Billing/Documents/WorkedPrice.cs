using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing.Documents;

/// <summary>What a usual session costs under a tariff, computed as a bill is.</summary>
/// <param name="Session">The session in words.</param>
/// <param name="Bill">Its bill.</param>
public sealed record WorkedPrice(string Session, Bill Bill)
{
    private static readonly (string Text, int StartHour, int Charging, int Parked, long Wh, EvseKind Kind)[] Usual =
    [
        ("30 kWh in 1 h at 30 kW", 12, 1, 0, 30_000, EvseKind.DC),
        ("a stop of 2 h at an AC charger, 14 kWh", 12, 2, 0, 14_000, EvseKind.AC),
        ("overnight at an AC charger, 40 kWh, 12 h from 20:00, 4 h of them charging", 20, 4, 8, 40_000, EvseKind.AC),
    ];

    /// <summary>The worked prices of a tariff.</summary>
    /// <param name="tariff">The tariff, with the zone of the location.</param>
    /// <param name="day">They are for the first Monday from this day on that the tariff is in force on; for its own first day, where there is no such Monday.</param>
    public static ValueList<WorkedPrice> Of(FrozenTariff tariff, LocalDate day)
    {
        var zone = DateTimeZoneProviders.Tzdb[tariff.TimeZone];
        var date = DayOf(tariff.Tariff, day, zone);
        return Usual.Select(usual => new WorkedPrice(
            usual.Text,
            Rating.Rate(
                tariff,
                SessionOf(zone.AtLeniently(date.At(new LocalTime(usual.StartHour, 0))).ToInstant(), usual.Charging, usual.Parked, usual.Wh),
                RatingTerms.None with { EvseKind = usual.Kind }))).ToValueList();
    }

    /// <summary>The day that the worked prices of a tariff are for.</summary>
    public static LocalDate DayOf(Tariff tariff, LocalDate day, DateTimeZone zone)
    {
        var first = tariff.ValidFrom is { } from ? from.InZone(zone).Date.PlusDays(1) : day;
        var monday = LocalDate.Max(first, day).PlusDays(-1).Next(IsoDayOfWeek.Monday);
        if (tariff.ValidUntil is not { } until || zone.AtStartOfDay(monday.PlusDays(1)).ToInstant() <= until)
            return monday;
        return tariff.ValidFrom is null ? until.InZone(zone).Date.Previous(IsoDayOfWeek.Monday) : first;
    }

    private static BillableSession SessionOf(Instant start, int charging, int parked, long wh)
    {
        var full = start + Duration.FromHours(charging);
        var stop = full + Duration.FromHours(parked);
        ValueList<EnergyPoint> energy = [new(start, EnergyWh.Zero, 0), new(full, new EnergyWh(wh), 1)];
        ValueList<Stretch> stretches = [new Stretch(start, full, StretchKind.Charging)];
        return parked == 0
            ? new BillableSession(start, stop, energy, stretches)
            : new BillableSession(start, stop, energy.Add(new EnergyPoint(stop, new EnergyWh(wh), 2)), stretches.Add(new Stretch(full, stop, StretchKind.Parking)));
    }
}
