namespace Fleet.Domain.Metering.Signed;

/// <summary>What the import register of good records went up by.</summary>
/// <param name="Taken">The energy, rounded down to whole Wh.</param>
/// <param name="IsWhole">Whether it goes from the transaction's begin to its end, on one meter and never backward.</param>
internal readonly record struct SignedRegister(EnergyWh Taken, bool IsWhole)
{
    /// <summary>The energy of a transaction by its good records; null when they hold no two readings of a register. Of several registers the one that a bill should rest on counts.</summary>
    public static SignedRegister? Energy(IEnumerable<OcmfRecord> records)
    {
        var ordered = OcmfSequence.InOrder(records);
        var register = ordered
            .SelectMany(record => record.Readings)
            .Where(reading => reading is { IsImport: true, IsUsable: true })
            .GroupBy(reading => reading.Register!.Value.Register, StringComparer.Ordinal)
            .MaxBy(readings => readings.First().Register!.Value.Preference)?
            .ToList();
        if (register is null || register.Count < 2)
            return null;
        var energies = register.Select(reading => reading.EnergyWh!.Value).ToList();
        var rises = energies.Zip(energies.Skip(1), (before, after) => before <= after).All(rose => rose);
        var isOneMeter = ordered.Select(record => (record.MeterSerial, record.GatewaySerial)).Distinct().Count() == 1;
        return new SignedRegister(
            new EnergyWh((long)decimal.Floor(energies[^1] - energies[0])), rises && isOneMeter && register[0].IsBegin && register[^1].IsEnd);
    }
}
