using System.Reflection;

using CsCheck;

using Fleet.Cluster.Entities;
using Fleet.Cluster.Serialization;
using Fleet.Domain;
using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Cluster.Tests.Serialization;

public sealed class RoundTripTests
{
    private static readonly FleetSerializer Serializer = new(null!);

    [Fact]
    public void Charger_events_come_back_as_they_were() => Generators.ChargerEvent.Sample(ComesBack, iter: 3000);

    [Fact]
    public void Session_events_come_back_as_they_were() => Generators.SessionEvent.Sample(ComesBack, iter: 3000);

    [Fact]
    public void Commands_come_back_as_they_were() => Generators.Command.Sample(ComesBack, iter: 3000);

    [Fact]
    public void Replies_and_messages_between_entities_come_back_as_they_were() => Generators.Message.Sample(ComesBack, iter: 2000);

    [Fact]
    public void Snapshots_come_back_as_they_were() => Generators.ChargerState.Sample(ComesBack, iter: 1000);

    [Fact]
    public void The_generators_make_every_type_of_the_table()
    {
        var made = new System.Collections.Concurrent.ConcurrentDictionary<Type, bool>();
        Gen.OneOf<object>(
            Generators.ChargerEvent.Select(object (value) => value),
            Generators.SessionEvent.Select(object (value) => value),
            Generators.Command.Select(object (value) => value),
            Generators.Message,
            Generators.ChargerState.Select(object (value) => value)).Sample(value => made.TryAdd(value.GetType(), true) || true, iter: 3000);
        Assert.Empty(Manifests.All.Select(format => format.Type).Except(made.Keys));
    }

    [Fact]
    public void The_least_of_each_comes_back()
    {
        var id = ChargerId.Parse("C");
        var stop = new TransactionStop(default, null, StopReason.Local, null, []);
        var start = new TransactionStart(default, new IdToken(""), default, default, default, null, new SessionTerms(TokenStatus.Invalid));
        Assert.All<object>(
            [
                new ChargerState(id), new SessionOpened(start), new SessionStopped(stop, default), new ReadingsRecorded([], default, default),
                new ReadingsRecorded([new Reading(default, [])], default, default), new SessionBilled(new Bill { State = BillState.Billed }),
                new EvidenceParked(new ParkedEvidence(0, null, null, [], null, default)), new ConnectionFound(null), new ChargerDebtSettled(""),
            ],
            value => Assert.True(ComesBack(value)));
    }

    [Fact]
    public void The_most_of_each_comes_back()
    {
        var samples = Enumerable.Range(0, 1000).Select(i => new Sample(Measurand.FanSpeed, i % 2 == 0 ? long.MinValue : long.MaxValue, Phase.BetweenPhases)).ToValueList();
        var text = new string('€', 20_000);
        Assert.All<object>(
            [
                new ReadingsRecorded([new Reading(Instant.FromUtc(9999, 12, 31, 0, 0), samples, [new SignedData(text)])], new(long.MinValue), Instant.FromUtc(-9998, 1, 1, 0, 0), true),
                new ConnectCharger(ChargerId.Parse(new string('x', ChargerId.MaxLength)), new(Guid.AllBitsSet, text, text, default)),
                new PayDebt(text, new ReportReadings(ChargerId.Parse("C"), new(int.MinValue, int.MaxValue), new(text), [new Reading(default, samples)])),
            ],
            value => Assert.True(ComesBack(value)));
    }

    /// <summary>A property that somebody adds to a state or a bill must be given in the example, and is then known to be stored.</summary>
    [Theory]
    [InlineData(typeof(ChargerState))]
    [InlineData(typeof(Bill))]
    public void The_examples_give_every_property_so_that_none_is_forgotten(Type type)
    {
        var (example, least) = type == typeof(Bill)
            ? ((object)Example.Bill, (object)new Bill { State = BillState.Billed })
            : (Example.ChargerState2, new ChargerState(ChargerId.Parse("other")));
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.Name != "IdleTimeout"))
            Assert.NotEqual(property.GetValue(least), property.GetValue(example));
    }

    private static bool ComesBack(object value) => Same.Are(value, Serializer.FromBinary(Serializer.ToBinary(value), Serializer.Manifest(value)));
}
