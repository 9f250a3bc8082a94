using System.Globalization;

using Fleet.Domain;
using Fleet.Domain.Metering;
using Fleet.Ocpp.V16.Messages;

using Known = Fleet.Domain.Metering.Measurand;
using Wire = Fleet.Ocpp.V16.Messages.Measurand;

namespace Fleet.Ocpp.V16;

/// <summary>Sampled values in whole units of the domain's measurands. What cannot be read stays a sample of an unknown measurand: it is flagged, never dropped.</summary>
internal static class SampleTranslation
{
    private static readonly Sample Unreadable = new(Known.Unknown, 0);

    public static Reading ToReading(MeterValue value)
    {
        var samples = new List<Sample>(value.SampledValue.Count);
        var signed = new List<SignedData>();
        foreach (var sampled in value.SampledValue)
        {
            if (sampled.FormatOrDefault == ValueFormat.SignedData)
                signed.Add(SignedData.Of(sampled.Value));
            else
                samples.Add(ToSample(sampled));
        }

        return new Reading(value.Timestamp, samples.ToValueList(), signed.ToValueList());
    }

    private static Sample ToSample(SampledValue sampled)
    {
        var measurand = ToDomain(sampled.MeasurandOrDefault);
        if (!decimal.TryParse(sampled.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || InWholeUnits(value, measurand, sampled.Unit) is not { } whole)
            return Unreadable;
        return new Sample(measurand, whole, ToDomain(sampled.Phase), ToDomain(sampled.ContextOrDefault), ToDomain(sampled.LocationOrDefault));
    }

    /// <summary>The value in the measurand's whole unit; null where unit and measurand do not go together, or the value is out of all bounds.</summary>
    private static long? InWholeUnits(decimal value, Known measurand, UnitOfMeasure? unit)
    {
        const decimal most = 1_000_000_000_000_000m;
        if (Math.Abs(value) > most || unit is UnitOfMeasure.Unrecognized || ScaleOf(measurand, unit) is not { } scale)
            return null;
        var inUnit = unit switch
        {
            UnitOfMeasure.Kelvin when measurand == Known.Temperature => value - 273.15m,
            UnitOfMeasure.Fahrenheit => (value - 32m) * 5m / 9m,
            _ => value,
        };
        return (long)Math.Round(inUnit * scale, MidpointRounding.AwayFromZero);
    }

    /// <summary>How many whole units of <paramref name="measurand"/> one <paramref name="unit"/> is; without a unit, OCPP 1.6 7.45's default.</summary>
    private static decimal? ScaleOf(Known measurand, UnitOfMeasure? unit) => measurand switch
    {
        Known.EnergyActiveImportRegister or Known.EnergyActiveExportRegister or Known.EnergyActiveImportInterval
            or Known.EnergyActiveExportInterval => unit switch
            {
                null or UnitOfMeasure.WattHour => 1m,
                UnitOfMeasure.KilowattHour => 1000m,
                _ => null,
            },
        Known.EnergyReactive => unit is UnitOfMeasure.KilovarHour ? 1000m : 1m,
        Known.PowerActiveImport or Known.PowerActiveExport or Known.PowerOffered or Known.PowerReactive =>
            unit is UnitOfMeasure.Kilowatt or UnitOfMeasure.KilovoltAmpere or UnitOfMeasure.Kilovar ? 1000m : 1m,
        Known.PowerFactor or Known.Frequency => 1000m,
        Known.CurrentImport or Known.CurrentExport or Known.CurrentOffered or Known.Voltage or Known.StateOfCharge or Known.Temperature => 10m,
        Known.FanSpeed or Known.Unknown => 1m,
        _ => null,
    };

    private static Known ToDomain(Wire measurand) => measurand switch
    {
        Wire.EnergyActiveImportRegister => Known.EnergyActiveImportRegister,
        Wire.EnergyActiveExportRegister => Known.EnergyActiveExportRegister,
        Wire.EnergyActiveImportInterval => Known.EnergyActiveImportInterval,
        Wire.EnergyActiveExportInterval => Known.EnergyActiveExportInterval,
        Wire.EnergyReactiveExportRegister or Wire.EnergyReactiveImportRegister or Wire.EnergyReactiveExportInterval
            or Wire.EnergyReactiveImportInterval => Known.EnergyReactive,
        Wire.PowerActiveImport => Known.PowerActiveImport,
        Wire.PowerActiveExport => Known.PowerActiveExport,
        Wire.PowerOffered => Known.PowerOffered,
        Wire.PowerReactiveExport or Wire.PowerReactiveImport => Known.PowerReactive,
        Wire.PowerFactor => Known.PowerFactor,
        Wire.CurrentImport => Known.CurrentImport,
        Wire.CurrentExport => Known.CurrentExport,
        Wire.CurrentOffered => Known.CurrentOffered,
        Wire.Voltage => Known.Voltage,
        Wire.Frequency => Known.Frequency,
        Wire.Temperature => Known.Temperature,
        Wire.StateOfCharge => Known.StateOfCharge,
        Wire.FanSpeed => Known.FanSpeed,
        Wire.Unrecognized => Known.Unknown,
        _ => Known.Unknown,
    };

    private static Domain.Metering.Phase ToDomain(Messages.Phase? phase) => phase switch
    {
        null => Domain.Metering.Phase.Total,
        Messages.Phase.L1 or Messages.Phase.L1N => Domain.Metering.Phase.L1,
        Messages.Phase.L2 or Messages.Phase.L2N => Domain.Metering.Phase.L2,
        Messages.Phase.L3 or Messages.Phase.L3N => Domain.Metering.Phase.L3,
        Messages.Phase.N => Domain.Metering.Phase.Neutral,
        Messages.Phase.L1L2 or Messages.Phase.L2L3 or Messages.Phase.L3L1 => Domain.Metering.Phase.BetweenPhases,
        _ => Domain.Metering.Phase.BetweenPhases,
    };

    private static Domain.Metering.ReadingContext ToDomain(Messages.ReadingContext context) => context switch
    {
        Messages.ReadingContext.TransactionBegin => Domain.Metering.ReadingContext.TransactionBegin,
        Messages.ReadingContext.InterruptionBegin => Domain.Metering.ReadingContext.InterruptionBegin,
        Messages.ReadingContext.InterruptionEnd => Domain.Metering.ReadingContext.InterruptionEnd,
        Messages.ReadingContext.Trigger => Domain.Metering.ReadingContext.Trigger,
        Messages.ReadingContext.SampleClock => Domain.Metering.ReadingContext.SampleClock,
        Messages.ReadingContext.SamplePeriodic => Domain.Metering.ReadingContext.SamplePeriodic,
        Messages.ReadingContext.TransactionEnd => Domain.Metering.ReadingContext.TransactionEnd,
        _ => Domain.Metering.ReadingContext.Other,
    };

    private static SampleLocation ToDomain(MeasurementLocation location) => location switch
    {
        MeasurementLocation.Inlet => SampleLocation.Inlet,
        MeasurementLocation.Body => SampleLocation.Body,
        MeasurementLocation.Cable => SampleLocation.Cable,
        MeasurementLocation.EV => SampleLocation.Vehicle,
        MeasurementLocation.Outlet => SampleLocation.Outlet,
        _ => SampleLocation.Body,
    };
}
