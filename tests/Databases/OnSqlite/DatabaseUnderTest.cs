using Fleet.Cluster.Database;

namespace Fleet.Tests.Databases;

/// <summary>The same tests run on PostgreSQL in a project of its own.</summary>
internal static class DatabaseUnderTest
{
    public const DatabaseProvider Provider = DatabaseProvider.Sqlite;
}
