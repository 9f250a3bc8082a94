using Fleet.Cluster.Journal;
using Fleet.Cluster.Projections;
using Fleet.Domain.Charging;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

namespace Fleet.Node.Api;

/// <summary><c>/api/v1/sessions</c>.</summary>
internal static class SessionsApi
{
    public static void MapSessions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/sessions", ListSessionsAsync);
        api.MapGet("/sessions/{id}", GetSessionAsync);
        api.MapGet("/sessions/{id}/readings", GetReadingsAsync);
        api.MapGet("/sessions/{id}/bill", GetBillAsync);
    }

    private static async Task<IResult> ListSessionsAsync(FleetQueries queries, string? chargerId, string? state, string? limit, string? cursor)
    {
        if (Paging.Read(limit, cursor, out var count, out var after) is { } problem)
            return problem;
        return TypedResults.Ok(Paging.Show(await queries.SessionsAsync(chargerId, state, after, count)));
    }

    private static async Task<IResult> GetSessionAsync(string id, FleetQueries queries) =>
        await queries.SessionAsync(id) is { } session ? TypedResults.Ok(session) : Problems.NotFound($"There is no session '{id}'.");

    /// <summary>The evidence, numbered as bill lines cite it: 0 is the start.</summary>
    private static async Task<IResult> GetReadingsAsync(string id, SessionJournal journal)
    {
        if (!SessionId.TryParse(id, out var session) || await journal.ReadAsync(session) is not { Count: > 0 } events)
            return Problems.NotFound($"There is no session '{id}'.");
        var readings = events.SelectMany(@event => @event switch
        {
            SessionOpened e => [new Reading(e.Start.StartedAt, [new Sample(Measurand.EnergyActiveImportRegister, e.Start.MeterStart.Value)])],
            ReadingsRecorded e => e.Readings.Items,
            SessionStopped e => e.Stop.Readings.Items.Add(OfStop(e.Stop)),
            StopRepeated e => e.Stop.Readings.Items,
            SessionMeterSwapped e => [new Reading(e.Swap.At, [new Sample(Measurand.EnergyActiveImportRegister, e.Swap.OldRegister.Value)])],
            _ => Enumerable.Empty<Reading>(),
        });
        return TypedResults.Ok(new { items = readings.Select((reading, number) => Show(number, reading)) });
    }

    private static async Task<IResult> GetBillAsync(string id, SessionJournal journal)
    {
        if (!SessionId.TryParse(id, out var session) || await journal.ReadAsync(session) is not { Count: > 0 } events || CorrectionExplanation.Write(session, events) is not { } text)
            return Problems.NotFound($"There is no bill of a session '{id}'.");
        return TypedResults.Text(text);
    }

    /// <summary>The stop's own register is the last reading that the bill cites.</summary>
    private static Reading OfStop(TransactionStop stop) =>
        new(stop.StoppedAt, stop.MeterStop is { } wh ? [new Sample(Measurand.EnergyActiveImportRegister, wh.Value, Context: ReadingContext.TransactionEnd)] : []);

    private static object Show(int number, Reading reading) => new
    {
        number,
        at = reading.At,
        registerWh = reading.ImportRegister?.Value,
        powerW = reading.ImportPowerW,
        samples = reading.Samples.Select(sample => new
        {
            measurand = sample.Measurand,
            value = sample.Value,
            phase = sample.Phase,
            context = sample.Context,
            location = sample.Location,
        }),
        signedValues = reading.SignedValues.Select(signed => new
        {
            data = signed.Data,
            encoding = signed.Encoding,
            method = signed.Method,
            publicKey = signed.PublicKey,
            cut = signed.IsCut,
        }),
    };
}
