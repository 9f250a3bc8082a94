using Fleet.Domain.Metering.Signed;

using NodaTime;

namespace Fleet.Domain.Metering;

/// <summary>
/// The readings of one session in order of the charger's time, whatever their order of arrival, with the register read along. A reading seen before changes nothing.
/// </summary>
public sealed record Evidence
{
    private readonly Instant _startedAt;
    private readonly EnergyWh _meterStart;
    private readonly DeliveryLimit _limit;

    private Evidence(Instant startedAt, EnergyWh meterStart, DeliveryLimit limit)
    {
        _startedAt = startedAt;
        _meterStart = meterStart;
        _limit = limit;
        Register = Register.Open(startedAt, meterStart);
    }

    private ValueList<NumberedReading> Readings { get; init; }

    /// <summary>The register after all readings.</summary>
    public Register Register { get; private init; }

    /// <summary>How often the register was read anew, because a reading came out of order.</summary>
    internal int Rereads { get; private init; }

    /// <summary>What was found in the readings themselves, in order of arrival.</summary>
    public ValueList<Finding> Findings { get; private init; }

    /// <summary>The signed values, with their readings' numbers.</summary>
    public ValueList<SignedReading> SignedValues => Readings.Items
        .Where(numbered => !numbered.Reading.SignedValues.IsEmpty)
        .Select(numbered => new SignedReading(numbered.Number, numbered.Reading.SignedValues))
        .ToValueList();

    /// <summary>How many readings there are, the registers of stops among them; the start itself is number 0.</summary>
    public int Count => Readings.Count + Closings;

    /// <summary>How often it was closed: more than once when the charger's own stop came after Fleet had closed the session.</summary>
    private int Closings { get; init; }

    /// <summary>The number that the last stop's register took; null before it was closed.</summary>
    private int? ClosedAs { get; init; }

    /// <summary>On what scale a person said that the charger counts; <see cref="RegisterKind.Unread"/> where the readings themselves tell.</summary>
    public RegisterKind Classified { get; private init; }

    /// <summary>The time of the last reading whose time can be right; the start's where there is none. By the charger's clock.</summary>
    public Instant LastAt
    {
        get
        {
            for (var i = Readings.Count - 1; i >= 0; i--)
            {
                if (Readings[i].Usable)
                    return Instant.Max(Readings[i].Reading.At, _startedAt);
            }

            return _startedAt;
        }
    }

    /// <summary>The evidence of a session that has just begun.</summary>
    public static Evidence Begin(Instant startedAt, EnergyWh meterStart, DeliveryLimit limit) => new(startedAt, meterStart, limit);

    /// <summary>Those of <paramref name="readings"/> that are not here yet, each once.</summary>
    public ValueList<Reading> Unseen(ValueList<Reading> readings)
    {
        List<Reading>? unseen = null;
        foreach (var reading in readings)
        {
            if (!HasSeen(reading) && unseen?.Contains(reading) != true)
                (unseen ??= []).Add(reading);
        }

        return unseen is null ? [] : unseen.Count == readings.Count ? readings : unseen.ToValueList();
    }

    /// <summary>The register as it stood at the stop; readings of a later time prove nothing of the session.</summary>
    /// <param name="stoppedAt">When the session stopped, by the charger's clock.</param>
    /// <param name="meterStop">The register that the stop gave; null when it gave none, and the last reading stands in.</param>
    public Register CloseRegister(Instant stoppedAt, EnergyWh? meterStop)
    {
        var end = Readings.Count;
        while (end > 0 && Readings[end - 1].Reading.At > stoppedAt)
            end--;
        var register = end == Readings.Count ? Register : ReadAll(Readings.Items.AsSpan()[..end]);
        return register.Close(stoppedAt, meterStop, ClosedAs ?? Count + 1);
    }

    /// <summary>This evidence with the stop counted in: the stop's register takes the next number, and what comes late is numbered after it.</summary>
    public Evidence Closed() => this with { Closings = Closings + 1, ClosedAs = Count + 1 };

    /// <summary>This evidence with its registers read on the scale that a person said, and <paramref name="finding"/> to say so.</summary>
    public Evidence Classify(RegisterKind kind, Finding finding)
    {
        var classified = this with { Classified = kind, Findings = Findings.Add(finding) };
        return classified with { Register = classified.ReadAll(Readings.Items.AsSpan()) };
    }

    /// <summary>This evidence with the exchange of the meter, which counts as one reading; an exchange that is here already changes nothing.</summary>
    public Evidence Add(MeterSwap swap, Instant arrivedAt) => HasSeen(swap)
        ? this
        : Insert(new NumberedReading(Count + 1, swap.AsReading(), PlausibleTime.Judge(swap.At, arrivedAt) is null, swap), Findings);

    /// <summary>Whether the exchange of the meter is here already.</summary>
    public bool HasSeen(MeterSwap swap) => Readings.Items.Any(numbered => numbered.Swap == swap);

    /// <summary>This evidence with more readings, numbered on in the order given.</summary>
    /// <param name="readings">The readings.</param>
    /// <param name="arrivedAt">When they arrived: a time far from it is flagged and the reading's register not used.</param>
    /// <param name="matched">Whether the charger did not say that they belong to this session, so that it is a finding that they count.</param>
    public Evidence Add(ValueList<Reading> readings, Instant arrivedAt, bool matched = false)
    {
        var evidence = this;
        if (matched && !Findings.Items.Any(finding => finding.Code == FindingCode.MatchedEvidence))
            evidence = this with { Findings = Findings.Add(NotNamed()) };
        foreach (var reading in readings)
            evidence = evidence.Add(reading, arrivedAt);
        return evidence;
    }

    private Evidence Add(Reading reading, Instant arrivedAt)
    {
        var numbered = new NumberedReading(Count + 1, reading, PlausibleTime.Judge(reading.At, arrivedAt) is null);
        return Insert(numbered, Findings.AddRange(Judge(numbered, arrivedAt)));
    }

    private Evidence Insert(NumberedReading numbered, ValueList<Finding> findings)
    {
        if (Readings.IsEmpty || numbered.CompareTo(Readings[^1]) >= 0)
            return this with { Readings = Readings.Add(numbered), Findings = findings, Register = Read(Register, numbered) };

        var place = Readings.Count;
        while (place > 0 && Readings[place - 1].CompareTo(numbered) > 0)
            place--;
        var readings = Readings.Items.Insert(place, numbered);
        return this with { Readings = new(readings), Findings = findings, Register = ReadAll(readings.AsSpan()), Rereads = Rereads + 1 };
    }

    private Register ReadAll(ReadOnlySpan<NumberedReading> readings)
    {
        var register = Register.Open(_startedAt, _meterStart, Classified);
        foreach (var reading in readings)
            register = Read(register, reading);
        return register;
    }

    private Register Read(Register register, NumberedReading numbered) => numbered switch
    {
        { Usable: false } => register,
        _ when numbered.Reading.At < _startedAt => register,
        { Swap: { } swap } => register.Swap(swap, numbered.Number),
        { Reading.ImportRegister: { } value } => register.Read(numbered.Reading.At, value, numbered.Number, _limit),
        _ => register,
    };

    private ValueList<Finding> Judge(NumberedReading numbered, Instant arrivedAt)
    {
        var reading = numbered.Reading;
        ValueList<Finding> findings = PlausibleTime.Judge(reading.At, arrivedAt) is { } wrong ? [wrong with { Reading = numbered.Number }] : [];
        if (reading.ImportRegister is { } value && RegisterAt(reading.At) is { } other && other != value)
        {
            findings = findings.Add(new Finding(
                FindingCode.ConflictingReadings, $"two readings of {reading.At} say {other} and {value}", numbered.Number));
        }

        return reading.Samples.Items.Any(sample => sample.Measurand == Measurand.Unknown)
            ? findings.Add(new Finding(FindingCode.UnknownSample, "a sample of a measurand or unit that OCPP does not know", numbered.Number))
            : findings;
    }

    /// <summary>Said once a session: some stations never name the transaction.</summary>
    private Finding NotNamed() => new(
        FindingCode.MatchedEvidence, "readings from this one on named no transaction and were matched by connector and time", Count + 1);

    private EnergyWh? RegisterAt(Instant at)
    {
        for (var i = Readings.Count - 1; i >= 0 && Readings[i].Reading.At >= at; i--)
        {
            if (Readings[i].Reading.At == at && Readings[i].Reading.ImportRegister is { } value)
                return value;
        }

        return null;
    }

    private bool HasSeen(Reading reading)
    {
        for (var i = Readings.Count - 1; i >= 0 && Readings[i].Reading.At >= reading.At; i--)
        {
            if (Readings[i].Reading == reading)
                return true;
        }

        return false;
    }

    private readonly record struct NumberedReading(int Number, Reading Reading, bool Usable, MeterSwap? Swap = null) : IComparable<NumberedReading>
    {
        /// <summary>By time, then by register, so that the order of arrival is no matter.</summary>
        public int CompareTo(NumberedReading other)
        {
            var byTime = Reading.At.CompareTo(other.Reading.At);
            return byTime != 0 ? byTime : Nullable.Compare(Reading.ImportRegister, other.Reading.ImportRegister);
        }
    }
}
