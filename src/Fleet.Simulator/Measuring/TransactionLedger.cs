using System.Net.Http.Json;
using System.Text.Json;

namespace Fleet.Simulator.Measuring;

/// <summary>The node's billed transactions, read page by page as the ledger grows.</summary>
/// <param name="http">A client whose base address is the node's HTTP port.</param>
/// <param name="time">The clock that pauses are measured by.</param>
public sealed class TransactionLedger(HttpClient http, TimeProvider time)
{
    private const string FirstPage = "/api/v1/transactions?limit=1000";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Whether the node answers at all; null, or what is wrong in words.</summary>
    public async Task<string?> FaultAsync(CancellationToken cancellation)
    {
        try
        {
            await PageAsync(null, cancellation);
            return null;
        }
        catch (Exception failure) when (IsOutage(failure, cancellation))
        {
            return $"{http.BaseAddress}: {failure.Message}";
        }
    }

    /// <summary>
    /// The live bills of the sessions <paramref name="ids"/>, once every one of them has a bill, or when for 60 seconds no further one got any: then the
    /// rest will not come.
    /// </summary>
    public async Task<ILookup<string, BilledTransaction>> AwaitAsync(IReadOnlySet<string> ids, Action<int> onProgress, CancellationToken cancellation)
    {
        var full = new List<BilledTransaction>();
        List<BilledTransaction> last = [];
        var missing = new HashSet<string>(ids, StringComparer.Ordinal);
        var lastNews = time.GetTimestamp();
        string? cursor = null;
        while (true)
        {
            var page = await TryPageAsync(cursor, cancellation);
            if (page is not null)
                last = [.. page.Items.Where(item => item.IsLive && ids.Contains(item.Id))];
            var before = missing.Count;
            missing.ExceptWith(last.Select(item => item.Id));
            if (missing.Count < before)
                lastNews = time.GetTimestamp();
            onProgress(ids.Count - missing.Count);

            if (page?.NextCursor is { } next)
            {
                full.AddRange(last);
                cursor = next;
                lastNews = time.GetTimestamp();
                continue;
            }

            // The last page is read again from its beginning: only a full page is done with.
            if ((page is not null && missing.Count == 0) || time.GetElapsedTime(lastNews) > Patience)
                return full.Concat(last).ToLookup(item => item.Id, StringComparer.Ordinal);
            await Task.Delay(Pause, time, cancellation);
        }
    }

    /// <summary>A page, or null while the node does not answer: it may be busy, or be starting again.</summary>
    private async Task<TransactionPage?> TryPageAsync(string? cursor, CancellationToken cancellation)
    {
        try
        {
            return await PageAsync(cursor, cancellation);
        }
        catch (Exception failure) when (IsOutage(failure, cancellation))
        {
            return null;
        }
    }

    private async Task<TransactionPage> PageAsync(string? cursor, CancellationToken cancellation)
    {
        var address = cursor is null ? FirstPage : $"{FirstPage}&cursor={Uri.EscapeDataString(cursor)}";
        return await http.GetFromJsonAsync(address, TransactionJson.Default.TransactionPage, cancellation)
            ?? throw new JsonException("The answer is null.");
    }

    private static bool IsOutage(Exception failure, CancellationToken cancellation) =>
        failure is HttpRequestException or JsonException or IOException || (failure is TaskCanceledException && !cancellation.IsCancellationRequested);
}
