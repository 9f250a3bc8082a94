using System.Runtime.CompilerServices;
using System.Threading.Channels;

using Fleet.Cluster.Ops;

namespace Fleet.Node.Ops;

/// <summary>For handlers whose work reports its progress by a call instead of yielding it.</summary>
internal static class OpsWork
{
    /// <summary>
    /// Runs <paramref name="work"/>, sends the newest progress whenever the client is ready for one, and in the end what <paramref name="show"/> makes of the result. Older progress
    /// that nobody read is dropped.
    /// </summary>
    /// <param name="work">Gets where to report; must end soon after <paramref name="cancellation"/>.</param>
    /// <param name="show">The lines for the result.</param>
    /// <param name="cancellation">The handler's token.</param>
    public static async IAsyncEnumerable<OpsLine> FollowAsync<T>(
        Func<Action<OpsLine.Progress>, Task<T>> work, Func<T, IEnumerable<OpsLine>> show, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var newest = Channel.CreateBounded<OpsLine>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        var working = WorkAsync();
        try
        {
            await foreach (var progress in newest.Reader.ReadAllAsync(cancellation))
                yield return progress;
            foreach (var line in show(await working))
                yield return line;
        }
        finally
        {
            await Task.WhenAny(working);
        }

        async Task<T> WorkAsync()
        {
            try
            {
                return await work(progress => newest.Writer.TryWrite(progress));
            }
            finally
            {
                newest.Writer.Complete();
            }
        }
    }
}
