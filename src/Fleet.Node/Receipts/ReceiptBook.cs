using Fleet.Cluster.Ledger;
using Fleet.Cluster.ReferenceData;
using Fleet.Node.Settings;

namespace Fleet.Node.Receipts;

/// <summary>Finds what a receipt is made of.</summary>
internal sealed class ReceiptBook(LedgerQueries ledger, ReferenceStore reference, FleetSettings settings)
{
    /// <summary>The receipt of an entry; null when there is none.</summary>
    /// <param name="id">The session's id.</param>
    /// <param name="revision">Which of the session's entries; null for the newest.</param>
    public async Task<Receipt?> FindAsync(string id, int? revision)
    {
        if (await ledger.TransactionAsync(id, revision) is not { } shown)
            return null;
        var entry = BilledTransaction.Read(shown);
        var related = new Dictionary<int, BilledTransaction>();
        foreach (var other in RelatedTo(entry))
        {
            if (await ledger.TransactionAsync(id, other) is { } found)
                related[other] = BilledTransaction.Read(found);
        }

        var site = entry.SiteId is { } siteId ? await reference.SiteAsync(siteId) : null;
        return new Receipt(entry, site, settings.Billing.Seller, related);
    }

    /// <summary>What it corrects and the credit between; what a credit takes back and the bill after it; what replaced it and the credit between.</summary>
    private static HashSet<int> RelatedTo(BilledTransaction entry)
    {
        var related = new HashSet<int>();
        if (entry.Corrects is { } corrected)
            related.UnionWith([corrected, entry.Revision - 1]);
        if (entry.CreditOf is { } creditOf)
            related.UnionWith([creditOf, entry.Revision + 1]);
        if (entry.ReplacedBy is { } replacement)
            related.UnionWith([entry.Revision + 1, replacement]);
        return related;
    }
}
