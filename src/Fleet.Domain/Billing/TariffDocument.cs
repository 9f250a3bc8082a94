namespace Fleet.Domain.Billing;

/// <summary>A tariff together with the document that it was read from.</summary>
/// <param name="Tariff">What the document says.</param>
/// <param name="CanonicalJson">The document in RFC 8785 form.</param>
/// <param name="Hash">Lower-case hex SHA-256 of <paramref name="CanonicalJson"/>.</param>
public sealed record TariffDocument(Tariff Tariff, string CanonicalJson, string Hash);

/// <summary>The outcome of reading a tariff: a document, or at least one error.</summary>
/// <param name="Document">The tariff, when there is no error.</param>
/// <param name="Errors">What is wrong, in the document's order.</param>
public sealed record TariffReading(TariffDocument? Document, ValueList<TariffError> Errors);

/// <summary>A rule that a tariff document breaks.</summary>
/// <param name="JsonPointer">Where: a JSON pointer (RFC 6901), empty for the whole document.</param>
/// <param name="Rule">What must hold, in words.</param>
public sealed record TariffError(string JsonPointer, string Rule);
