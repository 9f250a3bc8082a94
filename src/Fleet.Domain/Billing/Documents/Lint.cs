namespace Fleet.Domain.Billing.Documents;

/// <summary>Something that the author of a tariff should know.</summary>
/// <param name="Code">The kind: one of <see cref="LintCode"/>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="JsonPointer">Where: a JSON pointer (RFC 6901), empty for the whole tariff.</param>
/// <param name="Text">What is so, in a sentence.</param>
/// <param name="Hint">What to do, in a sentence.</param>
public sealed record Lint(string Code, LintSeverity Severity, string JsonPointer, string Text, string Hint);

/// <summary>How bad a finding in a tariff is.</summary>
public enum LintSeverity
{
    /// <summary>Nothing can be billed by it as it is meant.</summary>
    Error = 1,

    /// <summary>A mistake, most likely.</summary>
    Warning = 2,

    /// <summary>Worth knowing; may be meant.</summary>
    Note = 3,
}

/// <summary>The severities in interfaces.</summary>
public static class LintSeverities
{
    /// <summary>The stable name.</summary>
    public static string Id(this LintSeverity severity) => severity switch
    {
        LintSeverity.Error => "error",
        LintSeverity.Warning => "warning",
        LintSeverity.Note => "note",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "Not a severity."),
    };
}
