namespace Fleet.Domain.Billing.Documents;

/// <summary>A tariff together with the document that it was read from.</summary>
/// <param name="Tariff">What the document says.</param>
/// <param name="CanonicalJson">The document in RFC 8785 form.</param>
/// <param name="Hash">Lower-case hex SHA-256 of <paramref name="CanonicalJson"/>.</param>
public sealed record TariffDocument(Tariff Tariff, string CanonicalJson, string Hash);

/// <summary>The outcome of reading a tariff: a document, or at least one error.</summary>
/// <param name="Document">The tariff, when there is no error.</param>
/// <param name="Errors">What is wrong, in the document's order.</param>
/// <param name="Warnings">Members that were not understood and are kept in the document; only of <see cref="TariffStrictness.Lenient"/>.</param>
public sealed record TariffReading(TariffDocument? Document, ValueList<TariffError> Errors, ValueList<TariffError> Warnings = default);

/// <summary>A rule that a tariff document breaks.</summary>
/// <param name="JsonPointer">Where: a JSON pointer (RFC 6901), empty for the whole document.</param>
/// <param name="Rule">What must hold, in words.</param>
/// <param name="Code">The kind of mistake: one of <see cref="LintCode"/>.</param>
public sealed record TariffError(string JsonPointer, string Rule, string Code = LintCode.Invalid);

/// <summary>What becomes of a member that a tariff does not have (billing.md 1.9, A20).</summary>
public enum TariffStrictness
{
    /// <summary>It is an error: its author believes that it decides about the price.</summary>
    Strict = 1,

    /// <summary>It is kept and a warning, as fits another party's tariff; a price made by it needs a person's look.</summary>
    Lenient = 2,
}
