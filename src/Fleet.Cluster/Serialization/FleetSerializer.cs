using Akka.Actor;
using Akka.Hosting;
using Akka.Serialization;

using Fleet.Cluster.Entities;
using Fleet.Cluster.Gateways;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;

namespace Fleet.Cluster.Serialization;

/// <summary>
/// Writes everything that Fleet stores in its journal or sends between nodes: protobuf (<c>Protos/*.proto</c>), under the short manifests of <see cref="Manifests"/>.
/// </summary>
/// <remarks>
/// Journals are read for years. A field's number is given by hand and never used again, nor is a manifest. A field may be added where a reader that skips it is still
/// right; any other change is a new manifest (<c>…2</c>) beside the old one, which stays readable. Enums are stored as the number that the domain gave them, instants as
/// Unix ticks, energy in Wh, decimals as their digits. The golden bytes in the tests hold all this in place.
/// </remarks>
internal sealed class FleetSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>What <see cref="Manifests"/> covers: these types and all that derive from them.</summary>
    internal static readonly Type[] BoundTypes =
    [
        typeof(ChargerEvent), typeof(ChargerState), typeof(SessionEvent),
        typeof(IEntityCommand), typeof(Reply), typeof(DebtPaid), typeof(CallCharger), typeof(ChargerAnswer), typeof(StationRequest),
    ];

    /// <summary>Stands in every journal row; never changed.</summary>
    public override int Identifier => 7300;

    /// <inheritdoc/>
    public override string Manifest(object o) => Manifests.Of(o).Manifest;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => Manifests.Of(obj).Write(obj);

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest) => Manifests.Named(manifest).Read(bytes);
}

/// <summary>Makes an actor system write Fleet's messages and events by <see cref="FleetSerializer"/>.</summary>
public static class FleetSerialization
{
    /// <summary>Binds Fleet's messages, events and snapshots to their serializer.</summary>
    public static AkkaConfigurationBuilder WithFleetSerialization(this AkkaConfigurationBuilder builder) =>
        builder.WithCustomSerializer("fleet", FleetSerializer.BoundTypes, system => new FleetSerializer(system));
}
