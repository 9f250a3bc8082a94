using NodaTime;

namespace Fleet.Simulator.Days;

/// <summary>How far a day has come.</summary>
/// <param name="Clock">What the chargers' clocks show.</param>
/// <param name="Connected">Chargers with a link.</param>
/// <param name="Charging">Sessions that run now.</param>
/// <param name="PowerW">Power that their cars drew at their latest reading, W.</param>
/// <param name="EnergyWh">Energy of the day up to the latest readings, Wh.</param>
/// <param name="Finished">Sessions whose StopTransaction was answered.</param>
/// <param name="Refused">Visits that the central system refused to let charge.</param>
/// <param name="Planned">Sessions of the day.</param>
public sealed record DayProgress(Instant Clock, int Connected, int Charging, long PowerW, long EnergyWh, int Finished, int Refused, int Planned);
