using System.Globalization;
using System.Runtime.CompilerServices;

using Fleet.Cluster.Ops;
using Fleet.Cluster.Ops.Palettes;
using Fleet.Node.Receipts;

namespace Fleet.Node.Ops;

/// <summary>The receipt of <see cref="BillPalette"/>.</summary>
internal sealed class ReceiptCommands(ReceiptBook book) : IOpsFamily
{
    /// <inheritdoc/>
    public IEnumerable<OpsHandler> Handlers => [new(BillPalette.Receipt, ShowAsync)];

    private async IAsyncEnumerable<OpsLine> ShowAsync(OpsRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        int? revision = request.Find("revision") is { } number ? int.Parse(number, CultureInfo.InvariantCulture) : null;
        if (await book.FindAsync(request["id"], revision) is not { } receipt)
        {
            yield return OpsLine.Fail($"The ledger has no {(revision is null ? "entry" : $"revision {revision}")} of a session '{request["id"]}'; fleet bill hold list and /api/v1/transactions show ids.");
            yield break;
        }

        var entry = receipt.Entry;
        yield return OpsLine.Document(new
        {
            receipt.Title,
            entry.Id,
            entry.Revision,
            entry.Kind,
            entry.Invoice,
            ledger = $"{entry.Place}",
            currency = entry.Bill.Currency?.Code,
            totalExclTax = entry.Bill.TotalExclTax?.ToString(CultureInfo.InvariantCulture),
            totalInclTax = entry.Bill.TotalInclTax?.ToString(CultureInfo.InvariantCulture),
            facts = receipt.Facts(),
            statements = receipt.Statements(),
            text = ReceiptText.Write(receipt),
        });
        foreach (var line in ReceiptText.Write(receipt).TrimEnd('\n').Split('\n'))
            yield return OpsLine.Say(line);
    }
}
