using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using Fleet.Cluster.Ops;
using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Ops;

/// <summary>A caller of the ops port by hand: HTTP and lines of JSON, as they are documented.</summary>
internal sealed class OpsCaller(Uri ops) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = ops, Timeout = Poll.Deadline };

    /// <summary>Sends a request as it is.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

    /// <summary>A call with arguments, and a file when there is one; all lines of its answer.</summary>
    public async Task<OpsReply> CallAsync(string path, object arguments, string? file = null, string? fileName = null, bool json = false, string by = "ada")
    {
        var call = JsonSerializer.Serialize(new { by, json, fileName, arguments }, JsonSerializerOptions.Web);
        using var request = Request(path, file is null ? call : $"{call}\n{file}");
        using var response = await SendAsync(request);
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new OpsReply(response.StatusCode, [.. lines.Select(line => JsonNode.Parse(line)!.AsObject())]);
    }

    /// <summary>A request with everything that one must have.</summary>
    public static HttpRequestMessage Request(string path, string body) => new(HttpMethod.Post, $"/ops/v1/{path}")
    {
        Headers = { { OpsCall.Header, "1" } },
        Content = new StringContent(body, Encoding.UTF8),
    };

    public void Dispose() => _http.Dispose();
}

/// <summary>The answer to a call.</summary>
internal sealed record OpsReply(HttpStatusCode Status, IReadOnlyList<JsonObject> Lines)
{
    /// <summary>The lines for a person.</summary>
    public IReadOnlyList<string> Text => [.. Lines.Where(line => (string?)line["line"] == "text").Select(line => (string)line["text"]!)];

    /// <summary>The one document.</summary>
    public JsonNode Document => Lines.Single(line => (string?)line["line"] == "result")["value"]!;

    /// <summary>A file's content.</summary>
    public string Content => string.Concat(Lines.Where(line => (string?)line["line"] == "content").Select(line => (string)line["text"]!));

    /// <summary>How it ended.</summary>
    public (int Code, string? Error) End => Lines[^1] is var end && (string?)end["line"] == "end" ? ((int)end["exitCode"]!, (string?)end["error"]) : throw new InvalidDataException("there is no end");

    public override string ToString() => string.Join('\n', Lines.Select(line => line.ToJsonString()));
}
