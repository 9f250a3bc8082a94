using System.Reflection;
using System.Runtime.Serialization;

using Akka.Actor;
using Akka.Hosting;

using Fleet.Cluster.Entities;
using Fleet.Cluster.Gateways;
using Fleet.Cluster.Serialization;
using Fleet.Domain.Deciding;

using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Cluster.Tests.Serialization;

public sealed class ManifestTests
{
    private static readonly Type[] Types = [.. typeof(Reply).Assembly.GetTypes(), .. typeof(FleetSerializer).Assembly.GetTypes()];

    /// <summary>Whatever an entity hears, says, stores or snapshots, found by what the entities are and not by the serializer's own list.</summary>
    private static readonly Type[] Found = [.. FindProtocolTypes()];

    public static TheoryData<Type> ProtocolTypes => [.. Found];

    [Theory]
    [MemberData(nameof(ProtocolTypes))]
    public void Every_type_that_is_stored_or_sent_has_a_manifest(Type type) => Assert.Contains(Manifests.All, format => format.Type == type);

    [Fact]
    public void The_reflection_finds_both_entities_and_their_protocols()
    {
        Assert.Equal(Manifests.All.Select(format => format.Type).Distinct().OrderBy(type => type.FullName, StringComparer.Ordinal),
            Found.OrderBy(type => type.FullName, StringComparer.Ordinal));
    }

    [Fact]
    public void No_manifest_is_given_twice_and_each_is_short_and_has_a_family_and_a_version()
    {
        Assert.Equal(Manifests.All.Length, Manifests.All.Select(format => format.Manifest).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Manifests.All, format => Assert.Matches("^[a-z]{2}:[a-z]{2,7}[0-9]$", format.Manifest));
    }

    [Fact]
    public async Task An_actor_system_writes_every_type_of_the_table_by_this_serializer()
    {
        await using var provider = new ServiceCollection().AddLogging().AddAkka("t", builder => builder.WithFleetSerialization()).BuildServiceProvider();
        var system = provider.GetRequiredService<ActorSystem>();
        Assert.All(Manifests.All, format => Assert.IsType<FleetSerializer>(system.Serialization.FindSerializerForType(format.Type)));
        Assert.Equal(7300, system.Serialization.FindSerializerForType(typeof(Done)).Identifier);
        await system.Terminate();
    }

    [Fact]
    public void A_manifest_of_a_newer_version_is_refused_by_name()
    {
        var refused = Assert.Throws<SerializationException>(() => new FleetSerializer(null!).FromBinary([0], "se:read2"));
        Assert.Contains("'se:read2'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_debt_whose_command_comes_from_a_newer_version_is_refused_by_name()
    {
        var bytes = Manifests.Named("en:pay1").Write(new PayDebt("k", new Domain.Charging.SeeCharger(Domain.Identity.ChargerId.Parse("C"))));
        bytes[bytes.AsSpan().IndexOf("cc:see1"u8) + 6] = (byte)'2';
        var refused = Assert.Throws<SerializationException>(() => Manifests.Named("en:pay1").Read(bytes));
        Assert.Contains("'cc:see2'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_without_a_manifest_is_refused_by_name()
    {
        var refused = Assert.Throws<SerializationException>(() => new FleetSerializer(null!).ToBinary(StopEntity.Instance));
        Assert.Contains(nameof(StopEntity), refused.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<Type> FindProtocolTypes()
    {
        var roots = Types.SelectMany(EntityTypes).Append(typeof(IEntityCommand)).Append(typeof(Reply)).Append(typeof(StationRequest)).ToArray();
        return Types.Where(type => type is { IsAbstract: false, IsInterface: false } && roots.Any(root => root.IsAssignableFrom(type)))
            .Concat([typeof(DebtPaid), typeof(CallCharger), typeof(ChargerAnswer)]);
    }

    private static IEnumerable<Type> EntityTypes(Type type)
    {
        foreach (var entity in type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEntity<,,>)))
        {
            yield return entity.GenericTypeArguments[1];
            yield return entity.GenericTypeArguments[2];
            if (type.GetProperty("IsLongLived", BindingFlags.Public | BindingFlags.Static)!.GetValue(null) is true)
                yield return type;
        }
    }
}
