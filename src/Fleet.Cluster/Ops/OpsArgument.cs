namespace Fleet.Cluster.Ops;

/// <summary>An argument of an ops command. Its value is text; the rules here are checked by the client and by the node.</summary>
public sealed record OpsArgument
{
    /// <summary>The most characters of a value.</summary>
    public const int LongestValue = 1000;

    private OpsArgument(string name, string help, OpsArgumentKind kind) => (Name, Help, Kind) = (name, help, kind);

    /// <summary>Its name: <c>skip-bad</c> is <c>--skip-bad</c> on the command line, or <c>SKIP-BAD</c> where it has a place instead of a switch.</summary>
    public string Name { get; }

    /// <summary>Its line in the help.</summary>
    public string Help { get; }

    /// <summary>How it stands on the command line.</summary>
    public OpsArgumentKind Kind { get; }

    /// <summary>Whether it must be given; always so for one with a place.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The values that it may have; empty where a rule says it or none is needed.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>What is wrong with a value, to complete <c>--name value: …</c>; null when nothing is.</summary>
    public Func<string, string?> Check { get; init; } = _ => null;

    /// <summary>How a person writes it.</summary>
    public string Spelling => Kind == OpsArgumentKind.Positional ? Name.ToUpperInvariant() : $"--{Name}";

    /// <summary>An argument that has its place after the command, and must be there.</summary>
    public static OpsArgument Positional(string name, string help) => new(name, help, OpsArgumentKind.Positional) { IsRequired = true };

    /// <summary>An argument that follows a switch.</summary>
    public static OpsArgument Option(string name, string help) => new(name, help, OpsArgumentKind.Option);

    /// <summary>A switch that is there or not.</summary>
    public static OpsArgument Flag(string name, string help) => new(name, help, OpsArgumentKind.Flag) { Choices = ["true"] };

    /// <summary>Why, for the record: of everything that changes what others rely on.</summary>
    public static OpsArgument Reason(string help) => Option("reason", help) with
    {
        Check = text => string.IsNullOrWhiteSpace(text) ? "must not be empty" : null,
    };

    /// <summary>What is wrong with <paramref name="value"/>, as a sentence; null when nothing is.</summary>
    public string? FaultOf(string value) => value switch
    {
        { Length: > LongestValue } => $"{Spelling}: must have at most {LongestValue} characters",
        _ when value.Any(char.IsControl) => $"{Spelling}: must not hold control characters",
        _ when Choices.Count > 0 && !Choices.Contains(value, StringComparer.Ordinal) => $"{Spelling} {value}: must be {string.Join(" or ", Choices)}",
        _ => Check(value) is { } fault ? $"{Spelling} {value}: {fault}" : null,
    };
}

/// <summary>How an argument stands on the command line.</summary>
public enum OpsArgumentKind
{
    /// <summary>By its place after the command.</summary>
    Positional = 0,

    /// <summary>After a switch.</summary>
    Option = 1,

    /// <summary>A switch alone.</summary>
    Flag = 2,
}
