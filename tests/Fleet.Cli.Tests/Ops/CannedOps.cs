using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fleet.Cli.Tests.Ops;

/// <summary>An ops port that answers as the test says, and remembers what it was asked.</summary>
internal sealed class CannedOps : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CannedOps(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(async http =>
        {
            using var body = new StreamReader(http.Request.Body, Encoding.UTF8);
            Asked.Add(new Question(http.Request.Path, http.Request.Headers["Fleet-Ops"], http.Request.Headers.Authorization, await body.ReadToEndAsync()));
            await answer(http);
        });
    }

    public List<Question> Asked { get; } = [];

    /// <summary>As <c>--node</c> wants it.</summary>
    public string Address => new Uri(_app.Urls.Single()).Authority;

    public int Port => new Uri(_app.Urls.Single()).Port;

    /// <summary>Answers with lines, whatever it is asked.</summary>
    public static Task<CannedOps> SayingAsync(params string[] lines) => StartAsync(async http =>
    {
        http.Response.ContentType = "application/x-ndjson";
        await http.Response.WriteAsync(string.Concat(lines.Select(line => $"{line}\n")));
    });

    public static async Task<CannedOps> StartAsync(Func<HttpContext, Task> answer)
    {
        var node = new CannedOps(answer);
        await node._app.StartAsync();
        return node;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal sealed record Question(string Path, string? Header, string? Authorization, string Body);
}
