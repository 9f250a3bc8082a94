using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Fleet.Node.Tests.Running;

/// <summary>An answer of the API.</summary>
internal sealed record ApiAnswer(HttpStatusCode Status, string? MediaType, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;
}

/// <summary>A caller of the HTTP API.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;

    public ApiClient(Uri node, string? key)
    {
        Address = node;
        _http = new HttpClient { BaseAddress = node, Timeout = TimeSpan.FromSeconds(60) };
        if (key is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public Uri Address { get; }

    /// <summary>GET; the path is below <c>/api/v1</c> and escaped already.</summary>
    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<ApiAnswer> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, json);

    public Task<ApiAnswer> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    /// <summary>DELETE, with why.</summary>
    public Task<ApiAnswer> DeleteAsync(string path, string? reason) => SendAsync(HttpMethod.Delete, path, null, reason);

    /// <summary>PUT of something that must be accepted.</summary>
    public async Task EnterAsync(string path, string json)
    {
        var answer = await PutAsync(path, json);
        Assert.True(answer.Status == HttpStatusCode.OK, $"PUT {path}: {answer}");
    }

    /// <summary>GET until <paramref name="holds"/> of the document.</summary>
    public async Task<JsonNode> WaitForAsync(string path, Predicate<JsonNode> holds)
    {
        var answer = await Poll.UntilAsync(() => GetAsync(path), answer => answer.Status == HttpStatusCode.OK && holds(answer.Json));
        return answer.Json;
    }

    /// <summary>The session, once it has its bill.</summary>
    public Task<JsonNode> BilledSessionAsync(string sessionId) =>
        WaitForAsync($"/sessions/{Uri.EscapeDataString(sessionId)}", session => (string)session["state"]! != "CHARGING");

    /// <summary>The billed transaction, once it is there.</summary>
    public Task<JsonNode> TransactionAsync(string sessionId) => WaitForAsync($"/transactions/{Uri.EscapeDataString(sessionId)}", _ => true);

    /// <summary>All bills of a charger.</summary>
    public async Task<JsonArray> BillsOfAsync(string charger) =>
        (await GetAsync($"/transactions?chargerId={Uri.EscapeDataString(charger)}")).Json["items"]!.AsArray();

    /// <summary>All sessions of a charger.</summary>
    public async Task<JsonArray> SessionsOfAsync(string charger) =>
        (await GetAsync($"/sessions?chargerId={Uri.EscapeDataString(charger)}")).Json["items"]!.AsArray();

    public void Dispose() => _http.Dispose();

    private async Task<ApiAnswer> SendAsync(HttpMethod method, string path, string? json, string? reason = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1{path}");
        if (reason is not null)
            request.Headers.Add("X-Reason", reason);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request);
        return new ApiAnswer(response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync());
    }
}
