using System.Runtime.CompilerServices;

using Fleet.Cluster.Ledger;
using Fleet.Cluster.Ops;
using Fleet.Cluster.Ops.Palettes;
using Fleet.Domain.Identity;

using NodaTime;

namespace Fleet.Node.Ops;

/// <summary>What <see cref="TokenPalette"/> offers.</summary>
internal sealed class TokenCommands(LedgerErasure erasure, IClock clock) : IOpsFamily
{
    /// <inheritdoc/>
    public IEnumerable<OpsHandler> Handlers => [new(TokenPalette.Erase, EraseAsync)];

    private async IAsyncEnumerable<OpsLine> EraseAsync(OpsRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var audit = request.Audit(clock);
        var erased = await erasure.EraseTokenAsync(new IdToken(request["token"]), audit.By, audit.Reason ?? "", audit.At);
        if (erased.Refusal is { } refusal)
        {
            yield return OpsLine.Misuse(refusal);
        }
        else if (erased.Pseudonyms == 0)
        {
            yield return OpsLine.Fail("The ledger knows no such token: nothing was erased.");
        }
        else
        {
            yield return OpsLine.Document(new { erased = erased.Pseudonyms });
            yield return OpsLine.Say("Erased: the ledger's entries stay, and nobody can be found by them any more. Sessions, the journal and back-ups are not touched.");
        }
    }
}
