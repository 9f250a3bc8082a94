using System.Runtime.CompilerServices;

using Fleet.Cluster.Ops;
using Fleet.Node.Ops;
using Fleet.Node.Tests.Running;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Fleet.Node.Tests.Ops;

/// <summary>Commands that do what handlers do, good and bad.</summary>
internal sealed class OddCommands : IOpsFamily
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;

    /// <summary>How many calls of <c>wait</c> were cancelled.</summary>
    public int Cancelled { get; private set; }

    /// <summary>How many calls of <c>wait</c> run.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public IEnumerable<OpsHandler> Handlers =>
    [
        new(new OpsCommand("odd", "wait", "Says something, and the rest when it is told to"), WaitAsync),
        new(new OpsCommand("odd", "fail", "Says something and throws"), FailAsync),
        new(new OpsCommand("odd", "say more", "Takes arguments") { Arguments = [OpsArgument.Positional("what", "What"), OpsArgument.Flag("loud", "Loudly")] }, SayAsync),
        new(new OpsCommand("odd", "read", "Reads a file") { ReadsFile = "A file" }, ReadAsync),
        new(new OpsCommand("odd", "follow", "Reports its progress by calls"), FollowAsync),
    ];

    /// <summary>Lets <c>wait</c> go on.</summary>
    public void Release() => _released.TrySetResult();

    private async IAsyncEnumerable<OpsLine> WaitAsync(OpsRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            yield return OpsLine.Say("begun");
            await _released.Task.WaitAsync(cancellation);
            yield return OpsLine.Say("done");
        }
        finally
        {
            Cancelled += cancellation.IsCancellationRequested ? 1 : 0;
            Interlocked.Decrement(ref _waiting);
        }
    }

    private async IAsyncEnumerable<OpsLine> FailAsync(OpsRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return OpsLine.Say("begun");
        await Task.Yield();
        throw new InvalidOperationException("the disk is on fire.");
    }

    private async IAsyncEnumerable<OpsLine> SayAsync(OpsRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.Yield();
        yield return OpsLine.Say($"{request["what"]}{(request.Has("loud") ? "!" : "")}");
        yield return OpsLine.Document(new { request.By, request.Json });
        yield return OpsLine.Fail("enough said");
        yield return OpsLine.Say("too much");
    }

    private async IAsyncEnumerable<OpsLine> ReadAsync(OpsRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var times = 0; times < 2; times++)
        {
            request.File!.Position = 0;
            using var text = new StreamReader(request.File, leaveOpen: true);
            yield return OpsLine.Say(await text.ReadToEndAsync(cancellation));
        }
    }

    private static IAsyncEnumerable<OpsLine> FollowAsync(OpsRequest request, CancellationToken cancellation) => OpsWork.FollowAsync(
        async progress =>
        {
            for (var done = 1; done <= 1000; done++)
                progress(new OpsLine.Progress("working", done, 1000));
            await Task.Yield();
            return 1000;
        },
        done => [OpsLine.Say($"{done} done")],
        cancellation);
}

/// <summary>A node with <see cref="OddCommands"/> beside its own.</summary>
public sealed class OddNode() : SharedNode(Environments.Production)
{
    internal OddCommands Commands { get; } = new();

    internal override void Add(IServiceCollection services) => services.AddSingleton<IOpsFamily>(Commands);
}
