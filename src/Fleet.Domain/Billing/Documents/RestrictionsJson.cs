using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing.Documents;

/// <summary>Reads the restrictions of a tariff element (OCPI mod_tariffs TariffRestrictions, and what Fleet adds to them).</summary>
internal static class RestrictionsJson
{
    private const decimal Most = 1_000_000m;

    private static readonly string[] Members =
    [
        "start_time", "end_time", "start_date", "end_date", "day_of_week", "min_kwh", "max_kwh", "min_duration", "max_duration",
        "min_current", "max_current", "min_power", "max_power", "reservation",
        "min_idle_time", "max_idle_time", "min_charging_time", "max_charging_time", "evse_kind", "payment_brand",
    ];

    private static readonly Dictionary<string, IsoDayOfWeek> Days = new(StringComparer.Ordinal)
    {
        ["MONDAY"] = IsoDayOfWeek.Monday,
        ["TUESDAY"] = IsoDayOfWeek.Tuesday,
        ["WEDNESDAY"] = IsoDayOfWeek.Wednesday,
        ["THURSDAY"] = IsoDayOfWeek.Thursday,
        ["FRIDAY"] = IsoDayOfWeek.Friday,
        ["SATURDAY"] = IsoDayOfWeek.Saturday,
        ["SUNDAY"] = IsoDayOfWeek.Sunday,
    };

    private static readonly Dictionary<string, ReservationKind> Reservations = new(StringComparer.Ordinal)
    {
        ["RESERVATION"] = ReservationKind.Reservation,
        ["RESERVATION_EXPIRES"] = ReservationKind.ReservationExpires,
    };

    internal static readonly IReadOnlyDictionary<string, EvseKind> EvseKinds = new Dictionary<string, EvseKind>(StringComparer.Ordinal) { ["AC"] = EvseKind.AC, ["DC"] = EvseKind.DC };

    public static TariffRestrictions? Read(JsonMember json)
    {
        if (!json.IsObject(Members))
            return null;
        var restrictions = new TariffRestrictions
        {
            StartTime = json.Optional("start_time")?.TimeOfDay(),
            EndTime = json.Optional("end_time")?.TimeOfDay(),
            StartDate = json.Optional("start_date")?.Date(),
            EndDate = json.Optional("end_date")?.Date(),
            Days = (json.Optional("day_of_week")?.Items(0, 7) ?? []).Select(day => day.Word(Days)).OfType<IsoDayOfWeek>().ToValueList(),
            MinEnergy = Thousandths(json.Optional("min_kwh")) is { } min ? new EnergyWh(min) : null,
            MaxEnergy = Thousandths(json.Optional("max_kwh")) is { } max ? new EnergyWh(max) : null,
            MinCurrentMa = Thousandths(json.Optional("min_current")),
            MaxCurrentMa = Thousandths(json.Optional("max_current")),
            MinPowerW = Thousandths(json.Optional("min_power")),
            MaxPowerW = Thousandths(json.Optional("max_power")),
            Reservation = json.Optional("reservation")?.Word(Reservations),
            MinDuration = Seconds(json.Optional("min_duration")),
            MaxDuration = Seconds(json.Optional("max_duration")),
            MinIdle = Seconds(json.Optional("min_idle_time")),
            MaxIdle = Seconds(json.Optional("max_idle_time")),
            MinCharging = Seconds(json.Optional("min_charging_time")),
            MaxCharging = Seconds(json.Optional("max_charging_time")),
            EvseKind = json.Optional("evse_kind")?.Word(EvseKinds),
            PaymentBrand = json.Optional("payment_brand")?.Text(20),
        };
        RefuseEmptyRanges(json, restrictions);
        return restrictions;
    }

    /// <summary>A quantity in kWh, kW or A, to three decimals, as Wh, W or mA.</summary>
    private static long? Thousandths(JsonMember? member) => member?.Number(0m, Most, 3) is { } number ? (long)(number * 1000m) : null;

    private static Duration? Seconds(JsonMember? member) => member?.Whole(int.MaxValue) is { } whole ? Duration.FromSeconds(whole) : null;

    private static void RefuseEmptyRanges(JsonMember json, TariffRestrictions restrictions)
    {
        if (restrictions.StartDate >= restrictions.EndDate)
            json.Optional("end_date")?.Refuse("must be after start_date", LintCode.ImpossibleRestriction);
        Refuse("kwh", restrictions.MinEnergy >= restrictions.MaxEnergy);
        Refuse("duration", restrictions.MinDuration >= restrictions.MaxDuration);
        Refuse("current", restrictions.MinCurrentMa >= restrictions.MaxCurrentMa);
        Refuse("power", restrictions.MinPowerW >= restrictions.MaxPowerW);
        Refuse("idle_time", restrictions.MinIdle >= restrictions.MaxIdle);
        Refuse("charging_time", restrictions.MinCharging >= restrictions.MaxCharging);

        void Refuse(string quantity, bool isEmpty)
        {
            if (isEmpty)
                json.Optional($"max_{quantity}")?.Refuse($"must be above min_{quantity}", LintCode.ImpossibleRestriction);
        }
    }
}
