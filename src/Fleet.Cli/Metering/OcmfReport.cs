using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fleet.Cli.Replay;
using Fleet.Domain;
using Fleet.Domain.Metering.Signed;

namespace Fleet.Cli.Metering;

/// <summary>The verdicts on a file's signed values; also the shape of <c>--json</c>.</summary>
/// <param name="File">The file.</param>
/// <param name="Ok">Whether every signature is good and every value may be billed, at least its energy.</param>
/// <param name="Summary">How many records have which verdict on their signature.</param>
/// <param name="Records">The records, in the file's order.</param>
internal sealed record OcmfReport(string File, bool Ok, IReadOnlyDictionary<string, int> Summary, IReadOnlyList<OcmfRecordReport> Records)
{
    /// <summary>Judges <paramref name="entries"/>, each among those of its transaction.</summary>
    /// <param name="file">The file.</param>
    /// <param name="entries">What is in it.</param>
    /// <param name="key">The key of the EVSE's meter; null when none was given.</param>
    public static OcmfReport Of(string file, IReadOnlyList<SignedEntry> entries, MeterKey? key)
    {
        var verdicts = new OcmfVerdict[entries.Count];
        foreach (var places in SignedEntry.Transactions(entries))
        {
            var judged = OcmfVerdict.Judge(places.Items.Select(place => entries[place].Value).ToValueList(), key);
            foreach (var (i, place) in places.Index())
                verdicts[place] = judged[i];
        }

        return new OcmfReport(
            file,
            verdicts.All(verdict => verdict.IsValid),
            verdicts.GroupBy(verdict => verdict.Signature).OrderBy(group => group.Key)
                .ToDictionary(group => JsonNamingPolicy.SnakeCaseUpper.ConvertName($"{group.Key}"), group => group.Count(), StringComparer.Ordinal),
            [.. entries.Select((entry, index) => OcmfRecordReport.Of(index + 1, entry, verdicts[index]))]);
    }
}

/// <summary>The verdicts on one record.</summary>
/// <param name="Number">Its number in the file, from 1.</param>
/// <param name="Format">OCMF, or another format, which is not checked.</param>
/// <param name="TransactionId">The transaction that the file gives it to.</param>
/// <param name="Context">Its occasion in the file's words.</param>
/// <param name="Page">Its page, such as T12.</param>
/// <param name="MeterSerial">The meter, else the gateway.</param>
/// <param name="Algorithm">What it says that it is signed with; the format's default where it says nothing.</param>
/// <param name="Signature">Whether the signature is good.</param>
/// <param name="Key">Whether the key is the EVSE's.</param>
/// <param name="Sequence">Whether the transaction's records are complete.</param>
/// <param name="Billable">Whether it may be billed.</param>
/// <param name="Clock">The weakest clock of the transaction.</param>
/// <param name="Reasons">Why, for each verdict that there is something to say about.</param>
/// <param name="Deviations">Where it breaks a rule of the format.</param>
/// <param name="Readings">What it says.</param>
internal sealed record OcmfRecordReport(
    int Number,
    string Format,
    string? TransactionId,
    string? Context,
    string? Page,
    string? MeterSerial,
    string? Algorithm,
    SignatureVerdict Signature,
    KeyVerdict Key,
    SequenceVerdict Sequence,
    BillableVerdict Billable,
    ClockStatus? Clock,
    OcmfReasons Reasons,
    IReadOnlyList<OcmfDeviation> Deviations,
    IReadOnlyList<OcmfReadingReport> Readings)
{
    /// <summary>The report on <paramref name="entry"/>.</summary>
    public static OcmfRecordReport Of(int number, SignedEntry entry, OcmfVerdict verdict)
    {
        var record = entry.Value.Record;
        return new OcmfRecordReport(
            number,
            entry.Value.Format,
            entry.Transaction is { Length: > 0 } transaction ? transaction : null,
            entry.Context,
            record?.Page,
            record?.MeterSerial ?? record?.GatewaySerial,
            record is null ? null : record.Algorithm ?? $"ECDSA-{SignatureCurve.Default}-SHA256",
            verdict.Signature,
            verdict.Key,
            verdict.Sequence,
            verdict.Billable,
            verdict.Clock,
            new OcmfReasons(verdict.SignatureReason, verdict.KeyReason, [.. verdict.SequenceReasons], [.. verdict.BillableReasons]),
            [.. record?.Deviations ?? []],
            [.. (record?.Readings ?? []).Select(OcmfReadingReport.Of)]);
    }
}

/// <summary>Why each verdict is what it is.</summary>
/// <param name="Signature">About the signature.</param>
/// <param name="Key">About the key.</param>
/// <param name="Sequence">About the transaction's records.</param>
/// <param name="Billable">About billing.</param>
internal sealed record OcmfReasons(string? Signature, string? Key, IReadOnlyList<string> Sequence, IReadOnlyList<string> Billable);

/// <summary>One reading.</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="Transaction">Its place in the transaction, one letter.</param>
/// <param name="Register">The register.</param>
/// <param name="Value">The value with the digits that the meter gave.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Status">The meter's state.</param>
internal sealed record OcmfReadingReport(string? At, string? Transaction, string? Register, string? Value, string? Unit, string? Status)
{
    /// <summary>The report on <paramref name="reading"/>.</summary>
    public static OcmfReadingReport Of(OcmfReading reading) => new(
        reading.At?.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        reading.Transaction?.ToString(),
        reading.Register?.Text,
        reading.ValueText,
        reading.Unit,
        reading.Status);
}

/// <summary>Writes reports.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(CodeConverter<SignatureVerdict>), typeof(CodeConverter<KeyVerdict>), typeof(CodeConverter<SequenceVerdict>), typeof(CodeConverter<BillableVerdict>),
        typeof(CodeConverter<ClockStatus>),
    ])]
[JsonSerializable(typeof(OcmfReport))]
internal sealed partial class OcmfReportJson : JsonSerializerContext;
