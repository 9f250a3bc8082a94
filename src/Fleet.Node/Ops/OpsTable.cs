using Fleet.Cluster.Ops;

namespace Fleet.Node.Ops;

/// <summary>What does a command: it yields lines, and may throw only what is a bug or a broken environment; what is expected to go wrong is <see cref="OpsLine.Fail"/>.</summary>
/// <param name="Command">Its definition.</param>
/// <param name="Run">
/// Does it. The token is cancelled when the client goes away or the node stops: what is not committed by then must stay undone. Each line is sent before the next is asked for, so
/// that a slow client slows its own command and fills no memory.
/// </param>
internal sealed record OpsHandler(OpsCommand Command, Func<OpsRequest, CancellationToken, IAsyncEnumerable<OpsLine>> Run);

/// <summary>The handlers of a family of commands, in a file of their own; takes what it needs in its constructor.</summary>
internal interface IOpsFamily
{
    /// <summary>One for each command of the family.</summary>
    IEnumerable<OpsHandler> Handlers { get; }
}

/// <summary>Every handler of this node.</summary>
/// <param name="families">As they are registered in <see cref="OpsSetup"/>.</param>
internal sealed class OpsTable(IEnumerable<IOpsFamily> families)
{
    private readonly Dictionary<string, OpsHandler> _handlers = families.SelectMany(family => family.Handlers)
        .ToDictionary(handler => handler.Command.Path, StringComparer.Ordinal);

    /// <summary>The handler at <paramref name="path"/> of the ops port; null when there is none.</summary>
    public OpsHandler? Find(string? path) => path is null ? null : _handlers.GetValueOrDefault(path);
}
