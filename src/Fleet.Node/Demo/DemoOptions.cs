namespace Fleet.Node.Demo;

/// <summary>What <c>demo</c> is asked to do.</summary>
/// <param name="Chargers">How many chargers; five sessions each, on average.</param>
/// <param name="Speed">Simulated seconds for each second.</param>
/// <param name="Keep">Whether the node goes on, and its data stays, after the day.</param>
/// <param name="Json">Whether the summary is one JSON document on the output, and progress goes to the error stream.</param>
/// <param name="Settings">Everything else: settings of the node.</param>
internal sealed record DemoOptions(int Chargers, int Speed, bool Keep, bool Json, string[] Settings)
{
    /// <summary>The command's name.</summary>
    public const string Command = "demo";

    /// <summary>A day in 42 seconds: with start and report it stays within a minute.</summary>
    private const int DefaultSpeed = 2160;

    private const int DefaultChargers = 60;

    /// <summary>Reads the arguments after <c>demo</c>.</summary>
    /// <returns>The options; or null, and a sentence that says what is wrong.</returns>
    public static (DemoOptions? Options, string? Error) Read(ReadOnlySpan<string> arguments)
    {
        var options = new DemoOptions(DefaultChargers, DefaultSpeed, Keep: false, Json: false, []);
        for (var i = 0; i < arguments.Length; i++)
        {
            var argument = arguments[i];
            var value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            switch (argument)
            {
                case "--keep":
                    options = options with { Keep = true };
                    break;
                case "--json":
                    options = options with { Json = true };
                    break;
                case "--chargers" when TryRead(value, 1, 10_000, out var chargers):
                    options = options with { Chargers = chargers };
                    i++;
                    break;
                case "--speed" when TryRead(value, 1, 100_000, out var speed):
                    options = options with { Speed = speed };
                    i++;
                    break;
                case "--chargers":
                    return (null, "--chargers: must be a number from 1 to 10000");
                case "--speed":
                    return (null, "--speed: must be a number from 1 to 100000");
                case var setting when setting.StartsWith("--Fleet:", StringComparison.OrdinalIgnoreCase):
                    options = options with { Settings = [.. options.Settings, setting] };
                    break;
                default:
                    return (null, $"{argument}: not known; demo takes --chargers N, --speed N, --keep, --json, and settings such as --Fleet:Http:Port=8081");
            }
        }

        return (options, null);
    }

    private static bool TryRead(string? text, int least, int most, out int value) => int.TryParse(text, out value) && value >= least && value <= most;
}
