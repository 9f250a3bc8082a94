using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>A part of a session in which no price can change.</summary>
/// <param name="From">Its start.</param>
/// <param name="To">Its end; equal to the start where only energy passed.</param>
/// <param name="FromWh">Energy of the session at the start.</param>
/// <param name="ToWh">Energy of the session at the end.</param>
/// <param name="Kind">What the car and the EVSE did; null where nothing is known.</param>
internal readonly record struct Segment(Instant From, Instant To, long FromWh, long ToWh, StretchKind? Kind)
{
    public long EnergyWh => ToWh - FromWh;

    // The difference of whole milliseconds, so that the parts of a stretch always add up to it.
    public long Milliseconds => To.ToUnixTimeMilliseconds() - From.ToUnixTimeMilliseconds();
}
