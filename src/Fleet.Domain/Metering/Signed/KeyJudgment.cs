namespace Fleet.Domain.Metering.Signed;

/// <summary>
/// Which key signed a value. A key from elsewhere decides; where it does not fit, the key that traveled with the value tells a meter that was exchanged or mixed up from a value that
/// was tampered with, and proves nothing else.
/// </summary>
internal static class KeyJudgment
{
    private const string Traveled = "only the key that traveled with the record is known, and it proves nothing";

    /// <summary>The verdicts on signature and key, and the reason of the latter.</summary>
    public static (OcmfSignature Signature, KeyVerdict Key, string? KeyReason) Of(SignedValue value, MeterKey? evseKey)
    {
        if (value.Record is not { } record)
        {
            return value.Format == SignedValue.Ocmf
                ? (new OcmfSignature(SignatureVerdict.Malformed, value.Fault), KeyVerdict.Unknown, null)
                : (new OcmfSignature(SignatureVerdict.Unsupported, $"the format {value.Format} is kept and not checked"), KeyVerdict.Unknown, null);
        }

        var traveled = value.PublicKey is { } text ? MeterKey.Read(text) : null;
        if (evseKey is null)
            return ByTraveled(record, traveled);
        var byEvse = OcmfSignature.Verify(record, evseKey);
        if (byEvse.Verdict == SignatureVerdict.Ok)
            return (byEvse, KeyVerdict.Ok, null);
        if (traveled?.Key is not { } other || other.IsSameAs(evseKey) || OcmfSignature.Verify(record, other) is not { Verdict: SignatureVerdict.Ok } byOther)
            return (byEvse, KeyVerdict.Unknown, byEvse.Verdict == SignatureVerdict.Invalid ? "the EVSE's key did not sign this" : null);
        return (byOther, KeyVerdict.Other, "the key that traveled with the record signed it, and is not the EVSE's");
    }

    private static (OcmfSignature Signature, KeyVerdict Key, string? KeyReason) ByTraveled(OcmfRecord record, MeterKeyReading? traveled) => traveled switch
    {
        null => (new OcmfSignature(SignatureVerdict.NoKey, "no key is known to check it by"), KeyVerdict.Unknown, null),
        { Key: { } key } => (OcmfSignature.Verify(record, key), KeyVerdict.Unknown, Traveled),
        { IsUnsupported: true } => (new OcmfSignature(SignatureVerdict.Unsupported, traveled.Fault), KeyVerdict.Unknown, Traveled),
        _ => (new OcmfSignature(SignatureVerdict.NoKey, traveled.Fault), KeyVerdict.Unknown, Traveled),
    };
}
