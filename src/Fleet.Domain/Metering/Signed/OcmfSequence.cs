using NodaTime;

namespace Fleet.Domain.Metering.Signed;

/// <summary>Whether records hang together as one transaction: the check component of OCMF (Signing and Verification Process), and what the Transparenzsoftware checks besides.</summary>
public static class OcmfSequence
{
    private static readonly string[] IdentificationErrors = ["MISMATCH", "INVALID", "OUTDATED", "UNKNOWN"];

    /// <summary>The records in the order of their pages, whatever the order in which they came; those without a page stay where they are, at the end.</summary>
    public static IReadOnlyList<OcmfRecord> InOrder(IEnumerable<OcmfRecord> records) => [.. records.OrderBy(record => record.PageNumber ?? long.MaxValue)];

    /// <summary>What is missing or wrong in the records of one transaction; nothing when they are complete.</summary>
    /// <param name="records">The records, in any order.</param>
    public static ValueList<string> Faults(IEnumerable<OcmfRecord> records)
    {
        var ordered = InOrder(records);
        var readings = ordered.SelectMany(record => record.Readings).ToList();
        if (readings.Count == 0)
            return ["there is no reading"];
        return
        [
            .. Pages(ordered),
            .. Sources(ordered),
            .. ordered.All(record => record.PageContext == 'F') ? [] : Marks(readings),
            .. States(readings),
            .. Registers(readings),
            .. Times(readings),
            .. ordered.Where(record => IdentificationErrors.Contains(record.IdentificationLevel, StringComparer.Ordinal))
                .Select(record => $"the user's identification (IL) is {record.IdentificationLevel}").Distinct(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> Pages(IReadOnlyList<OcmfRecord> records)
    {
        if (records.Any(record => record.PageNumber is null))
        {
            yield return "a record has no page (PG) that can be read";
            yield break;
        }

        if (records.Select(record => record.PageContext).Distinct().Count() > 1)
            yield return "the pages (PG) are of both contexts, T and F";
        for (var i = 1; i < records.Count; i++)
        {
            var (before, page) = (records[i - 1].PageNumber!.Value, records[i].PageNumber!.Value);
            if (records[i].Payload == records[i - 1].Payload)
                yield return $"the record of page {records[i].Page} is there twice";
            else if (page == before)
                yield return $"two records have the page {records[i].Page}";
            else if (page != before + 1)
                yield return $"page {records[i].Page} follows {records[i - 1].Page}: {page - before - 1} records are missing";
        }
    }

    private static IEnumerable<string> Sources(IReadOnlyList<OcmfRecord> records)
    {
        if (records.Select(record => record.MeterSerial).Distinct(StringComparer.Ordinal).Count() > 1)
            yield return "the records are of several meters (MS)";
        if (records.Select(record => record.GatewaySerial).Distinct(StringComparer.Ordinal).Count() > 1)
            yield return "the records are signed by several gateways (GS)";
    }

    private static IEnumerable<string> Marks(List<OcmfReading> readings)
    {
        if (!readings[0].IsBegin)
            yield return $"the first reading must begin the transaction (TX B), has {Mark(readings[0])}";
        if (!readings[^1].IsEnd)
            yield return $"the last reading must end the transaction (TX E, L, R, A or P), has {Mark(readings[^1])}";
        foreach (var register in ByRegister(readings))
        {
            if (register.Count(reading => reading.IsBegin) > 1)
                yield return $"register {register.Key} begins more than once";
            if (register.Count(reading => reading.IsEnd) > 1)
                yield return $"register {register.Key} ends more than once";
            if (register.First().IsImport && register.Any(reading => reading.IsBegin) != register.Any(reading => reading.IsEnd))
                yield return $"register {register.Key} has {(register.Any(reading => reading.IsBegin) ? "a begin without an end" : "an end without a begin")}";
        }
    }

    private static string Mark(OcmfReading reading) => reading.Transaction is { } mark ? $"TX {mark}" : "no TX";

    private static IEnumerable<string> States(List<OcmfReading> readings)
    {
        foreach (var status in readings.Select(reading => reading.Status).Where(status => status != "G").Distinct(StringComparer.Ordinal))
            yield return $"the meter's state (ST) is {status ?? "missing"}, not G";
        foreach (var flags in readings.Select(reading => reading.ErrorFlags).Where(flags => flags.Length > 0).Distinct(StringComparer.Ordinal))
            yield return $"error flags (EF) are set: {flags}";
        if (readings.Any(reading => reading.Transaction == 'X'))
            yield return "an error occurred during the transaction (TX X)";
    }

    private static IEnumerable<string> Registers(List<OcmfReading> readings)
    {
        foreach (var register in ByRegister(readings).Where(register => register.First().Register!.Value.Scope != RegisterScope.Other))
        {
            decimal? last = null;
            foreach (var energy in register.Select(reading => reading.EnergyWh))
            {
                if (energy < last)
                    yield return $"register {register.Key} runs backward, from {last} to {energy} Wh";
                last = energy ?? last;
            }
        }
    }

    private static IEnumerable<string> Times(List<OcmfReading> readings)
    {
        foreach (var register in ByRegister(readings))
        {
            Instant? last = null;
            foreach (var at in register.Select(reading => reading.At))
            {
                if (at < last)
                    yield return $"time runs backward, from {last} to {at}";
                last = at ?? last;
            }
        }
    }

    private static IEnumerable<IGrouping<string, OcmfReading>> ByRegister(List<OcmfReading> readings) =>
        readings.Where(reading => reading.Register is not null).GroupBy(reading => reading.Register!.Value.Register, StringComparer.Ordinal);
}
