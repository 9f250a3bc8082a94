namespace Fleet.Domain.Metering;

/// <summary>What a sample measures, and the whole unit in which its value is kept (OCPP 1.6 7.31, OCPP 2.0.1 MeasurandEnumType).</summary>
public enum Measurand : byte
{
    /// <summary>Not known to OCPP: kept with its value rounded to a whole number of the unit that the charger gave.</summary>
    Unknown = 0,

    /// <summary>Register of active energy imported by the car, Wh.</summary>
    EnergyActiveImportRegister = 1,

    /// <summary>Register of active energy exported by the car, Wh.</summary>
    EnergyActiveExportRegister = 2,

    /// <summary>Active energy imported during an interval, Wh.</summary>
    EnergyActiveImportInterval = 3,

    /// <summary>Active energy exported during an interval, Wh.</summary>
    EnergyActiveExportInterval = 4,

    /// <summary>Any reactive or apparent energy, varh or VAh.</summary>
    EnergyReactive = 5,

    /// <summary>Active power imported by the car, W.</summary>
    PowerActiveImport = 6,

    /// <summary>Active power exported by the car, W.</summary>
    PowerActiveExport = 7,

    /// <summary>Power that the station offers, W.</summary>
    PowerOffered = 8,

    /// <summary>Any reactive power, var.</summary>
    PowerReactive = 9,

    /// <summary>Power factor, thousandths.</summary>
    PowerFactor = 10,

    /// <summary>Current to the car, tenths of an ampere.</summary>
    CurrentImport = 11,

    /// <summary>Current from the car, tenths of an ampere.</summary>
    CurrentExport = 12,

    /// <summary>Current that the station offers, tenths of an ampere.</summary>
    CurrentOffered = 13,

    /// <summary>Voltage, tenths of a volt.</summary>
    Voltage = 14,

    /// <summary>State of charge, tenths of a percent.</summary>
    StateOfCharge = 15,

    /// <summary>Temperature, tenths of a degree Celsius.</summary>
    Temperature = 16,

    /// <summary>Frequency, thousandths of a hertz.</summary>
    Frequency = 17,

    /// <summary>Fan speed, revolutions per minute.</summary>
    FanSpeed = 18,
}
