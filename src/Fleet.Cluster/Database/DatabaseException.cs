namespace Fleet.Cluster.Database;

/// <summary>The database cannot be used as it is; the message is one sentence for an operator, which says what to do and shows no password.</summary>
/// <param name="message">The sentence.</param>
/// <param name="cause">What the database said; null where Fleet itself found it.</param>
public sealed class DatabaseException(string message, Exception? cause = null) : Exception(message, cause);
