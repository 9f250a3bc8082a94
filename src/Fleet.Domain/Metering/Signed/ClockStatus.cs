namespace Fleet.Domain.Metering.Signed;

/// <summary>How far a reading's time may be relied on (OCMF: states of synchronization), from the weakest. The weakest of a transaction decides.</summary>
public enum ClockStatus
{
    /// <summary>U, or none stated: not synchronized.</summary>
    Unknown = 0,

    /// <summary>I: informative only.</summary>
    Informative = 1,

    /// <summary>R: durations may be billed, the time of day may not.</summary>
    Relative = 2,

    /// <summary>S: synchronized; durations and the time of day may be billed.</summary>
    Synchronized = 3,
}
