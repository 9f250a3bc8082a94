using Fleet.Domain.Billing;

namespace Fleet.Domain.Charging.Bundles;

/// <summary>A bill in the course of a bundle's evidence: made at that place from what stands before it. Its content follows; only the live one is in the bundle in full.</summary>
/// <param name="Revision">Its number among the session's entries in the ledger.</param>
/// <param name="Corrects">The revision that is credited for it; null when nothing was charged before.</param>
/// <param name="Cause">Why the one before did not stay; null for the first one.</param>
/// <param name="Ruling">Whose decision it is; null when it follows from the evidence.</param>
/// <param name="Sha256">Of the bill's canonical JSON.</param>
internal sealed record BundledBill(int Revision, int? Corrects, CorrectionCause? Cause, Ruling? Ruling, string Sha256)
{
    /// <summary>The event that it stands for, with the bill that was made again.</summary>
    public SessionBilled With(Bill bill) => new(bill, Revision, Corrects, Ruling, Cause);
}

/// <summary>What a bundle calls the items of its evidence.</summary>
internal static class BundleItem
{
    /// <summary>The member that says what an item is.</summary>
    public const string Kind = "event";

    /// <summary>A bill's place.</summary>
    public const string Billed = "billed";

    private static readonly Dictionary<string, Type> Types = new(StringComparer.Ordinal)
    {
        ["opened"] = typeof(SessionOpened),
        ["readings"] = typeof(ReadingsRecorded),
        ["status"] = typeof(ConnectorStatusNoted),
        ["meterSwapped"] = typeof(SessionMeterSwapped),
        ["stopped"] = typeof(SessionStopped),
        ["stoppedAgain"] = typeof(StopRepeated),
        ["reclassified"] = typeof(RegisterReclassified),
        ["tariffReplaced"] = typeof(TariffReplaced),
        [Billed] = typeof(BundledBill),
    };

    private static readonly Dictionary<Type, string> Kinds = Types.ToDictionary(type => type.Value, type => type.Key);

    /// <summary>What an item of that kind holds; null when this version does not know it.</summary>
    public static Type? TypeOf(string kind) => Types.GetValueOrDefault(kind);

    /// <summary>What <paramref name="item"/> is called; null for what is no evidence, such as a probe of a silent session.</summary>
    public static string? KindOf(object item) => Kinds.GetValueOrDefault(item.GetType());
}
