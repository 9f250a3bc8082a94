using Fleet.Domain.Billing.Documents;

using NodaTime;

namespace Fleet.Cluster.ReferenceData;

/// <summary>A version of a tariff.</summary>
/// <param name="EnteredAt">When it was entered.</param>
/// <param name="Document">What it says; its own dates may put it off (OCPI start_date_time).</param>
internal sealed record TariffVersion(Instant EnteredAt, TariffDocument Document);

/// <summary>Which version of a tariff counts. Versions are in the order in which they were entered, at least one.</summary>
internal static class TariffVersions
{
    /// <summary>Of those entered by <paramref name="at"/> whose own dates hold then, the one that began last; the newest of them where no dates hold.</summary>
    public static TariffDocument Standing(IReadOnlyList<TariffVersion> versions, Instant at)
    {
        TariffVersion? standing = null;
        var newest = versions[0];
        for (var i = 0; i < versions.Count; i++)
        {
            var version = versions[i];
            if (i > 0 && version.EnteredAt > at)
                break;
            newest = version;
            if (version.Document.Tariff.IsInForceAt(at) && (standing is null || BeginOf(version) >= BeginOf(standing)))
                standing = version;
        }

        return (standing ?? newest).Document;
    }

    /// <summary>Of all that were entered the last one whose own dates hold at <paramref name="at"/>; null where none does.</summary>
    public static TariffDocument? Corrected(IReadOnlyList<TariffVersion> versions, Instant at) =>
        versions.LastOrDefault(version => version.Document.Tariff.IsInForceAt(at))?.Document;

    private static Instant BeginOf(TariffVersion version) =>
        version.Document.Tariff.ValidFrom is { } from ? Instant.Max(from, version.EnteredAt) : version.EnteredAt;
}
