using Fleet.Cluster.Ops;

using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Fleet.Node.Ops;

/// <summary>The transport of the ops port: checks a call, finds its handler and sends its lines.</summary>
internal sealed class OpsEndpoint(OpsTable table, OpsAccess access, IHostApplicationLifetime lifetime, ILogger<OpsEndpoint> logger) : IDisposable
{
    private const int MostAtOnce = 16;

    private readonly SemaphoreSlim _places = new(MostAtOnce, MostAtOnce);

    /// <summary>Answers a request of the ops port, whatever it is.</summary>
    public async Task ServeAsync(HttpContext http)
    {
        var answer = new OpsAnswer(http.Response);
        var gone = http.RequestAborted;
        if (access.RefusalOf(http) is { } refusal)
            await answer.EndAsync(refusal.Status, OpsLine.Fail(refusal.Reason), gone);
        else if (!HttpMethods.IsPost(http.Request.Method) || table.Find(http.Request.Path) is not { } handler)
            await answer.EndAsync(StatusCodes.Status404NotFound, OpsLine.Fail(NotKnown(http.Request)), gone);
        else if (!await _places.WaitAsync(0, gone))
            await answer.EndAsync(StatusCodes.Status503ServiceUnavailable, OpsLine.Fail($"{MostAtOnce} ops commands run at this node already; try again later."), gone);
        else
            await ServeAsync(http, handler, answer);
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private static string NotKnown(HttpRequest request) =>
        $"This node does not know '{request.Method} {request.Path}': it is of another version than the command that asked.";

    private async Task ServeAsync(HttpContext http, OpsHandler handler, OpsAnswer answer)
    {
        // A file has its own bound, and an operator who looks at a page of text may read as slowly as he likes: it holds one of the few places, no more.
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = null;
        http.Features.Get<IHttpMinResponseDataRateFeature>()?.MinDataRate = null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            var body = new OpsBody(http.Request.BodyReader);
            var (call, error) = await body.ReadCallAsync(stop.Token);
            error ??= call!.Fault ?? handler.Command.FaultOf(call.Arguments);
            if (error is not null || handler.Command.ReadsFile is null)
            {
                var isMore = await body.SkipAsync(stop.Token);
                error ??= isMore ? $"{handler.Command} takes no file" : null;
                await (error is null ? RunAsync(new OpsRequest(handler.Command, call!)) : MisuseAsync(error));
                return;
            }

            await using var file = await body.ReadFileAsync(stop.Token);
            var isGiven = handler.Command.FileSwitch is null || call!.FileName is not null;
            await (file is not null ? RunAsync(new OpsRequest(handler.Command, call!, isGiven ? file : null)) : MisuseAsync($"the file has more than {OpsBody.LargestFile >> 20} MiB; send it in parts"));
        }
        catch (Exception failure) when (http.RequestAborted.IsCancellationRequested || failure is BadHttpRequestException or ConnectionResetException)
        {
            logger.LogInformation("{Command}: the client went away", handler.Command);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await answer.EndAsync(StatusCodes.Status503ServiceUnavailable, OpsLine.Fail("The node is shutting down; ask another one, or this one again."), http.RequestAborted);
        }
        catch (Exception failure)
        {
            logger.LogError(failure, "{Command} failed", handler.Command);
            await answer.EndAsync(
                StatusCodes.Status500InternalServerError,
                OpsLine.Fail($"{handler.Command} failed in the node: {failure.Message.TrimEnd('.')}. The node's log says more."),
                http.RequestAborted);
        }
        finally
        {
            _places.Release();
        }

        Task MisuseAsync(string sentence) => answer.EndAsync(StatusCodes.Status400BadRequest, OpsLine.Misuse(sentence), stop.Token);

        Task RunAsync(OpsRequest request)
        {
            logger.LogInformation("{Command} by {By}", handler.Command, request.By);
            return answer.WriteAsync(handler.Run(request, stop.Token), stop.Token);
        }
    }
}
