namespace Fleet.Domain.Metering.Signed;

/// <summary>Whether the key that a record is signed with is that of the EVSE's meter.</summary>
public enum KeyVerdict
{
    /// <summary>It is, as known from elsewhere than the record.</summary>
    Ok = 1,

    /// <summary>The record is signed with another key.</summary>
    Other = 2,

    /// <summary>Nobody knows: a key that traveled with the record proves nothing.</summary>
    Unknown = 3,
}

/// <summary>Whether the records of the transaction hang together.</summary>
public enum SequenceVerdict
{
    /// <summary>They do.</summary>
    Complete = 1,

    /// <summary>Something is missing or wrong in them.</summary>
    Incomplete = 2,
}

/// <summary>Whether what the record says may stand on a bill.</summary>
public enum BillableVerdict
{
    /// <summary>Energy and time.</summary>
    Yes = 1,

    /// <summary>Only energy: the clock is informative, or time is flagged as faulty.</summary>
    EnergyOnly = 2,

    /// <summary>Nothing.</summary>
    No = 3,
}

/// <summary>
/// The four verdicts on a signed value, each on its own: a good signature says nothing about whose key it is, neither about whether records were taken away, and none of them
/// about whether the meter's state lets its value be billed.
/// </summary>
public sealed record OcmfVerdict
{
    /// <summary>What the verdicts are on.</summary>
    public required SignedValue Value { get; init; }

    /// <summary>Whether the signature is good.</summary>
    public required SignatureVerdict Signature { get; init; }

    /// <summary>Whether the key is the EVSE's.</summary>
    public required KeyVerdict Key { get; init; }

    /// <summary>Whether the transaction's records are complete.</summary>
    public required SequenceVerdict Sequence { get; init; }

    /// <summary>Whether it may be billed.</summary>
    public required BillableVerdict Billable { get; init; }

    /// <summary>Why the signature's verdict is what it is, or what is unusual about it; null when there is nothing to say.</summary>
    public string? SignatureReason { get; init; }

    /// <summary>Why the key's verdict is what it is; null when there is nothing to say.</summary>
    public string? KeyReason { get; init; }

    /// <summary>What is missing or wrong in the transaction's records.</summary>
    public ValueList<string> SequenceReasons { get; init; }

    /// <summary>Why it may not be billed, or not in full.</summary>
    public ValueList<string> BillableReasons { get; init; }

    /// <summary>The weakest clock of the transaction; null when there is no record.</summary>
    public ClockStatus? Clock { get; init; }

    /// <summary>Whether all is in order: the signature is good and the value may be billed, at least its energy.</summary>
    public bool IsValid => Signature == SignatureVerdict.Ok && Billable != BillableVerdict.No;

    /// <summary>Judges the signed values of one transaction, in the order given.</summary>
    /// <param name="transaction">The values of one transaction.</param>
    /// <param name="evseKey">The key of the EVSE's meter, known from elsewhere than the values; null when nobody knows it.</param>
    public static ValueList<OcmfVerdict> Judge(ValueList<SignedValue> transaction, MeterKey? evseKey)
    {
        var records = transaction.Items.Select(value => value.Record).OfType<OcmfRecord>().ToList();
        var faults = OcmfSequence.Faults(records);
        var clock = records.SelectMany(record => record.Readings).Select(reading => (ClockStatus?)reading.Clock).Min();
        return transaction.Items.Select(value => Judge(value, evseKey, faults, clock)).ToValueList();
    }

    private static OcmfVerdict Judge(SignedValue value, MeterKey? evseKey, ValueList<string> faults, ClockStatus? clock)
    {
        var (signature, key, keyReason) = KeyJudgment.Of(value, evseKey);
        if (value.Record is not { } record)
        {
            return new OcmfVerdict
            {
                Value = value,
                Signature = signature.Verdict,
                SignatureReason = signature.Reason,
                Key = key,
                KeyReason = keyReason,
                Sequence = SequenceVerdict.Incomplete,
                SequenceReasons = ["the record was not read"],
                Billable = BillableVerdict.No,
                BillableReasons = ["the record was not read"],
            };
        }

        var refusals = Refusals(record, signature.Verdict, key).ToValueList();
        var timeRefusals = TimeRefusals(record, clock).ToValueList();
        return new OcmfVerdict
        {
            Value = value,
            Signature = signature.Verdict,
            SignatureReason = signature.Reason,
            Key = key,
            KeyReason = keyReason,
            Sequence = faults.IsEmpty ? SequenceVerdict.Complete : SequenceVerdict.Incomplete,
            SequenceReasons = faults,
            Billable = !refusals.IsEmpty ? BillableVerdict.No : timeRefusals.IsEmpty ? BillableVerdict.Yes : BillableVerdict.EnergyOnly,
            BillableReasons = refusals.AddRange(timeRefusals),
            Clock = clock,
        };
    }

    private static IEnumerable<string> Refusals(OcmfRecord record, SignatureVerdict signature, KeyVerdict key)
    {
        if (signature != SignatureVerdict.Ok)
            yield return "no good signature stands for it";
        if (key == KeyVerdict.Other)
            yield return "another meter than the EVSE's signed it";
        if (record.MeterSerial is null && record.GatewaySerial is null)
            yield return "neither meter (MS) nor gateway (GS) is named";
        var imports = record.Readings.Items.Where(reading => reading.Register?.Preference > 0).ToList();
        if (imports.Count == 0)
            yield return "it holds no register of imported energy";
        if (imports.Any(reading => reading.EnergyWh is null))
            yield return "a register of imported energy has no value in kWh or Wh";
        foreach (var status in imports.Select(reading => reading.Status).Where(status => status != "G").Distinct(StringComparer.Ordinal))
            yield return $"the meter's state (ST) is {status ?? "missing"}, not G";
        if (imports.Any(reading => reading.ErrorFlags.Contains('E', StringComparison.Ordinal)))
            yield return "the energy is flagged as faulty (EF E)";
        if (record.Readings.Items.Any(reading => reading.Transaction == 'X'))
            yield return "an error made energy or time unusable (TX X)";
    }

    private static IEnumerable<string> TimeRefusals(OcmfRecord record, ClockStatus? clock)
    {
        if (clock is ClockStatus.Unknown or ClockStatus.Informative)
            yield return $"the clock is {(clock == ClockStatus.Unknown ? "not synchronized (U)" : "informative only (I)")}: time may not be billed";
        if (record.Readings.Items.Any(reading => reading.ErrorFlags.Contains('t', StringComparison.Ordinal)))
            yield return "the time is flagged as faulty (EF t)";
        if (record.Readings.Items.Any(reading => reading.At is null))
            yield return "a reading has no time that can be read";
    }
}
