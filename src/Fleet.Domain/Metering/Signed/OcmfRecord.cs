using System.Globalization;

namespace Fleet.Domain.Metering.Signed;

/// <summary>
/// A signed record of the Open Charge Metering Format 1.4.1: <c>OCMF|payload|signature</c>. What it says is read leniently, because hardly any meter keeps every rule; the
/// original is kept as it came, since the signature is over the payload's own characters.
/// </summary>
public sealed record OcmfRecord
{
    /// <summary>The whole record as it came.</summary>
    public required string Original { get; init; }

    /// <summary>What is signed: every character between the first and the last pipe.</summary>
    public required string Payload { get; init; }

    /// <summary>SA: the algorithm as the record names it; null where the default holds.</summary>
    public string? Algorithm { get; init; }

    /// <summary>SE: how the signature is written, hex or base64; null where the default, hex, holds.</summary>
    public string? SignatureEncoding { get; init; }

    /// <summary>SD: the signature.</summary>
    public required string SignatureData { get; init; }

    /// <summary>PG: the page, such as T12; null where there is none.</summary>
    public string? Page { get; init; }

    /// <summary>GS: serial number of what signs.</summary>
    public string? GatewaySerial { get; init; }

    /// <summary>MS: the meter's serial number.</summary>
    public string? MeterSerial { get; init; }

    /// <summary>IL: how surely the user was identified.</summary>
    public string? IdentificationLevel { get; init; }

    /// <summary>ID: who was identified.</summary>
    public string? Identification { get; init; }

    /// <summary>TT: the tariff's text.</summary>
    public string? TariffText { get; init; }

    /// <summary>CI: the charge point.</summary>
    public string? ChargePoint { get; init; }

    /// <summary>RD: the readings.</summary>
    public ValueList<OcmfReading> Readings { get; init; }

    /// <summary>Where it breaks a rule of the format without losing its sense.</summary>
    public ValueList<OcmfDeviation> Deviations { get; init; }

    /// <summary>The page's context, T for transactions or F for fiscal readings; null where there is no page that can be read.</summary>
    public char? PageContext => PageNumber is null ? null : Page![0];

    /// <summary>The page's number in its context; null where it cannot be read.</summary>
    public long? PageNumber => Page is ['T' or 'F', .. var digits] && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : null;

    /// <summary>The curve that the record's signature is on; null when it names one that Fleet does not know.</summary>
    public SignatureCurve? Curve => Algorithm is null ? SignatureCurve.Default : SignatureCurve.FindAlgorithm(Algorithm);

    /// <summary>Reads a record; what makes it unreadable comes back as a fault.</summary>
    public static OcmfRecordReading Read(string text) => OcmfReader.Read(text);
}

/// <summary>Where a record breaks a rule of the format.</summary>
/// <param name="JsonPointer">JSON pointer into the payload, or into the signature section where it begins with <c>/signature</c>.</param>
/// <param name="Text">The rule, and what the record has.</param>
public sealed record OcmfDeviation(string JsonPointer, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"{JsonPointer}: {Text}";
}

/// <summary>What came of reading a record.</summary>
/// <param name="Record">The record; null when there is a fault.</param>
/// <param name="Fault">The place and the rule that is broken; null when it was read.</param>
public sealed record OcmfRecordReading(OcmfRecord? Record, string? Fault);
