using System.Text.Json.Serialization;
using Fleet.Ocpp.Validation;

namespace Fleet.Ocpp.V16.Messages;

/// <summary>What made the charge point read its meter (OCPP 1.6 7.33).</summary>
[JsonConverter(typeof(WireEnumConverter<ReadingContext>))]
public enum ReadingContext : byte
{
    /// <summary>Not a word of OCPP 1.6; the text as sent is in <see cref="SampledValue.Unrecognized"/>.</summary>
    Unrecognized,

    /// <summary>An interruption began.</summary>
    [JsonStringEnumMemberName("Interruption.Begin")]
    InterruptionBegin,

    /// <summary>An interruption ended.</summary>
    [JsonStringEnumMemberName("Interruption.End")]
    InterruptionEnd,

    /// <summary>The clock-aligned interval.</summary>
    [JsonStringEnumMemberName("Sample.Clock")]
    SampleClock,

    /// <summary>The sampling interval.</summary>
    [JsonStringEnumMemberName("Sample.Periodic")]
    SamplePeriodic,

    /// <summary>The transaction began.</summary>
    [JsonStringEnumMemberName("Transaction.Begin")]
    TransactionBegin,

    /// <summary>The transaction ended.</summary>
    [JsonStringEnumMemberName("Transaction.End")]
    TransactionEnd,

    /// <summary>A TriggerMessage.</summary>
    Trigger,

    /// <summary>Another reason.</summary>
    Other,
}

/// <summary>How a value is written (OCPP 1.6 7.43).</summary>
[JsonConverter(typeof(WireEnumConverter<ValueFormat>))]
public enum ValueFormat : byte
{
    /// <summary>Not a word of OCPP 1.6; the text as sent is in <see cref="SampledValue.Unrecognized"/>.</summary>
    Unrecognized,

    /// <summary>A decimal number.</summary>
    Raw,

    /// <summary>Opaque signed data, kept byte for byte.</summary>
    SignedData,
}

/// <summary>What was measured (OCPP 1.6 7.31).</summary>
[JsonConverter(typeof(WireEnumConverter<Measurand>))]
public enum Measurand : byte
{
    /// <summary>Not a word of OCPP 1.6; the text as sent is in <see cref="SampledValue.Unrecognized"/>.</summary>
    Unrecognized,

    /// <summary>Active energy to the grid, counted since ever, Wh or kWh.</summary>
    [JsonStringEnumMemberName("Energy.Active.Export.Register")]
    EnergyActiveExportRegister,

    /// <summary>Active energy from the grid, counted since ever, Wh or kWh.</summary>
    [JsonStringEnumMemberName("Energy.Active.Import.Register")]
    EnergyActiveImportRegister,

    /// <summary>Reactive energy to the grid, counted since ever, varh or kvarh.</summary>
    [JsonStringEnumMemberName("Energy.Reactive.Export.Register")]
    EnergyReactiveExportRegister,

    /// <summary>Reactive energy from the grid, counted since ever, varh or kvarh.</summary>
    [JsonStringEnumMemberName("Energy.Reactive.Import.Register")]
    EnergyReactiveImportRegister,

    /// <summary>Active energy to the grid, in the interval, Wh or kWh.</summary>
    [JsonStringEnumMemberName("Energy.Active.Export.Interval")]
    EnergyActiveExportInterval,

    /// <summary>Active energy from the grid, in the interval, Wh or kWh.</summary>
    [JsonStringEnumMemberName("Energy.Active.Import.Interval")]
    EnergyActiveImportInterval,

    /// <summary>Reactive energy to the grid, in the interval, varh or kvarh.</summary>
    [JsonStringEnumMemberName("Energy.Reactive.Export.Interval")]
    EnergyReactiveExportInterval,

    /// <summary>Reactive energy from the grid, in the interval, varh or kvarh.</summary>
    [JsonStringEnumMemberName("Energy.Reactive.Import.Interval")]
    EnergyReactiveImportInterval,

    /// <summary>Active power to the grid, W or kW.</summary>
    [JsonStringEnumMemberName("Power.Active.Export")]
    PowerActiveExport,

    /// <summary>Active power from the grid, W or kW.</summary>
    [JsonStringEnumMemberName("Power.Active.Import")]
    PowerActiveImport,

    /// <summary>Greatest power offered to the vehicle, W or kW.</summary>
    [JsonStringEnumMemberName("Power.Offered")]
    PowerOffered,

    /// <summary>Reactive power to the grid, var or kvar.</summary>
    [JsonStringEnumMemberName("Power.Reactive.Export")]
    PowerReactiveExport,

    /// <summary>Reactive power from the grid, var or kvar.</summary>
    [JsonStringEnumMemberName("Power.Reactive.Import")]
    PowerReactiveImport,

    /// <summary>Power factor, without unit.</summary>
    [JsonStringEnumMemberName("Power.Factor")]
    PowerFactor,

    /// <summary>Current to the vehicle, A.</summary>
    [JsonStringEnumMemberName("Current.Import")]
    CurrentImport,

    /// <summary>Current from the vehicle, A.</summary>
    [JsonStringEnumMemberName("Current.Export")]
    CurrentExport,

    /// <summary>Greatest current offered to the vehicle, A.</summary>
    [JsonStringEnumMemberName("Current.Offered")]
    CurrentOffered,

    /// <summary>Voltage, V.</summary>
    Voltage,

    /// <summary>Grid frequency, Hz.</summary>
    Frequency,

    /// <summary>Temperature inside the charge point.</summary>
    Temperature,

    /// <summary>State of charge of the vehicle, percent.</summary>
    [JsonStringEnumMemberName("SoC")]
    StateOfCharge,

    /// <summary>Fan speed, revolutions per minute.</summary>
    [JsonStringEnumMemberName("RPM")]
    FanSpeed,
}

/// <summary>Where in a three-phase grid it was measured (OCPP 1.6 7.32).</summary>
[JsonConverter(typeof(WireEnumConverter<Phase>))]
public enum Phase : byte
{
    /// <summary>Not a word of OCPP 1.6; the text as sent is in <see cref="SampledValue.Unrecognized"/>.</summary>
    Unrecognized,

    /// <summary>Phase 1.</summary>
    L1,

    /// <summary>Phase 2.</summary>
    L2,

    /// <summary>Phase 3.</summary>
    L3,

    /// <summary>Neutral.</summary>
    N,

    /// <summary>Phase 1 against neutral.</summary>
    [JsonStringEnumMemberName("L1-N")]
    L1N,

    /// <summary>Phase 2 against neutral.</summary>
    [JsonStringEnumMemberName("L2-N")]
    L2N,

    /// <summary>Phase 3 against neutral.</summary>
    [JsonStringEnumMemberName("L3-N")]
    L3N,

    /// <summary>Phase 1 against phase 2.</summary>
    [JsonStringEnumMemberName("L1-L2")]
    L1L2,

    /// <summary>Phase 2 against phase 3.</summary>
    [JsonStringEnumMemberName("L2-L3")]
    L2L3,

    /// <summary>Phase 3 against phase 1.</summary>
    [JsonStringEnumMemberName("L3-L1")]
    L3L1,
}

/// <summary>Where it was measured (OCPP 1.6 7.30).</summary>
[JsonConverter(typeof(WireEnumConverter<MeasurementLocation>))]
public enum MeasurementLocation : byte
{
    /// <summary>Not a word of OCPP 1.6; the text as sent is in <see cref="SampledValue.Unrecognized"/>.</summary>
    Unrecognized,

    /// <summary>In the cable.</summary>
    Cable,

    /// <summary>In the vehicle.</summary>
    EV,

    /// <summary>At the grid connection of the charge point.</summary>
    Inlet,

    /// <summary>At the connector.</summary>
    Outlet,

    /// <summary>Inside the charge point.</summary>
    Body,
}

/// <summary>Unit of a value (OCPP 1.6 7.41).</summary>
[JsonConverter(typeof(WireEnumConverter<UnitOfMeasure>))]
public enum UnitOfMeasure : byte
{
    /// <summary>Not a word of OCPP 1.6; the text as sent is in <see cref="SampledValue.Unrecognized"/>.</summary>
    Unrecognized,

    /// <summary>Watt-hour.</summary>
    [JsonStringEnumMemberName("Wh")]
    WattHour,

    /// <summary>Kilowatt-hour.</summary>
    [JsonStringEnumMemberName("kWh")]
    KilowattHour,

    /// <summary>Var-hour.</summary>
    [JsonStringEnumMemberName("varh")]
    VarHour,

    /// <summary>Kilovar-hour.</summary>
    [JsonStringEnumMemberName("kvarh")]
    KilovarHour,

    /// <summary>Watt.</summary>
    [JsonStringEnumMemberName("W")]
    Watt,

    /// <summary>Kilowatt.</summary>
    [JsonStringEnumMemberName("kW")]
    Kilowatt,

    /// <summary>Volt-ampere.</summary>
    [JsonStringEnumMemberName("VA")]
    VoltAmpere,

    /// <summary>Kilovolt-ampere.</summary>
    [JsonStringEnumMemberName("kVA")]
    KilovoltAmpere,

    /// <summary>Var.</summary>
    [JsonStringEnumMemberName("var")]
    Var,

    /// <summary>Kilovar.</summary>
    [JsonStringEnumMemberName("kvar")]
    Kilovar,

    /// <summary>Ampere.</summary>
    [JsonStringEnumMemberName("A")]
    Ampere,

    /// <summary>Volt.</summary>
    [JsonStringEnumMemberName("V")]
    Volt,

    /// <summary>Kelvin.</summary>
    [JsonStringEnumMemberName("K")]
    Kelvin,

    /// <summary>Degree Celsius, as the first edition spelled it.</summary>
    Celcius,

    /// <summary>Degree Celsius.</summary>
    Celsius,

    /// <summary>Degree Fahrenheit.</summary>
    Fahrenheit,

    /// <summary>Percent.</summary>
    Percent,

    /// <summary>Hertz; in the schema of MeterValues only.</summary>
    Hertz,
}
