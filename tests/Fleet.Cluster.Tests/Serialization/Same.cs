using Fleet.Cluster.Serialization;
using Fleet.Domain.Charging;

namespace Fleet.Cluster.Tests.Serialization;

/// <summary>
/// Whether a value came back. Equality alone is too kind: it ignores the scale of decimals and the case of tokens, which the bytes show; and a charger's dictionary compares
/// by reference.
/// </summary>
internal static class Same
{
    public static bool Are(object expected, object actual) =>
        AreEqual(expected, actual) && Manifests.Of(expected).Write(expected).AsSpan().SequenceEqual(Manifests.Of(actual).Write(actual));

    private static bool AreEqual(object expected, object actual) => (expected, actual) switch
    {
        (ChargerState a, ChargerState b) => a.Connectors.SequenceEqual(b.Connectors) && (a with { Connectors = b.Connectors }) == b,
        _ => expected.Equals(actual),
    };
}
