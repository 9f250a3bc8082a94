namespace Fleet.Cli;

/// <summary>What a command talks to: results go to <see cref="Out"/>, progress and complaints to <see cref="Error"/>.</summary>
/// <param name="Out">Standard output: the result, and nothing else.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Interactive">Whether a person watches <paramref name="Error"/>: a line may then be rewritten in place.</param>
/// <param name="Time">The clock that pauses are measured by.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool Interactive, TimeProvider Time)
{
    /// <summary>A variable of the environment; null when it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The terminal that this process was started from.</summary>
    public static Terminal OfThisProcess() => new(Console.Out, Console.Error, !Console.IsErrorRedirected, TimeProvider.System);
}
