using System.Runtime.CompilerServices;

using Fleet.Cluster.Ledger.Statements;
using Fleet.Cluster.Ops;
using Fleet.Cluster.Ops.Palettes;
using Fleet.Node.Receipts;

namespace Fleet.Node.Ops;

/// <summary>What <see cref="StatementPalette"/> offers.</summary>
internal sealed class StatementCommands(StatementBook book) : IOpsFamily
{
    /// <inheritdoc/>
    public IEnumerable<OpsHandler> Handlers => [new(StatementPalette.Statement, ShowAsync)];

    private async IAsyncEnumerable<OpsLine> ShowAsync(OpsRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (request.Json && request.Has("csv"))
        {
            yield return OpsLine.Misuse("--csv: not with --json");
            yield break;
        }

        if (await book.FindAsync(request["site"], SiteMonth.Parse(request["month"])!.Value, cancellation) is not var (statement, siteName))
        {
            yield return OpsLine.Fail($"There is no site '{request["site"]}'; fleet export sites shows all.");
            yield break;
        }

        yield return OpsLine.Document(StatementDocument.Of(statement));
        var text = request.Has("csv") ? StatementCsv.Write(statement) : StatementText.Write(statement, siteName);
        foreach (var line in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
            yield return OpsLine.Say(line);
    }
}
