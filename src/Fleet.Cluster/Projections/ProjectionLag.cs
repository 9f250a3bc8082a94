using Fleet.Cluster.Database;

using LinqToDB;
using LinqToDB.Async;

using NodaTime;

namespace Fleet.Cluster.Projections;

/// <summary>How far the read tables are behind the journal.</summary>
/// <param name="Offset">The journal's offset up to which everything is in the tables.</param>
/// <param name="End">The offset of the journal's last event.</param>
/// <param name="Events">How many offsets lie between; a gap that a refused write left counts too.</param>
/// <param name="Delay">How long the oldest event that is not in the tables has been in the journal; zero when all are.</param>
public sealed record ProjectionLag(long Offset, long End, long Events, Duration Delay);

/// <summary>Measures the lag, by asking both sides.</summary>
/// <param name="database">Where they are.</param>
/// <param name="clock">For the delay.</param>
public sealed class ProjectionLagReader(FleetDatabase database, IClock clock)
{
    /// <summary>The lag now.</summary>
    public async Task<ProjectionLag> ReadAsync()
    {
        await using var tables = database.Open();
        var offset = await tables.GetTable<ProjectionRow>().Where(row => row.Name == ReadTables.Name).Select(row => (long?)row.Offset).SingleOrDefaultAsync() ?? 0;
        await using var journal = database.OpenJournal();
        var end = await journal.GetTable<JournalRow>().MaxAsync(row => (long?)row.Ordering) ?? 0;
        if (end <= offset)
            return new ProjectionLag(offset, end, 0, Duration.Zero);
        var oldest = await journal.GetTable<JournalRow>().Where(row => row.Ordering > offset).OrderBy(row => row.Ordering).Select(row => row.Created).FirstAsync();
        var since = Instant.FromDateTimeUtc(new DateTime(oldest, DateTimeKind.Utc));
        return new ProjectionLag(offset, end, end - offset, Duration.Max(Duration.Zero, clock.GetCurrentInstant() - since));
    }
}
