using Fleet.Cli.Replay;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;
using NodaTime;

namespace Fleet.Cli.Tests.Replay;

/// <summary>Sessions for tests: minutes count from 1 July 2017, 10:00 UTC.</summary>
internal static class Sessions
{
    public static readonly Instant Zero = Instant.FromUtc(2017, 7, 1, 10, 0);

    public static ReplaySession Of(int row, int from, int to, long wattHours, string charger = "A", int connector = 1, long? maxPowerW = null) =>
        new(row, ChargerId.Parse(charger), connector, $"T-{row}", At(from), At(to), new EnergyWh(wattHours), maxPowerW, null);

    public static Instant At(int minute) => Zero + Duration.FromMinutes(minute);
}
