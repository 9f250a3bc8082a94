using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fleet.Simulator.Measuring;

namespace Fleet.Cli.Replay;

/// <summary>What came of a replay; also the shape of <c>--json</c>.</summary>
internal sealed record ReplayReport
{
    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>What kind of file it is.</summary>
    public required string Format { get; init; }

    /// <summary>Rows read.</summary>
    public required int RowsRead { get; init; }

    /// <summary>Rows that OCPP cannot express.</summary>
    public required IReadOnlyList<RejectedRow> Rejected { get; init; }

    /// <summary>Sessions whose start and stop the node answered.</summary>
    public required int Played { get; init; }

    /// <summary>Sessions that the node did not answer.</summary>
    public required IReadOnlyList<FailedRow> Failed { get; init; }

    /// <summary>Sessions with one bill that stands.</summary>
    public required int Billed { get; init; }

    /// <summary>Sessions with one bill that is held, by reason.</summary>
    public required IReadOnlyList<HeldRows> Held { get; init; }

    /// <summary>Sessions whose bill is wrong.</summary>
    public required IReadOnlyList<Mismatch> Mismatches { get; init; }

    /// <summary>The billed sessions by site, where the file names sites; those that are held are not among them.</summary>
    public required IReadOnlyList<SiteTotal> Sites { get; init; }

    /// <summary>Calls that the node answered.</summary>
    public required long Calls { get; init; }

    /// <summary>How long playing took, in seconds of the wall clock, without the wait for the bills.</summary>
    public required decimal Seconds { get; init; }

    /// <summary>Why nothing was played; null when it was.</summary>
    public string? Error { get; init; }

    /// <summary>Calls answered in a second.</summary>
    public long CallsPerSecond => Seconds > 0 ? (long)(Calls / Seconds) : 0;

    /// <summary>Whether every row that can be played was, and was billed exactly once, with the meter's energy.</summary>
    public bool Ok => Error is null && Failed.Count == 0 && Mismatches.Count == 0;

    /// <summary>Reports on a run.</summary>
    /// <param name="file">The file.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="play">What came of playing them.</param>
    /// <param name="bills">The live bills by session id.</param>
    public static ReplayReport Of(string file, SessionRows rows, PlayResult play, ILookup<string, BilledTransaction> bills)
    {
        var answered = play.Sessions.OfType<PlayedSession>().OrderBy(one => one.Session.Row).ToList();
        var mismatches = Verification.Compare(answered, bills).ToList();
        var single = answered.Where(one => bills[$"{one.Id}"].Count() == 1).Select(one => (one.Session, Bill: bills[$"{one.Id}"].First())).ToList();
        var stands = single.Where(one => !one.Bill.IsHeld).ToList();
        return new ReplayReport
        {
            File = file,
            Format = rows.Format,
            RowsRead = rows.Read,
            Rejected = rows.Rejected,
            Played = answered.Count,
            Failed = [.. play.Sessions.OfType<FailedSession>().OrderBy(one => one.Session.Row).Select(one => new FailedRow(one.Session.Row, one.Reason))],
            Billed = stands.Count,
            Held = [.. single
                .Where(one => one.Bill.IsHeld)
                .GroupBy(one => one.Bill.HeldFor ?? "", one => one.Session.Row, StringComparer.Ordinal)
                .OrderBy(held => held.Key, StringComparer.Ordinal)
                .Select(held => new HeldRows(held.Key, [.. held]))],
            Mismatches = mismatches,
            Sites = [.. stands
                .Where(one => one.Session.Site is not null)
                .GroupBy(one => (Site: one.Session.Site!, one.Bill.Currency))
                .OrderBy(site => site.Key.Site, StringComparer.Ordinal)
                .Select(site => SiteTotal.Of(site.Key.Site, site.Key.Currency, [.. site.Select(one => one.Bill)]))],
            Calls = play.Calls,
            Seconds = decimal.Round((decimal)play.Elapsed.Ticks / TimeSpan.TicksPerSecond, 3, MidpointRounding.AwayFromZero),
        };
    }

    /// <summary>Reports that nothing was played.</summary>
    /// <param name="file">The file.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="error">Why.</param>
    public static ReplayReport NotPlayed(string file, SessionRows rows, string error) =>
        Of(file, rows, PlayResult.Nothing, Array.Empty<BilledTransaction>().ToLookup(bill => bill.Id, StringComparer.Ordinal)) with { Error = error };
}

/// <summary>A session that the node did not answer.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Reason">What happened.</param>
internal sealed record FailedRow(int Row, string Reason);

/// <summary>Sessions whose bill is held for the same reason.</summary>
/// <param name="HeldFor">The reason's code, or several.</param>
/// <param name="Rows">Their rows.</param>
internal sealed record HeldRows(string HeldFor, IReadOnlyList<int> Rows);

/// <summary>What a site sold in one currency.</summary>
/// <param name="Site">The site.</param>
/// <param name="Sessions">Sessions billed.</param>
/// <param name="EnergyWh">Their energy, in Wh.</param>
/// <param name="Currency">The currency; null where no tariff priced them.</param>
/// <param name="Income">The sum of the bills with taxes, a decimal as text; null without currency.</param>
internal sealed record SiteTotal(string Site, int Sessions, long EnergyWh, string? Currency, string? Income)
{
    /// <summary>The sums over <paramref name="bills"/>.</summary>
    public static SiteTotal Of(string site, string? currency, IReadOnlyList<BilledTransaction> bills) => new(
        site,
        bills.Count,
        bills.Sum(bill => bill.EnergyWh),
        currency,
        currency is null ? null : bills.Sum(bill => Numbers.Read(bill.TotalInclTax ?? "") ?? 0).ToString(CultureInfo.InvariantCulture));
}

/// <summary>Writes reports.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CodeConverter<RejectReason>), typeof(CodeConverter<MismatchKind>)])]
[JsonSerializable(typeof(ReplayReport))]
internal sealed partial class ReplayReportJson : JsonSerializerContext;

/// <summary>Writes an enum's members as codes, such as <c>NO_END</c>.</summary>
/// <typeparam name="T">The enum.</typeparam>
internal sealed class CodeConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false)
    where T : struct, Enum;
