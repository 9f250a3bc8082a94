using System.Text.Json;

using Fleet.Cluster.ReferenceData.Files;
using Fleet.Domain.Identity;

namespace Fleet.Cluster.ReferenceData;

/// <summary>Tokens: who may charge.</summary>
internal sealed class TokenKind : ReferenceKind
{
    private const int MostNames = 20;

    /// <inheritdoc/>
    public override string Name => "token";

    /// <inheritdoc/>
    public override string IdName => "token";

    /// <inheritdoc/>
    internal override CsvLayout Csv { get; } = new(
        "token",
        [
            CsvColumn.Text("status"), CsvColumn.Text("parentToken"), CsvColumn.Text("driverId"), CsvColumn.Text("expiresAt"), CsvColumn.List("memberships"),
            CsvColumn.List("campaignCodes"),
        ]);

    /// <inheritdoc/>
    public override string? FaultOfId(string id) => id != id.Trim() ? "must not begin or end with a space" : EnteredText.FaultOf(id, IdToken.MaxLength);

    /// <inheritdoc/>
    public override string KeyOf(string id) => new IdToken(id).Key;

    /// <inheritdoc/>
    public override ValueTask<EntryReading> ReadAsync(string id, string json, References references)
    {
        var (settings, unreadable) = StrictJson.Read<TokenSettings>(json);
        if (settings is null)
            return ValueTask.FromResult(new EntryReading(null, unreadable));
        var faults = Check(settings).ToList();
        return ValueTask.FromResult(faults.Count > 0
            ? EntryReading.Of(faults)
            : EntryReading.Of(new Entry(KeyOf(id), JsonSerializer.Serialize(settings, ReferenceJson.Default.TokenSettings))));
    }

    private static IEnumerable<FieldFault> Check(TokenSettings settings)
    {
        if (settings.ParentToken is { } parent && EnteredText.FaultOf(parent, IdToken.MaxLength) is { } parentFault)
            yield return new("parentToken", parentFault);
        if (settings.DriverId is { } driver && EnteredText.FaultOf(driver, EnteredText.LongestName) is { } driverFault)
            yield return new("driverId", driverFault);
        foreach (var fault in CheckNames("memberships", settings.Memberships ?? []).Concat(CheckNames("campaignCodes", settings.CampaignCodes ?? [])))
            yield return fault;
    }

    private static IEnumerable<FieldFault> CheckNames(string field, IReadOnlyList<string> names)
    {
        if (names.Count > MostNames)
            yield return new(field, $"must be at most {MostNames}");
        foreach (var (i, name) in names.Index())
        {
            if (EnteredText.FaultOfId(name) is { } fault)
                yield return new($"{field}[{i}]", fault);
            else if (name.Contains(CsvColumn.ListSeparator, StringComparison.Ordinal))
                yield return new($"{field}[{i}]", $"must not hold '{CsvColumn.ListSeparator}', which stands between them in a table");
            else if (names.Take(i).Contains(name, StringComparer.OrdinalIgnoreCase))
                yield return new($"{field}[{i}]", $"'{name}' stands there twice");
        }
    }
}
