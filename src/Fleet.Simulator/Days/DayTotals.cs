using Fleet.Simulator.Cars;

namespace Fleet.Simulator.Days;

/// <summary>Running sums over all connectors of a day.</summary>
internal sealed class DayTotals
{
    private int _charging;
    private int _refused;
    private long _powerW;
    private long _milliwattSeconds;

    public int Charging => Volatile.Read(ref _charging);

    public int Refused => Volatile.Read(ref _refused);

    public long PowerW => Interlocked.Read(ref _powerW);

    public long EnergyWh => Interlocked.Read(ref _milliwattSeconds) / EnergyMeter.MilliwattSecondsPerWh;

    public void AddCharging(int change) => Interlocked.Add(ref _charging, change);

    public void AddRefused() => Interlocked.Increment(ref _refused);

    public void AddPower(long change) => Interlocked.Add(ref _powerW, change);

    public void AddEnergy(long milliwattSeconds) => Interlocked.Add(ref _milliwattSeconds, milliwattSeconds);
}
