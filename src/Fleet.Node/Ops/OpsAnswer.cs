using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

using Fleet.Cluster.Ops;

namespace Fleet.Node.Ops;

/// <summary>The answer to a call: lines, sent as they come.</summary>
internal sealed class OpsAnswer
{
    private const int MostUnsent = 64 * 1024;
    private static readonly byte[] LineFeed = [(byte)'\n'];

    private readonly HttpResponse _response;
    private readonly Utf8JsonWriter _json;

    /// <summary>Nothing is sent yet.</summary>
    public OpsAnswer(HttpResponse response)
    {
        response.ContentType = OpsCall.AnswerType;
        (_response, _json) = (response, new Utf8JsonWriter(response.BodyWriter, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    /// <summary>Sends <paramref name="lines"/> up to the first <see cref="OpsLine.End"/>, and adds one where there is none.</summary>
    public async Task WriteAsync(IAsyncEnumerable<OpsLine> lines, CancellationToken cancellation)
    {
        await using var each = lines.GetAsyncEnumerator(cancellation);
        OpsLine line;
        do
        {
            // What is ready goes out together; what must be waited for does not hold back what is there.
            var next = each.MoveNextAsync();
            if (!next.IsCompleted || _response.BodyWriter.UnflushedBytes >= MostUnsent)
                await _response.BodyWriter.FlushAsync(cancellation);
            line = await next ? each.Current : new OpsLine.End(0);
            Write(line);
        }
        while (line is not OpsLine.End);

        await _response.BodyWriter.FlushAsync(cancellation);
    }

    /// <summary>Sends the line that says why nothing is done, or why it ended.</summary>
    /// <param name="status">The HTTP status; has no effect once something was sent.</param>
    /// <param name="end">The line.</param>
    /// <param name="cancellation">When the client is gone.</param>
    public async Task EndAsync(int status, OpsLine end, CancellationToken cancellation)
    {
        if (!_response.HasStarted)
            _response.StatusCode = status;
        Write(end);
        await _response.BodyWriter.FlushAsync(cancellation);
    }

    private void Write(OpsLine line)
    {
        _json.Reset();
        JsonSerializer.Serialize(_json, line, OpsJson.Default.OpsLine);
        _json.Flush();
        _response.BodyWriter.Write(LineFeed);
    }
}
