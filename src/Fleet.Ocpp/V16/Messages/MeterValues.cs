using System.Text.Json.Serialization;
using NodaTime;

namespace Fleet.Ocpp.V16.Messages;

/// <summary>Readings of a connector's meter (OCPP 1.6 4.7).</summary>
[JsonConverter(typeof(MeterValuesRequestConverter))]
public sealed record MeterValuesRequest
{
    /// <summary>Connector number; 0 is the charge point's main meter.</summary>
    public required int ConnectorId { get; init; }

    /// <summary>The transaction that the readings belong to, if any; -1 when the charge point never learned it.</summary>
    public long? TransactionId { get; init; }

    /// <summary>The readings, at least one.</summary>
    public required IReadOnlyList<MeterValue> MeterValue { get; init; }
}

/// <summary>The readings were received (OCPP 1.6 4.7).</summary>
public sealed record MeterValuesResponse;

/// <summary>What a meter showed at one time (OCPP 1.6 7.26).</summary>
[JsonConverter(typeof(MeterValueConverter))]
public sealed record MeterValue
{
    /// <summary>When it was read, by the charge point's clock.</summary>
    public required Instant Timestamp { get; init; }

    /// <summary>The values read together.</summary>
    public required IReadOnlyList<SampledValue> SampledValue { get; init; }
}

/// <summary>One value of a meter (OCPP 1.6 7.37). An absent member means what <c>…OrDefault</c> says; a word that OCPP does not know is kept, never an error.</summary>
public readonly record struct SampledValue
{
    /// <summary>The value as the charge point wrote it: a decimal number, or signed data byte for byte.</summary>
    public required string Value { get; init; }

    /// <summary>What made the charge point read its meter; absent = periodic sample.</summary>
    public ReadingContext? Context { get; init; }

    /// <summary>How <see cref="Value"/> is written; absent = raw.</summary>
    public ValueFormat? Format { get; init; }

    /// <summary>What was measured; absent = energy import register.</summary>
    public Measurand? Measurand { get; init; }

    /// <summary>The phase it was measured on; absent = all together.</summary>
    public Phase? Phase { get; init; }

    /// <summary>Where it was measured; absent = outlet.</summary>
    public MeasurementLocation? Location { get; init; }

    /// <summary>Unit of <see cref="Value"/>; absent = Wh for energy, else the measurand's plain unit.</summary>
    public UnitOfMeasure? Unit { get; init; }

    /// <summary>The words that are not OCPP's, as sent; null when there is none.</summary>
    public UnrecognizedWords? Unrecognized { get; init; }

    /// <summary><see cref="Context"/>, or the default of OCPP 1.6 7.37.</summary>
    [JsonIgnore]
    public ReadingContext ContextOrDefault => Context ?? ReadingContext.SamplePeriodic;

    /// <summary><see cref="Format"/>, or the default of OCPP 1.6 7.37.</summary>
    [JsonIgnore]
    public ValueFormat FormatOrDefault => Format ?? ValueFormat.Raw;

    /// <summary><see cref="Measurand"/>, or the default of OCPP 1.6 7.37.</summary>
    [JsonIgnore]
    public Measurand MeasurandOrDefault => Measurand ?? Messages.Measurand.EnergyActiveImportRegister;

    /// <summary><see cref="Location"/>, or the default of OCPP 1.6 7.37.</summary>
    [JsonIgnore]
    public MeasurementLocation LocationOrDefault => Location ?? MeasurementLocation.Outlet;
}

/// <summary>Words of a sampled value that OCPP 1.6 does not know, as the charge point sent them; each stands where its member says <c>Unrecognized</c>.</summary>
/// <param name="Context">Text of the context.</param>
/// <param name="Format">Text of the format.</param>
/// <param name="Measurand">Text of the measurand.</param>
/// <param name="Phase">Text of the phase.</param>
/// <param name="Location">Text of the location.</param>
/// <param name="Unit">Text of the unit.</param>
public sealed record UnrecognizedWords(
    string? Context = null,
    string? Format = null,
    string? Measurand = null,
    string? Phase = null,
    string? Location = null,
    string? Unit = null);
