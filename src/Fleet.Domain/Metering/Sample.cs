namespace Fleet.Domain.Metering;

/// <summary>One sampled value in whole units.</summary>
/// <param name="Measurand">What was measured; it fixes the unit.</param>
/// <param name="Value">The value in that unit.</param>
/// <param name="Phase">On which phase; <see cref="Metering.Phase.Total"/> when none was named.</param>
/// <param name="Context">On what occasion.</param>
/// <param name="Location">Where.</param>
public readonly record struct Sample(
    Measurand Measurand,
    long Value,
    Phase Phase = Phase.Total,
    ReadingContext Context = ReadingContext.SamplePeriodic,
    SampleLocation Location = SampleLocation.Outlet);

/// <summary>The phase of a sample (OCPP 1.6 7.34).</summary>
public enum Phase : byte
{
    /// <summary>Over all phases.</summary>
    Total = 0,

    /// <summary>Phase 1, also against neutral.</summary>
    L1 = 1,

    /// <summary>Phase 2, also against neutral.</summary>
    L2 = 2,

    /// <summary>Phase 3, also against neutral.</summary>
    L3 = 3,

    /// <summary>Neutral.</summary>
    Neutral = 4,

    /// <summary>Between two phases.</summary>
    BetweenPhases = 5,
}

/// <summary>The occasion of a sample (OCPP 1.6 7.36), in ascending order of trust in it as the register's position at its timestamp.</summary>
public enum ReadingContext : byte
{
    /// <summary>None of the others, or unknown.</summary>
    Other = 0,

    /// <summary>The transaction began; some stations repeat it beside later samples.</summary>
    TransactionBegin = 1,

    /// <summary>An interruption began.</summary>
    InterruptionBegin = 2,

    /// <summary>An interruption ended.</summary>
    InterruptionEnd = 3,

    /// <summary>Asked for by TriggerMessage.</summary>
    Trigger = 4,

    /// <summary>Aligned to the clock.</summary>
    SampleClock = 5,

    /// <summary>At the sample interval.</summary>
    SamplePeriodic = 6,

    /// <summary>The transaction ended.</summary>
    TransactionEnd = 7,
}

/// <summary>Where a sample was measured (OCPP 1.6 7.30).</summary>
public enum SampleLocation : byte
{
    /// <summary>At the outlet, towards the car: what a session is billed by.</summary>
    Outlet = 0,

    /// <summary>At the grid's inlet of the station.</summary>
    Inlet = 1,

    /// <summary>In the station's body.</summary>
    Body = 2,

    /// <summary>In the cable.</summary>
    Cable = 3,

    /// <summary>By the car.</summary>
    Vehicle = 4,
}
