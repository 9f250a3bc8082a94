using Fleet.Domain.Billing.Documents;
using Fleet.Domain.Metering;

namespace Fleet.Domain.Billing.Audit;

/// <summary>Something in a document that a person should know.</summary>
/// <param name="Code">One of the words of <see cref="AuditCode"/> or <see cref="FindingCode"/>.</param>
/// <param name="JsonPointer">Where it stands (RFC 6901); null when it is about the whole.</param>
/// <param name="Text">A sentence with the values that led to it.</param>
/// <param name="Weight">What follows from it.</param>
public sealed record DocumentFinding(string Code, string? JsonPointer, string Text, FindingWeight Weight)
{
    /// <summary>A finding on a bill, which is about the whole document.</summary>
    internal static DocumentFinding Of(Finding finding, FindingWeight weight) => new(finding.Code, null, finding.Text, weight);

    /// <summary>Members that were not understood, as findings.</summary>
    internal static IEnumerable<DocumentFinding> Unexpected(IEnumerable<TariffError> members, FindingWeight weight, string prefix = "") =>
        members.Select(member => new DocumentFinding(AuditCode.UnexpectedField, prefix + member.JsonPointer, Sentence(prefix + member.JsonPointer, member.Rule), weight));

    /// <summary>A rule that is broken at a place, as a sentence.</summary>
    internal static string Sentence(string pointer, string rule) => $"{(pointer.Length == 0 ? "The document" : pointer)} {rule}{(rule.EndsWith('?') ? "" : ".")}";
}

/// <summary>What follows from a finding.</summary>
public enum FindingWeight
{
    /// <summary>Nothing; it is good to know.</summary>
    Note = 1,

    /// <summary>A person must look before money moves; what is computed is a proposal.</summary>
    Hold = 2,

    /// <summary>Nothing sure can be said, so nothing is computed.</summary>
    Block = 3,
}
