using NodaTime;

namespace Fleet.Domain.Metering;

/// <summary>A meter was exchanged: the register jumps, and no energy lies between the old one's last position and the new one's first.</summary>
/// <param name="At">When.</param>
/// <param name="OldRegister">The old meter's last position.</param>
/// <param name="NewRegister">The new meter's first position.</param>
/// <param name="SerialNumber">The new meter's serial number; null when nobody gave it.</param>
public sealed record MeterSwap(Instant At, EnergyWh OldRegister, EnergyWh NewRegister, string? SerialNumber = null)
{
    /// <summary>Whether meters can show these positions.</summary>
    public bool IsPossible => Register.IsPosition(OldRegister) && Register.IsPosition(NewRegister);

    /// <summary>What stands in a session's evidence for it: the old meter's last position.</summary>
    internal Reading AsReading() => new(At, [new Sample(Measurand.EnergyActiveImportRegister, OldRegister.Value)]);
}
