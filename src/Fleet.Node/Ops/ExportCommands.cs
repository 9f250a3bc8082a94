using System.Runtime.CompilerServices;

using Fleet.Cluster.Ops;
using Fleet.Cluster.Ops.Palettes;
using Fleet.Cluster.ReferenceData;
using Fleet.Cluster.ReferenceData.Files;

namespace Fleet.Node.Ops;

/// <summary>What <see cref="ExportPalette"/> offers.</summary>
internal sealed class ExportCommands(ReferenceStore reference) : IOpsFamily
{
    private const int PieceLength = 32 * 1024;

    /// <inheritdoc/>
    public IEnumerable<OpsHandler> Handlers => ExportPalette.Commands.Select(command =>
        new OpsHandler(command.Value, (request, cancellation) => ExportAsync(command.Key, request, cancellation)));

    private async IAsyncEnumerable<OpsLine> ExportAsync(ReferenceKind kind, OpsRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var byDefault = request.Call.FileName is not null ? null : request.Json || !kind.HasCsv ? "json" : "csv";
        var (format, error) = FileFormats.Find(kind, request.Find("format") ?? byDefault, request.Call.FileName);
        if (format is null)
        {
            yield return OpsLine.Misuse(error!);
            yield break;
        }

        var export = new ReferenceExport(reference, kind);
        if (format == FileFormat.Csv && await export.FindUnsayableAsync(cancellation) is { } unsayable)
        {
            yield return OpsLine.Fail($"A table cannot say what {kind.Name} '{unsayable}' is; use --format json.{kind.CsvHint}");
            yield break;
        }

        var piece = new System.Text.StringBuilder(PieceLength);
        await foreach (var text in export.WriteAsync(format.Value, cancellation))
        {
            piece.Append(text);
            if (piece.Length < PieceLength)
                continue;
            yield return new OpsLine.Content($"{piece}");
            yield return new OpsLine.Progress($"writing {kind.Plural}", export.Count);
            piece.Clear();
        }

        yield return new OpsLine.Content($"{piece}");
        yield return OpsLine.Document(new { kind = kind.Plural, rows = export.Count });
        yield return OpsLine.Say($"{export.Count:N0} {(export.Count == 1 ? kind.Name : kind.Plural)}");
    }
}
