using System.Text.Json;
using System.Text.Json.Nodes;

using Fleet.Cluster.ReferenceData.Files;
using Fleet.Domain.Identity;

namespace Fleet.Cluster.ReferenceData;

/// <summary>Chargers: where one stands, what it costs, its password and its EVSEs.</summary>
internal sealed class ChargerKind : ReferenceKind
{
    /// <summary>The most EVSEs of a charger.</summary>
    public const int MostEvses = 100;

    private const int ShortestPassword = 16;
    private const int LongestPassword = 40;
    private const long HighestPowerW = 10_000_000;
    private const int LongestKey = 1024;

    /// <inheritdoc/>
    public override string Name => "charger";

    /// <inheritdoc/>
    internal override CsvLayout Csv { get; } = new(
        "id", [CsvColumn.Text("siteId"), CsvColumn.Text("tariffId"), CsvColumn.Whole("securityProfile"), CsvColumn.Secret("password")], new EvseColumns());

    /// <inheritdoc/>
    public override string CsvHint => " evses is how many EVSEs there are, numbered from 1, and the columns after it say what each of them is: where they differ, or have a public key, use JSON.";

    /// <inheritdoc/>
    public override string? FaultOfId(string id) =>
        ChargerId.TryParse(id, out _, out var error) ? null : error!.Replace("chargerId: ", "", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override async ValueTask<EntryReading> ReadAsync(string id, string json, References references)
    {
        var (entered, unreadable) = StrictJson.Read<EnteredCharger>(json);
        if (entered is null)
            return new EntryReading(null, unreadable);
        var faults = Check(entered).ToList();
        if (entered.SiteId is { } site && await references.SiteAsync(site) is null)
            faults.Add(new FieldFault("siteId", $"there is no site '{site}'; enter it first"));
        if (entered.TariffId is { } tariff && !await references.HasTariffAsync(tariff))
            faults.Add(new FieldFault("tariffId", $"there is no tariff '{tariff}'; enter it first"));
        if (faults.Count > 0)
            return EntryReading.Of(faults);
        var evses = entered.Evses is { Count: > 0 } some ? some : null;
        return EntryReading.Of(new Entry(id, Write(new ChargerSettings(entered.SiteId, entered.TariffId, null, entered.SecurityProfile, evses)), entered.Password));
    }

    /// <inheritdoc/>
    public override JsonObject Show(string document)
    {
        var shown = base.Show(document);
        shown["hasPassword"] = shown.Remove("passwordHash");
        return shown;
    }

    /// <inheritdoc/>
    public override JsonObject ToEntered(string key, string document)
    {
        var entered = base.ToEntered(key, document);
        entered.Remove("hasPassword");
        entered.Remove("decommissioned");
        return entered;
    }

    /// <inheritdoc/>
    public override bool IsOut(string document) => Read(document).Decommissioned;

    /// <summary>The password's hash stays as long as no other password is entered.</summary>
    internal override string Complete(Entry entry, string? before, Func<string, string> hash)
    {
        var hashed = before is null ? null : Read(before).PasswordHash;
        if (entry.Secret is { } password && (hashed is null || !PasswordHash.Verify(password, hashed)))
            hashed = hash(password);
        return hashed is null ? entry.Document : Write(Read(entry.Document) with { PasswordHash = hashed });
    }

    /// <summary>The document of a charger that is out of service.</summary>
    internal static string Decommission(string? before) => Write((before is null ? new ChargerSettings() : Read(before)) with { Decommissioned = true });

    private static ChargerSettings Read(string document) => JsonSerializer.Deserialize(document, ReferenceJson.Default.ChargerSettings)!;

    private static string Write(ChargerSettings settings) => JsonSerializer.Serialize(settings, ReferenceJson.Default.ChargerSettings);

    private static IEnumerable<FieldFault> Check(EnteredCharger entered)
    {
        if (entered.Password is { } password && password.Length is < ShortestPassword or > LongestPassword)
            yield return new("password", $"must have {ShortestPassword} to {LongestPassword} characters");
        if (entered.SecurityProfile is < 0 or > 3)
            yield return new("securityProfile", "must be 0 to 3");
        if (entered.Evses?.Count > MostEvses)
        {
            yield return new("evses", $"must be at most {MostEvses}");
            yield break;
        }

        foreach (var (i, evse) in entered.Evses?.Index() ?? [])
        {
            if (evse.Id < 1)
                yield return new($"evses[{i}].id", "must be at least 1");
            if (entered.Evses!.Take(i).Any(other => other.Id == evse.Id))
                yield return new($"evses[{i}].id", $"{evse.Id} stands there twice");
            foreach (var (field, rule) in Check(evse))
                yield return new($"evses[{i}].{field}", rule);
        }
    }

    private static IEnumerable<FieldFault> Check(EvseSettings evse)
    {
        if (evse.Connectors is < 1)
            yield return new("connectors", "must be at least 1");
        if (evse.MaxPowerW is < 1 or > HighestPowerW)
            yield return new("maxPowerW", $"must be 1 to {HighestPowerW:N0} W");
        if (evse.Phases is not (null or 1 or 3))
            yield return new("phases", "must be 1 or 3");
        if (evse.Kind is not (null or "AC" or "DC"))
            yield return new("kind", "must be AC or DC");
        if (evse.PublicKey is { } key && (key.Length is 0 or > LongestKey || !key.All(char.IsAsciiHexDigit)))
            yield return new("publicKey", $"must be at most {LongestKey} hexadecimal digits");
    }

    /// <summary>What a person enters; the password is kept only as a hash, and stays when none is entered.</summary>
    private sealed record EnteredCharger(
        string? SiteId = null,
        string? TariffId = null,
        string? Password = null,
        int? SecurityProfile = null,
        IReadOnlyList<EvseSettings>? Evses = null);
}
