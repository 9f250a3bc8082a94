using Fleet.Domain.Billing.Documents;

namespace Fleet.Domain.Billing.Audit;

/// <summary>Reads the charging periods of records (OCPI mod_cdrs ChargingPeriod, CdrDimension).</summary>
internal static class CdrPeriodJson
{
    private const decimal MostVolume = 1_000_000_000m;
    private const int MostDecimals = 20;

    // Of the last ones only sessions tell, and no price depends on them.
    private static readonly string[] Dimensions =
    [
        "ENERGY", "TIME", "PARKING_TIME", "RESERVATION_TIME", "FLAT", "MIN_CURRENT", "MAX_CURRENT", "MIN_POWER", "MAX_POWER",
        "CURRENT", "ENERGY_EXPORT", "ENERGY_IMPORT", "POWER", "STATE_OF_CHARGE",
    ];

    /// <summary>Reads a period; null when it is malformed.</summary>
    public static CdrPeriod? Read(JsonMember period, List<DocumentFinding> findings)
    {
        if (!period.IsObject(["start_date_time", "dimensions", "tariff_id"]))
            return null;
        var start = period.Required("start_date_time")?.Moment();
        var volumes = new List<CdrVolume>();
        foreach (var item in period.Required("dimensions")?.Items(0, 100) ?? [])
        {
            if (ReadVolume(item, findings) is not { } volume)
                continue;
            if (volumes.Exists(known => known.Dimension == volume.Dimension))
                item.Optional("type")?.Refuse($"must not be {volume.Dimension} twice in one period");
            volumes.Add(volume);
        }

        var tariff = period.Optional("tariff_id")?.Text(36);
        return start is { } at ? new CdrPeriod(at, volumes.ToValueList(), tariff, period.Location) : null;
    }

    private static CdrVolume? ReadVolume(JsonMember dimension, List<DocumentFinding> findings)
    {
        if (!dimension.IsObject(["type", "volume"]))
            return null;
        var type = dimension.Required("type")?.Text(36);
        var volume = dimension.Required("volume")?.Number(-MostVolume, MostVolume, MostDecimals);
        if (type is null || volume is not { } amount)
            return null;
        var pointer = dimension.Location + "/volume";
        if (!Dimensions.Contains(type, StringComparer.Ordinal))
        {
            findings.Add(new DocumentFinding(
                AuditCode.UnexpectedField, dimension.Location + "/type", $"{type} is no dimension of a charging period, so what it costs cannot be told.", FindingWeight.Block));
        }
        else if (amount < 0m)
        {
            findings.Add(new DocumentFinding(AuditCode.NegativeVolume, pointer, $"{amount} of {type} is less than nothing.", FindingWeight.Block));
        }

        return new CdrVolume(type, new Stated(amount, pointer));
    }
}
