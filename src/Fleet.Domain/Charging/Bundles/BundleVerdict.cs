using Fleet.Domain.Billing;

namespace Fleet.Domain.Charging.Bundles;

/// <summary>What a verification of a bundle came to.</summary>
public enum BundleResult
{
    /// <summary>The evidence makes the bill, byte for byte.</summary>
    Ok = 1,

    /// <summary>It does not, or something in the bundle was changed.</summary>
    Mismatch = 2,

    /// <summary>This build cannot tell: another format, rules or time-zone data that it does not have.</summary>
    NotVerifiable = 3,
}

/// <summary>The verdict on a bundle.</summary>
/// <param name="Result">What came of it.</param>
/// <param name="Text">The same as a sentence.</param>
/// <param name="JsonPointer">JSON pointer of the first place that differs or cannot be used; null when all is well.</param>
/// <param name="Bills">The session's bills as they were made again, the live one last; empty when they could not be.</param>
public sealed record BundleVerdict(BundleResult Result, string Text, string? JsonPointer, ValueList<SessionBilled> Bills)
{
    /// <summary>Why each price of the live bill was the one it was.</summary>
    public ValueList<WhyNotEntry> WhyNot { get; init; }

    /// <summary>The verdict in interfaces: <c>OK</c>, <c>MISMATCH</c> or <c>NOT_VERIFIABLE</c>.</summary>
    public string Word => Result switch
    {
        BundleResult.Ok => "OK",
        BundleResult.Mismatch => "MISMATCH",
        BundleResult.NotVerifiable => "NOT_VERIFIABLE",
        _ => throw new InvalidOperationException($"{Result} is no result."),
    };
}
