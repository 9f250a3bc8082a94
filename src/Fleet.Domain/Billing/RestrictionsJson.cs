using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>Reads the restrictions of a tariff element (OCPI mod_tariffs TariffRestrictions).</summary>
internal static class RestrictionsJson
{
    private const decimal MostEnergyKwh = 1_000_000m;
    private const int LongestDuration = int.MaxValue;

    private static readonly string[] Members =
        ["start_time", "end_time", "start_date", "end_date", "day_of_week", "min_kwh", "max_kwh", "min_duration", "max_duration"];

    private static readonly string[] NotYet = ["min_current", "max_current", "min_power", "max_power", "reservation"];

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

    public static TariffRestrictions? Read(JsonMember json)
    {
        if (!json.IsObject(Members, NotYet))
            return null;
        var restrictions = new TariffRestrictions
        {
            StartTime = json.Optional("start_time")?.TimeOfDay(),
            EndTime = json.Optional("end_time")?.TimeOfDay(),
            StartDate = json.Optional("start_date")?.Date(),
            EndDate = json.Optional("end_date")?.Date(),
            Days = (json.Optional("day_of_week")?.Items(0, 7) ?? []).Select(day => day.Word(Days)).OfType<IsoDayOfWeek>().ToValueList(),
            MinEnergy = ReadEnergy(json.Optional("min_kwh")),
            MaxEnergy = ReadEnergy(json.Optional("max_kwh")),
            MinDuration = ReadDuration(json.Optional("min_duration")),
            MaxDuration = ReadDuration(json.Optional("max_duration")),
        };
        RefuseEmptyRanges(json, restrictions);
        return restrictions;
    }

    private static EnergyWh? ReadEnergy(JsonMember? kwh) =>
        kwh?.Number(0m, MostEnergyKwh, 3) is { } number ? new EnergyWh((long)(number * 1000m)) : null;

    private static Duration? ReadDuration(JsonMember? seconds) =>
        seconds?.Whole(LongestDuration) is { } whole ? Duration.FromSeconds(whole) : null;

    private static void RefuseEmptyRanges(JsonMember json, TariffRestrictions restrictions)
    {
        if (restrictions.StartDate >= restrictions.EndDate)
            json.Optional("end_date")?.Refuse("must be after start_date");
        if (restrictions.MinEnergy >= restrictions.MaxEnergy)
            json.Optional("max_kwh")?.Refuse("must be above min_kwh");
        if (restrictions.MinDuration >= restrictions.MaxDuration)
            json.Optional("max_duration")?.Refuse("must be above min_duration");
    }
}
