namespace Fleet.Domain.Metering.Signed;

/// <summary>What the signed values of a session say about its bill (billing.md 3): how much of its energy they prove, and what a person must look at first.</summary>
/// <param name="Energy">Energy between readings whose signature is good and whose key is the EVSE's, in whole Wh.</param>
/// <param name="Findings">What was found in them.</param>
/// <param name="Holds">Those findings that hold the bill: an invalid signature, a meter that says that its value is faulty, and a register that differs from the plain one.</param>
/// <param name="TimeNotBillable">Whether the meter's clock is informative only, so that no line may rest on time.</param>
public sealed record SignedEvidence(EnergyWh Energy, ValueList<Finding> Findings, ValueList<Finding> Holds, bool TimeNotBillable)
{
    /// <summary>A session without signed values.</summary>
    public static readonly SignedEvidence None = new(EnergyWh.Zero, [], [], TimeNotBillable: false);

    /// <summary>What rounding to whole Wh at both ends and to hundredths of a kWh on the way may differ by.</summary>
    private static readonly EnergyWh Tolerance = new(10);

    /// <summary>Judges the signed values of a session.</summary>
    /// <param name="readings">Its readings that hold some; a value that was sent twice counts once.</param>
    /// <param name="plain">The energy that the bill rests on, by the plain values.</param>
    /// <param name="meterKey">The key of the EVSE's meter as it was known at the start, as text; null when it was not.</param>
    public static SignedEvidence Judge(ValueList<SignedReading> readings, EnergyWh plain, string? meterKey)
    {
        if (readings.IsEmpty)
            return None;
        var values = readings.Items
            .SelectMany(reading => reading.Data.Select(data => (reading.Number, Data: data)))
            .DistinctBy(value => value.Data.Data, StringComparer.Ordinal)
            .ToList();
        var key = meterKey is null ? null : MeterKey.Read(meterKey);
        var verdicts = OcmfVerdict.Judge(values.Select(value => SignedValue.Read(value.Data.Data, value.Data.Encoding, value.Data.PublicKey)).ToValueList(), key?.Key);
        var judged = values.Select((value, index) => new JudgedValue(value.Number, value.Data.IsCut, verdicts[index])).ToList();

        var energy = SignedRegister.Energy(judged.Where(value => value.IsGood).Select(value => value.Verdict.Value.Record!));
        var clock = verdicts.Items.Select(verdict => verdict.Clock).Min();
        var holds = FindHolds(judged, energy, plain).ToValueList();
        var findings = holds.AddRange(FindOthers(judged, key?.Fault, clock).ToValueList());
        return new SignedEvidence(
            energy is { IsWhole: true } && holds.IsEmpty ? energy.Value.Taken : EnergyWh.Zero,
            findings,
            holds,
            clock is ClockStatus.Unknown or ClockStatus.Informative);
    }

    private static IEnumerable<Finding> FindHolds(List<JudgedValue> values, SignedRegister? energy, EnergyWh plain)
    {
        foreach (var finding in Found(values, FindingCode.SignatureInvalid, value => value.IsForged, verdict => verdict.Key == KeyVerdict.Other ? verdict.KeyReason : verdict.SignatureReason))
            yield return finding;
        foreach (var finding in Found(values, FindingCode.SignedValueFaulty, value => value.IsGood && value.IsFaulty, verdict => string.Join("; ", verdict.BillableReasons)))
            yield return finding;
        if (energy is { IsWhole: true, Taken: var signed } && new EnergyWh(Math.Abs((signed - plain).Value)) > Tolerance)
            yield return new Finding(FindingCode.SignedRegisterDiffers, $"the signed register says {signed}, the plain one {plain}");
    }

    private static IEnumerable<Finding> FindOthers(List<JudgedValue> values, string? keyFault, ClockStatus? clock)
    {
        if (keyFault is not null)
            yield return new Finding(FindingCode.SignatureNoKey, $"the EVSE's public key cannot be used: {keyFault}");
        foreach (var finding in Found(values, FindingCode.SignatureNoKey, value => value.IsWithoutKey, verdict => verdict.KeyReason ?? verdict.SignatureReason))
            yield return finding;
        foreach (var finding in Found(values, FindingCode.SignatureUnsupported, value => value.Verdict.Signature == SignatureVerdict.Unsupported, verdict => verdict.SignatureReason))
            yield return finding;
        foreach (var finding in Found(values, FindingCode.SignedDataMalformed, value => value.Verdict.Signature == SignatureVerdict.Malformed, verdict => verdict.SignatureReason))
            yield return finding;
        if (values.FirstOrDefault(value => value.IsCut) is { } cut)
            yield return new Finding(FindingCode.SignedDataCut, $"a signed value is longer than {SignedData.MaxLength} characters; the rest was not kept", cut.Number);
        if (values.FirstOrDefault(value => value.Verdict.Value.Record is not null && value.Verdict.Sequence == SequenceVerdict.Incomplete) is { } incomplete)
            yield return new Finding(FindingCode.SignedSequenceIncomplete, string.Join("; ", incomplete.Verdict.SequenceReasons));
        if (clock is ClockStatus.Unknown or ClockStatus.Informative)
            yield return new Finding(FindingCode.ClockInformative, $"the meter's clock is {(clock == ClockStatus.Unknown ? "not synchronized" : "informative only")}, so that time may not be billed");
    }

    /// <summary>One finding for all the values of a kind, with the first one's reason: a long session has hundreds.</summary>
    private static IEnumerable<Finding> Found(List<JudgedValue> values, string code, Func<JudgedValue, bool> which, Func<OcmfVerdict, string?> reason)
    {
        var found = values.Where(which).ToList();
        if (found.Count > 0)
            yield return new Finding(code, $"{found.Count} of {values.Count} signed values: {reason(found[0].Verdict)}", found[0].Number);
    }

    private sealed record JudgedValue(int Number, bool IsCut, OcmfVerdict Verdict)
    {
        /// <summary>Signed by the EVSE's meter, beyond doubt.</summary>
        public bool IsGood => Verdict is { Signature: SignatureVerdict.Ok, Key: KeyVerdict.Ok };

        public bool IsForged => Verdict.Signature == SignatureVerdict.Invalid || Verdict.Key == KeyVerdict.Other;

        public bool IsWithoutKey => Verdict.Signature == SignatureVerdict.NoKey || Verdict is { Signature: SignatureVerdict.Ok, Key: KeyVerdict.Unknown };

        public bool IsFaulty => Verdict.Value.Record!.Readings.Items.Any(reading => reading.IsImport && !reading.IsUsable);
    }
}
