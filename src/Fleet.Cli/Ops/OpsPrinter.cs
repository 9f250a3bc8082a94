using System.Text.Json;

using Fleet.Cluster.Ops;

namespace Fleet.Cli.Ops;

/// <summary>Shows the lines of an answer: text for a person or one JSON document, a file's content where it belongs, progress on the error stream.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="json">Whether one JSON document is wanted.</param>
/// <param name="content">Where a file's content goes; null for a command that writes none.</param>
internal sealed class OpsPrinter(Terminal terminal, bool json, TextWriter? content)
{
    private bool _isDocumentOut;

    /// <summary>Shows everything.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ShowAsync(IAsyncEnumerable<OpsLine> lines, CancellationToken cancellation)
    {
        using var progress = new ProgressLine(terminal);
        await foreach (var line in lines.WithCancellation(cancellation))
        {
            switch (line)
            {
                case OpsLine.Progress at:
                    progress.Show(() => Text(at));
                    break;
                case OpsLine.Content part:
                    await content!.WriteAsync(part.Text.AsMemory(), cancellation);
                    break;
                case OpsLine.Said said when !json:
                    progress.Clear();
                    await Beside.WriteLineAsync(said.Text);
                    break;
                case OpsLine.Result result when json && content != terminal.Out:
                    _isDocumentOut = true;
                    await terminal.Out.WriteLineAsync(result.Value.GetRawText());
                    break;
                case OpsLine.End end:
                    progress.Clear();
                    await EndAsync(end);
                    return end.ExitCode;
            }
        }

        throw new InvalidOperationException("the lines ended without an end");
    }

    /// <summary>Text stands on the output, unless a file's content is there.</summary>
    private TextWriter Beside => content == terminal.Out ? terminal.Error : terminal.Out;

    private async Task EndAsync(OpsLine.End end)
    {
        if (end.Error is null)
            return;
        await terminal.Error.WriteLineAsync(end.Error);
        if (json && end.ExitCode == ExitCode.Finding && !_isDocumentOut && content != terminal.Out)
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(new ErrorDocument(end.Error), OpsErrorJson.Default.ErrorDocument));
    }

    private static string Text(OpsLine.Progress at) =>
        at.Total is { } total and > 0 ? $"{at.What}: {100 * at.Done / total} %" : $"{at.What}: {at.Done:N0}";
}
