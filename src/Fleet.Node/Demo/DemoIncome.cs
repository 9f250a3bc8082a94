using Fleet.Cluster.Projections;

namespace Fleet.Node.Demo;

/// <summary>The ledger as it grows.</summary>
internal sealed class DemoIncome(FleetQueries queries)
{
    private const int PageSize = 1000;
    private readonly List<LedgerEntry> _entries = [];

    /// <summary>All entries so far.</summary>
    public IReadOnlyList<LedgerEntry> Entries => _entries;

    /// <summary>Income with tax so far, of the bills that are not held.</summary>
    public decimal Total => _entries.Sum(entry => entry.IsHeld ? 0 : entry.TotalInclTax ?? 0);

    /// <summary>Reads what came since the last look.</summary>
    public async Task ReadOnAsync()
    {
        while (true)
        {
            var page = await queries.LedgerAsync(_entries.Count == 0 ? 0 : _entries[^1].Sequence, PageSize);
            _entries.AddRange(page);
            if (page.Count < PageSize)
                return;
        }
    }
}
