using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;

using Fleet.Cluster.Ops;

namespace Fleet.Cli.Ops;

/// <summary>Calls a node's ops port. Whatever goes wrong on the way is a last line too, with a sentence for a person.</summary>
/// <param name="node">The node.</param>
/// <param name="key">Its key, when it wants one.</param>
internal sealed class OpsClient(NodeAddress node, string? key) : IDisposable
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(5);

    // A node is in reach without a proxy; what it has to say may take as long as it likes.
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = ConnectTime })
    {
        BaseAddress = node.Root,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Sends a call, and gives the lines of its answer as they come; the last one is an <see cref="OpsLine.End"/>.</summary>
    /// <param name="command">The command.</param>
    /// <param name="call">What is asked.</param>
    /// <param name="file">The content of the file, for a command that reads one.</param>
    /// <param name="cancellation">To give up: what the node has not committed by then, it undoes.</param>
    public async IAsyncEnumerable<OpsLine> CallAsync(
        OpsCommand command, OpsCall call, Stream? file, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var request = Request(command, call, file);
        var (response, fault) = await TryAsync(() => _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation), NotReached);
        if (response is null)
        {
            yield return OpsLine.Fail(fault!);
            yield break;
        }

        using (response)
        {
            if (response.Content.Headers.ContentType?.MediaType != OpsCall.AnswerType)
            {
                yield return OpsLine.Fail($"{node} answers, but is no ops port of Fleet (HTTP {(int)response.StatusCode}); the ops port is 9110 unless Fleet:Ops:Port says otherwise.");
                yield break;
            }

            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation));
            OpsLine line;
            do
            {
                (var read, fault) = await TryAsync(() => ReadAsync(reader, cancellation), _ => Cut(command));
                line = read ?? OpsLine.Fail(fault!);
                yield return line;
            }
            while (line is not OpsLine.End);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(OpsCommand command, OpsCall call, Stream? file)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, command.Path) { Content = new CallContent(call, file) };
        request.Headers.Add(OpsCall.Header, "1");
        request.Headers.ExpectContinue = file is not null;
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return request;
    }

    /// <summary>What <paramref name="attempt"/> gives; or null, and a sentence that <paramref name="say"/> makes of what went wrong.</summary>
    private static async Task<(T? Value, string? Fault)> TryAsync<T>(Func<Task<T>> attempt, Func<Exception, string> say)
        where T : class
    {
        try
        {
            return (await attempt(), null);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException or NotSupportedException)
        {
            return (null, say(failure));
        }
    }

    private static async Task<OpsLine> ReadAsync(StreamReader reader, CancellationToken cancellation) =>
        await reader.ReadLineAsync(cancellation) is { } line && JsonSerializer.Deserialize(line, OpsJson.Default.OpsLine) is { } read
            ? read
            : throw new IOException("the answer ended without its last line");

    private string Cut(OpsCommand command) =>
        $"The answer of {node} broke off before its end: it is not known whether '{command}' was done. Look, and ask again.";

    private string NotReached(Exception failure) => failure is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ResponseEnded }
        ? $"{node} answers, but not by HTTP; is it the ops port of a node?"
        : $"No node answers at {node}: {Innermost(failure).Message.TrimEnd('.')}. Start it, or name another one with --node HOST:PORT.";

    private static Exception Innermost(Exception failure) => failure.InnerException is { } inner ? Innermost(inner) : failure;

    /// <summary>The call in the first line, then the file.</summary>
    private sealed class CallContent(OpsCall call, Stream? file) : HttpContent
    {
        private static readonly byte[] LineFeed = [(byte)'\n'];

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await JsonSerializer.SerializeAsync(stream, call, OpsJson.Default.OpsCall);
            if (file is null)
                return;
            await stream.WriteAsync(LineFeed);
            await file.CopyToAsync(stream);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
