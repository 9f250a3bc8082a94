using Fleet.Cluster.Ops;
using Fleet.Cluster.ReferenceData;

using NodaTime;

namespace Fleet.Node.Ops;

/// <summary>A checked call of an ops command: every argument keeps the rules of its definition.</summary>
/// <param name="Command">The command.</param>
/// <param name="Call">What was asked.</param>
/// <param name="File">The content of the file, from its beginning and as often as wanted, when the command reads one.</param>
internal sealed record OpsRequest(OpsCommand Command, OpsCall Call, Stream? File = null)
{
    private const string Unknown = "unknown";

    /// <summary>
    /// Who asks, for the record, such as <c>ops:alice</c>. What stands before the colon says how far to believe it: whoever reaches the ops port may use it, and the name after
    /// the colon is what that person's client says.
    /// </summary>
    public string By => $"ops:{(string.IsNullOrWhiteSpace(Call.By) ? Unknown : Call.By)}";

    /// <summary>Whether the client shows the document and no text: a handler may spare itself the other.</summary>
    public bool Json => Call.Json;

    /// <summary>An argument that the definition requires.</summary>
    public string this[string name] => Call.Arguments[name];

    /// <summary>An argument that may be absent.</summary>
    public string? Find(string name) => Call.Arguments.GetValueOrDefault(name);

    /// <summary>Whether a flag is set.</summary>
    public bool Has(string flag) => Call.Arguments.ContainsKey(flag);

    /// <summary>Who enters something now, and why: the reason is the argument <c>reason</c>.</summary>
    public Audit Audit(IClock clock) => new(clock.GetCurrentInstant(), By, Find("reason"));
}
