using Fleet.Domain.Billing.Documents;

using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>A tariff as it stood at a session's start, with everything else that decides about the price; never changed afterwards.</summary>
/// <param name="Tariff">The tariff, read.</param>
/// <param name="Hash">Lower-case hex SHA-256 of <paramref name="CanonicalJson"/>.</param>
/// <param name="CanonicalJson">The document it was read from, in RFC 8785 form; what the pointers of bill lines point into.</param>
/// <param name="RuleSet">The rules by which it is applied.</param>
/// <param name="TimeZone">IANA zone of the location, for wall-clock restrictions.</param>
/// <param name="Tzdb">Version of the time-zone data in force when it was frozen.</param>
public sealed record FrozenTariff(Tariff Tariff, string Hash, string CanonicalJson, RuleSet RuleSet, string TimeZone, string Tzdb)
{
    /// <summary>What a bill keeps of it.</summary>
    public TariffStamp Stamp => new(Tariff.Id, Hash, RuleSet, TimeZone, Tzdb);

    /// <summary>Freezes <paramref name="document"/> with the time-zone data of this build; the zone must exist.</summary>
    public static FrozenTariff Freeze(TariffDocument document, RuleSet ruleSet, string timeZone)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) is null)
            throw new ArgumentException($"'{timeZone}' is no IANA time zone.", nameof(timeZone));
        return new FrozenTariff(document.Tariff, document.Hash, document.CanonicalJson, ruleSet, timeZone, DateTimeZoneProviders.Tzdb.VersionId);
    }

    /// <summary>The frozen tariff again, from what a journal or a bill's bundle keeps of it.</summary>
    /// <exception cref="InvalidDataException">The text is no tariff that this build can read.</exception>
    public static FrozenTariff Restore(string canonicalJson, RuleSet ruleSet, string timeZone, string tzdb)
    {
        var reading = TariffJson.Read(canonicalJson);
        return reading.Document is { } document
            ? new FrozenTariff(document.Tariff, document.Hash, document.CanonicalJson, ruleSet, timeZone, tzdb)
            : throw new InvalidDataException($"A stored tariff cannot be read: {reading.Errors[0].JsonPointer}: {reading.Errors[0].Rule}.");
    }
}

/// <summary>Which tariff, rules and time-zone data made a bill.</summary>
/// <param name="Id">The tariff's name.</param>
/// <param name="Hash">Lower-case hex SHA-256 of its canonical JSON.</param>
/// <param name="RuleSet">The rules by which it was applied.</param>
/// <param name="TimeZone">IANA zone of the location.</param>
/// <param name="Tzdb">Version of the time-zone data.</param>
public sealed record TariffStamp(TariffId Id, string Hash, RuleSet RuleSet, string TimeZone, string Tzdb);
