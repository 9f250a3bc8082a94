using Fleet.Cluster.Database;

namespace Fleet.Tests.Databases;

/// <summary>The same tests run on SQLite in the project that they stand in.</summary>
internal static class DatabaseUnderTest
{
    public const DatabaseProvider Provider = DatabaseProvider.PostgreSql;
}
