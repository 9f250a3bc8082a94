using System.Globalization;

using Microsoft.Data.Sqlite;

namespace Fleet.Node.Tests.Running;

/// <summary>Looks into a node's journal, as an auditor would, without the node.</summary>
internal static class JournalFile
{
    /// <summary>Evidence that a charger gave to no transaction.</summary>
    public const string Parked = "ce:park1";

    /// <summary>A session's beginning.</summary>
    public const string Opened = "se:open1";

    /// <summary>A session's readings.</summary>
    public const string Readings = "se:read1";

    /// <summary>A session's bill.</summary>
    public const string Bill = "se:bill1";

    /// <summary>How many events of a manifest an entity has.</summary>
    public static int EventsOf(this TempFolder folder, string persistenceId, string manifest)
    {
        using var connection = new SqliteConnection(folder.JournalConnectionString + ";Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM journal WHERE persistence_id = $id AND manifest = $manifest";
        command.Parameters.AddWithValue("$id", persistenceId);
        command.Parameters.AddWithValue("$manifest", manifest);
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
