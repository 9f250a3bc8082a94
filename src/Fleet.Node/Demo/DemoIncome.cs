using Fleet.Cluster.Ledger;

namespace Fleet.Node.Demo;

/// <summary>The ledger as it grows.</summary>
internal sealed class DemoIncome(LedgerQueries ledger)
{
    private const int PageSize = 1000;
    private readonly Dictionary<string, LedgerEntry> _newest = new(StringComparer.Ordinal);
    private long _last;

    /// <summary>The live entry of each session so far, a bill or a held one.</summary>
    public IReadOnlyCollection<LedgerEntry> Entries => _newest.Values;

    /// <summary>Income with tax so far: bills less credits.</summary>
    public decimal Total { get; private set; }

    /// <summary>Reads what came since the last look.</summary>
    public async Task ReadOnAsync()
    {
        while (true)
        {
            var page = await ledger.EntriesAsync(_last, PageSize);
            foreach (var entry in page)
            {
                _newest[entry.Id] = entry;
                _last = entry.Sequence;
                Total += entry.Income;
            }

            if (page.Count < PageSize)
                return;
        }
    }
}
