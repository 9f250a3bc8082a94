namespace Fleet.Cluster.Ops;

/// <summary>
/// The definition of a command of the ops port, apart from what does it (a handler in the node) and from how it is called (the <c>fleet</c> command, HTTP). The client and the node
/// both read it: one to offer and check it, one to find its handler.
/// </summary>
/// <param name="Palette">The family's name, the first word after <c>fleet</c>.</param>
/// <param name="Name">Its name in the family; words with single spaces between them, such as <c>hold list</c>. That of the family where it stands for the whole family.</param>
/// <param name="Help">What it does, for the help.</param>
public sealed record OpsCommand(string Palette, string Name, string Help)
{
    /// <summary>Its arguments; those with a place come in their order.</summary>
    public IReadOnlyList<OpsArgument> Arguments { get; init; } = [];

    /// <summary>What the file is whose content it reads; null when it reads none. The client sends it, and the handler reads it as often as it likes.</summary>
    public string? ReadsFile { get; init; }

    /// <summary>The switch that names the file, with its dashes, of a command that reads one only on request; null where it must be there.</summary>
    public string? FileSwitch { get; init; }

    /// <summary>Whether its result is a file's content (<see cref="OpsLine.Content"/>): the client writes it to standard output or to where <c>--out</c> says.</summary>
    public bool WritesFile { get; init; }

    /// <summary>Examples for the help, each as it is typed.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Its path on the ops port.</summary>
    public string Path => $"{OpsCall.Root}/{Palette}/{Name.Replace(' ', '/')}";

    /// <summary>How a person says it.</summary>
    public override string ToString() => Name == Palette ? Name : $"{Palette} {Name}";

    /// <summary>What is wrong with <paramref name="arguments"/>, as a sentence that names the argument; null when nothing is.</summary>
    public string? FaultOf(IReadOnlyDictionary<string, string> arguments)
    {
        foreach (var name in arguments.Keys)
        {
            if (!Arguments.Any(argument => argument.Name == name))
                return $"--{name}: not known to {this}";
        }

        foreach (var argument in Arguments)
        {
            var fault = arguments.TryGetValue(argument.Name, out var value) ? argument.FaultOf(value) : argument.IsRequired ? $"{argument.Spelling}: must be given" : null;
            if (fault is not null)
                return fault;
        }

        return null;
    }
}

/// <summary>A family of commands.</summary>
/// <param name="Name">The first word after <c>fleet</c>.</param>
/// <param name="Help">What it is about, for the help.</param>
/// <param name="Commands">Its commands, in the order of the help.</param>
public sealed record OpsPalette(string Name, string Help, IReadOnlyList<OpsCommand> Commands);
