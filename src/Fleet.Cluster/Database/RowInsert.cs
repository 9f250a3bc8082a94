using LinqToDB;
using LinqToDB.Data;

namespace Fleet.Cluster.Database;

/// <summary>Inserts many rows of one table in the caller's transaction.</summary>
internal static class RowInsert
{
    private static readonly BulkCopyOptions OneStatement = new() { BulkCopyType = BulkCopyType.MultipleRows };

    /// <summary>
    /// Inserts <paramref name="rows"/>. SQLite is in the process: there, one prepared statement executed for each row takes half the time of one statement that spells all of them
    /// out. A server is asked once.
    /// </summary>
    public static async Task InsertAllAsync<T>(this ITable<T> table, IReadOnlyList<T> rows)
        where T : class
    {
        if (rows.Count == 0)
            return;
        if (table.DataContext is DataConnection { DataProvider.Name: ProviderName.SQLiteMS } db)
            await InsertEachAsync(db, table.TableName, rows);
        else
            await table.BulkCopyAsync(OneStatement, rows);
    }

    private static async Task InsertEachAsync<T>(DataConnection db, string table, IReadOnlyList<T> rows)
        where T : class
    {
        var columns = db.MappingSchema.GetEntityDescriptor(typeof(T)).Columns.Where(column => !column.SkipOnInsert).ToList();
        var connection = await db.OpenDbConnectionAsync(CancellationToken.None);
        await using var insert = connection.CreateCommand();
        insert.Transaction = db.Transaction;
        insert.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns.Select(column => column.ColumnName))}) "
            + $"VALUES ({string.Join(", ", columns.Select((_, place) => $"@p{place}"))})";
        for (var i = 0; i < columns.Count; i++)
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            insert.Parameters.Add(parameter);
        }

        await insert.PrepareAsync();
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Count; i++)
                insert.Parameters[i].Value = columns[i].GetProviderValue(row) ?? DBNull.Value;
            await insert.ExecuteNonQueryAsync();
        }
    }
}
