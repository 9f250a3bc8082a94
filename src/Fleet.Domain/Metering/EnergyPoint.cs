using NodaTime;

namespace Fleet.Domain.Metering;

/// <summary>Energy taken since the session's start, as a reading proves it.</summary>
/// <param name="At">The charger's time of the reading.</param>
/// <param name="Energy">Cumulative energy since the session's start; never decreases along a session.</param>
/// <param name="Reading">The number of the reading in its session that proves it, in order of arrival: 0 is the start's.</param>
public readonly record struct EnergyPoint(Instant At, EnergyWh Energy, int Reading);
