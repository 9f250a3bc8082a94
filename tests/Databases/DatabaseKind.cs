using System.Data.Common;

using Fleet.Cluster.Database;

namespace Fleet.Tests.Databases;

/// <summary>What is done differently to each kind of database.</summary>
internal abstract class DatabaseKind : IDisposable
{
    /// <summary>A node's.</summary>
    public abstract DatabaseSettings Settings { get; }

    /// <summary>Of somebody who may change the schema.</summary>
    public abstract DatabaseSettings OwnerSettings { get; }

    /// <summary>Begins a transaction that lets others read the journal and not write.</summary>
    public abstract string HoldJournalSql { get; }

    /// <summary>Begins a transaction that lets others read the tables and not write.</summary>
    public abstract string HoldTablesSql { get; }

    /// <summary>Takes numbers of the journal that no event will have.</summary>
    public abstract string GapSql { get; }

    public abstract DbConnection OpenJournal();

    public abstract DbConnection OpenTables();

    /// <summary>Makes a table refuse new rows.</summary>
    public abstract IEnumerable<string> RefuseSql(string table, string condition);

    /// <summary>Undoes that.</summary>
    public abstract IEnumerable<string> AllowSql(string table);

    /// <summary>Takes everything away that keeps the owner of a table from changing it: triggers, keys, checks.</summary>
    public abstract string UnguardSql(string table);

    public abstract IFullDisk FillDisk();

    public abstract void Dispose();
}

/// <summary>A journal without room.</summary>
internal interface IFullDisk : IDisposable
{
    /// <summary>Makes sure that it is still full.</summary>
    void Fill();
}
