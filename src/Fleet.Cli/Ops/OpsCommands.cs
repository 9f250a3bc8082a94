using System.CommandLine;

using Fleet.Cli.Bills;
using Fleet.Cluster.Ops;

namespace Fleet.Cli.Ops;

/// <summary>Offers every command of the ops port as a command of <c>fleet</c>, as its definition says.</summary>
internal static class OpsCommands
{
    /// <summary>Adds all palettes to <paramref name="root"/>; a family that has commands without a node gets those of the palette beside them.</summary>
    public static void AddTo(Command root, Terminal terminal)
    {
        foreach (var palette in OpsPalettes.All)
        {
            if (palette.Commands is [var only] && only.Name == palette.Name)
            {
                root.Add(new OpsInvocation(only, terminal).Create(palette.Name));
                continue;
            }

            var family = Find(root, palette.Name, palette.Help);
            foreach (var command in palette.Commands)
            {
                var words = command.Name.Split(' ');
                var parent = words[..^1].Aggregate(family, (above, word) => Find(above, word, $"{palette.Help}: {word}"));
                parent.Add(new OpsInvocation(command, terminal, BundleCommands.InPlaceOf(command, terminal)).Create(words[^1]));
            }
        }
    }

    private static Command Find(Command parent, string name, string help)
    {
        if (parent.Subcommands.FirstOrDefault(command => command.Name == name) is { } known)
            return known;
        var made = new Command(name, help);
        parent.Add(made);
        return made;
    }
}
