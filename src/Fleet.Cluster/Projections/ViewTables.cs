using System.Linq.Expressions;

using Fleet.Cluster.Database;

using LinqToDB;
using LinqToDB.Data;

namespace Fleet.Cluster.Projections;

/// <summary>The tables of views, or the shadow beside them in which they are rebuilt.</summary>
/// <param name="Suffix">What is appended to each table's name.</param>
internal sealed record ViewTables(string Suffix)
{
    /// <summary>Those that are read.</summary>
    public static readonly ViewTables Live = new("");

    /// <summary>Those that are being rebuilt.</summary>
    public static readonly ViewTables Shadow = new("_shadow");

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> Names = ["charger", "session", "charger_command"];

    /// <summary>The table of <typeparamref name="T"/>.</summary>
    public ITable<T> Of<T>(DataConnection db)
        where T : class
    {
        var table = db.GetTable<T>();
        return Suffix.Length == 0 ? table : table.TableName(table.TableName + Suffix);
    }

    /// <summary>Puts <paramref name="rows"/> in the place of those that <paramref name="isOneOfThem"/> finds.</summary>
    public async Task ReplaceAsync<T>(DataConnection db, List<T> rows, Expression<Func<T, bool>> isOneOfThem)
        where T : class
    {
        if (rows.Count == 0)
            return;
        await Of<T>(db).Where(isOneOfThem).DeleteAsync();
        await Of<T>(db).InsertAllAsync(rows);
    }
}
