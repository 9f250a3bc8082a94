using Fleet.Cluster.Ledger.Statements;
using Fleet.Cluster.ReferenceData;

using NodaTime;

namespace Fleet.Node.Receipts;

/// <summary>Finds a site and makes its statement.</summary>
internal sealed class StatementBook(SiteStatements statements, ReferenceStore reference)
{
    /// <summary>The statement and the site's name; null when there is no such site.</summary>
    public async Task<(SiteStatement Statement, string SiteName)?> FindAsync(string siteId, YearMonth month, CancellationToken cancellation) =>
        await reference.SiteAsync(siteId) is { } site
            ? (await statements.MakeAsync(new SiteMonth(siteId, month, site.TimeZone), cancellation), site.Name)
            : null;
}
