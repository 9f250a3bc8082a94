using BenchmarkDotNet.Attributes;

using Fleet.Domain;
using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Documents;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Benchmarks;

/// <summary>A session of 20 readings over five hours, across a change of price and into an idle fee, under a tariff of four elements.</summary>
[MemoryDiagnoser]
public class RatingBenchmarks
{
    private const string Tariff = """
        {"id":"BENCH","currency":"EUR","elements":[
          {"price_components":[{"type":"ENERGY","price":0.32,"vat":19,"step_size":1}],"restrictions":{"start_time":"22:00","end_time":"06:00"}},
          {"price_components":[{"type":"PARKING_TIME","price":0,"vat":19,"step_size":1}],"restrictions":{"start_time":"22:00","end_time":"06:00"}},
          {"price_components":[{"type":"PARKING_TIME","price":3,"vat":19,"step_size":1}],"restrictions":{"min_duration":3600}},
          {"price_components":[{"type":"FLAT","price":0.5,"vat":19,"step_size":1},{"type":"ENERGY","price":0.39,"vat":19,"step_size":1}]}]}
        """;

    private const int Readings = 20;

    private readonly FrozenTariff _tariff = FrozenTariff.Freeze(TariffJson.Read(Tariff).Document!, RuleSet.Ocpi221D2, "Europe/Berlin");
    private readonly BillableSession _session = Session(Readings);
    private ValueList<EnergyPoint> _shortPrefix;
    private ValueList<EnergyPoint> _longPrefix;
    private RunningBill _short = null!;
    private RunningBill _long = null!;

    /// <summary>Sessions that wait for their next reading.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (_short, _shortPrefix) = Running(Readings);
        (_long, _longPrefix) = Running(50 * Readings);
    }

    /// <summary>The whole bill.</summary>
    [Benchmark]
    public Bill Bill() => Rating.Rate(_tariff, _session, RatingTerms.None);

    /// <summary>What the 20th reading costs.</summary>
    [Benchmark]
    public RunningBill NextReading() => _short.Read(_shortPrefix[^1], _shortPrefix);

    /// <summary>What the 1,000th reading costs.</summary>
    [Benchmark]
    public RunningBill NextReadingOfLongSession() => _long.Read(_longPrefix[^1], _longPrefix);

    private (RunningBill Running, ValueList<EnergyPoint> All) Running(int readings)
    {
        var session = Session(readings);
        var running = RunningBill.Of(_tariff, RatingTerms.None, session with { StoppedAt = session.StartedAt, Energy = [], Stretches = [] });
        for (var i = 1; i < readings; i++)
            running = running.Read(session.Energy[i - 1], session.Energy);
        return (running, session.Energy);
    }

    private static BillableSession Session(int readings)
    {
        var start = Instant.FromUtc(2026, 3, 3, 18, 0);
        var step = Duration.FromMinutes(5 * 60 / (double)Readings);
        var energy = Enumerable.Range(0, readings).Select(i => new EnergyPoint(start + (step * i), new EnergyWh(1_111 * i), i)).ToValueList();
        var (stop, full) = (energy[^1].At, energy[^1].At - Duration.FromMinutes(30));
        return new BillableSession(start, stop, energy, [new Stretch(start, full, StretchKind.Charging), new Stretch(full, stop, StretchKind.Parking)]);
    }
}
