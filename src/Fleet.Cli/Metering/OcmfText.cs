using System.Text.Json;

namespace Fleet.Cli.Metering;

/// <summary>Verdicts on signed values as text for a person.</summary>
internal static class OcmfText
{
    /// <summary>Writes <paramref name="report"/>.</summary>
    public static void Write(OcmfReport report, TextWriter output)
    {
        foreach (var record in report.Records)
            Write(record, output);
        output.WriteLine($"{report.Records.Count} record{(report.Records.Count == 1 ? "" : "s")}: {string.Join(", ", report.Summary.Select(one => $"{one.Value} {one.Key}"))}");
    }

    private static void Write(OcmfRecordReport record, TextWriter output)
    {
        var name = string.Join(' ', new[] { record.Page, record.MeterSerial, record.Context }.Where(part => !string.IsNullOrEmpty(part)));
        output.WriteLine($"{record.Number}. {record.Format} {name}".TrimEnd());
        Verdict("signature", record.Signature, record.Reasons.Signature is { } signature ? [signature] : []);
        Verdict("key", record.Key, record.Reasons.Key is { } key ? [key] : []);
        Verdict("sequence", record.Sequence, record.Reasons.Sequence);
        Verdict("billable", record.Billable, record.Reasons.Billable);
        foreach (var reading in record.Readings)
            output.WriteLine($"   {reading.At ?? "no time"} {reading.Transaction ?? "-"} {reading.Register} {reading.Value?.Trim()} {reading.Unit} {reading.Status}");
        foreach (var deviation in record.Deviations)
            output.WriteLine($"   deviates at {deviation}");

        void Verdict(string about, Enum verdict, IReadOnlyList<string> reasons)
        {
            var words = JsonNamingPolicy.SnakeCaseUpper.ConvertName($"{verdict}");
            output.WriteLine(reasons.Count == 0 ? $"   {about,-9} {words}" : $"   {about,-9} {words}: {string.Join("; ", reasons)}");
        }
    }
}
