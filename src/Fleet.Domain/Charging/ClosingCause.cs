namespace Fleet.Domain.Charging;

/// <summary>Why Fleet closed a session whose stop did not come.</summary>
public enum ClosingCause
{
    /// <summary>Nothing was heard of it for too long.</summary>
    Silent = 1,

    /// <summary>Its connector reported that it is free.</summary>
    ConnectorFree = 2,

    /// <summary>Another transaction began on its connector.</summary>
    Superseded = 3,
}
