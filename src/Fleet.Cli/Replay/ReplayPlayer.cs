using Fleet.Domain.Identity;
using Fleet.Ocpp.V16.Messages;
using Fleet.Simulator.ChargePoints;
using Fleet.Simulator.Clocks;
using Fleet.Simulator.Measuring;

namespace Fleet.Cli.Replay;

/// <summary>Plays sessions against a node: a simulated charger for each charger of the file.</summary>
/// <param name="options">Where to and how fast.</param>
/// <param name="time">The wall clock.</param>
/// <param name="progress">Is told how far it is.</param>
internal sealed class ReplayPlayer(ReplayOptions options, TimeProvider time, ProgressLine progress)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);
    private readonly CallStatistics _calls = new();
    private readonly GroundTruth _truth = new();

    /// <summary>Plays <paramref name="sessions"/> to the end.</summary>
    public async Task<PlayResult> PlayAsync(IReadOnlyList<ReplaySession> sessions, CancellationToken cancellation)
    {
        var scripts = ChargerScript.Write(sessions);
        if (scripts.Count == 0)
            return PlayResult.Nothing;

        var started = time.GetTimestamp();
        var pace = new Pace(options.Speed, scripts.Min(script => script.Steps[0].Due), time);
        var outcomes = new PlayOutcome[scripts.Count][];
        var playing = Parallel.ForEachAsync(
            scripts.Index(),
            new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = cancellation },
            async (script, stop) => outcomes[script.Index] = await PlayAsync(script.Item, pace, stop));
        while (await Task.WhenAny(playing, Task.Delay(BetweenLooks, time, CancellationToken.None)) != playing)
            progress.Show(() => $"{_truth.Finished.Count} of {sessions.Count} sessions played, {_calls.Answered} calls answered");
        await playing;
        return new PlayResult([.. outcomes.SelectMany(charger => charger)], _calls.Answered, time.GetElapsedTime(started));
    }

    private async Task<PlayOutcome[]> PlayAsync(ChargerScript script, Pace pace, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var charger = new ChargePointClient(new ChargePointOptions
        {
            Id = script.Charger.Value,
            CentralSystem = options.Ocpp,
            Connectors = script.Connectors.Max(),
            Clock = new ChargerClock(time, script.Steps[0].Due, speed: 1),
            RealTime = time,
            Statistics = _calls,
            Truth = _truth,
        });
        var connected = charger.RunAsync(over.Token);
        var told = new Dictionary<ReplaySession, ChargerTransaction>(ReferenceEqualityComparer.Instance);
        try
        {
            var fault = await TellAsync(charger, script, told, pace, over.Token);
            return
            [
                .. script.Steps
                    .Where(step => step.Kind == StepKind.Start)
                    .Select(step => OutcomeOf(step.Session, told.GetValueOrDefault(step.Session), fault)),
            ];
        }
        finally
        {
            await over.CancelAsync();
            await connected;
        }
    }

    /// <summary>Says all that <paramref name="script"/> holds and waits for the answers; null, or why it gave up.</summary>
    private async Task<string?> TellAsync(
        ChargePointClient charger, ChargerScript script, Dictionary<ReplaySession, ChargerTransaction> told, Pace pace, CancellationToken cancellation)
    {
        try
        {
            await charger.Accepted.WaitAsync(Patience, time, cancellation);
            foreach (var step in script.Steps)
            {
                await pace.UntilAsync(step.Due, cancellation);
                await TellAsync(charger, step, told, cancellation).WaitAsync(Patience, time, cancellation);
            }

            foreach (var transaction in told.Values)
                await transaction.Stopped.WaitAsync(Patience, time, cancellation);
            return null;
        }
        catch (TimeoutException)
        {
            return charger.ConnectionFailure ?? $"the node has not answered for {Patience.TotalSeconds} s";
        }
    }

    private static async Task TellAsync(
        ChargePointClient charger, ReplayStep step, Dictionary<ReplaySession, ChargerTransaction> told, CancellationToken cancellation)
    {
        var (session, register) = (step.Session, step.Register.Value);
        switch (step.Kind)
        {
            case StepKind.Start:
                told[session] = await charger.StartAsync(session.ConnectorId, session.Token, register, step.At, cancellation);
                break;
            case StepKind.Reading:
                var reading = new MeterValue { Timestamp = step.At, SampledValue = [new SampledValue { Value = $"{register}" }] };
                await charger.SendReadingsAsync(told[session], [reading], cancellation);
                break;
            case StepKind.Stop:
                await charger.StopAsync(told[session], register, step.At, cancellationToken: cancellation);
                break;
            default:
                throw new InvalidOperationException($"a step is no {step.Kind}");
        }
    }

    private static PlayOutcome OutcomeOf(ReplaySession session, ChargerTransaction? transaction, string? fault) => transaction switch
    {
        { Stopped: { IsCompletedSuccessfully: true, Result: { } finished } } =>
            new PlayedSession(session, new SessionId(session.Charger, new TransactionId($"{finished.TransactionId}"))),
        { Stopped.IsCompletedSuccessfully: true } => new FailedSession(session, "the node refused its start or its stop again and again"),
        _ => new FailedSession(session, fault ?? throw new InvalidOperationException($"row {session.Row} was left out")),
    };
}
