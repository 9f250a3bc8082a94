using System.Collections.Frozen;
using Fleet.Ocpp.Framing;
using Fleet.Ocpp.Validation;

namespace Fleet.Ocpp.Rpc;

/// <summary>A CALL whose request has been read.</summary>
/// <param name="Action">The operation, which also writes the response.</param>
/// <param name="Request">The request, of the action's request type.</param>
public sealed record IncomingCall(OcppAction Action, object Request);

/// <summary>The operations of one OCPP version.</summary>
public sealed class ActionTable
{
    private readonly FrozenDictionary<string, OcppAction> _byName;

    internal ActionTable(OcppVersion version, params IEnumerable<OcppAction> actions)
    {
        Version = version;
        _byName = actions.ToFrozenDictionary(action => action.Name, StringComparer.Ordinal);
    }

    /// <summary>The version.</summary>
    public OcppVersion Version { get; }

    /// <summary>All operations.</summary>
    public IReadOnlyCollection<OcppAction> All => _byName.Values;

    /// <summary>The operation named <paramref name="name"/> (case matters); null when there is none.</summary>
    public OcppAction? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Reads an incoming CALL. Unknown action: NotImplemented; one that <paramref name="caller"/> may not call: NotSupported.</summary>
    /// <param name="call">The frame.</param>
    /// <param name="caller">Who sent it: <see cref="CallDirection.FromChargePoint"/> or <see cref="CallDirection.ToChargePoint"/>.</param>
    public Parsed<IncomingCall> Read(Call call, CallDirection caller)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (Find(call.Action) is not { } action) return new(null, new Fault(ErrorCode.NotImplemented, "action", $"'{call.Action}' is not known"));
        if (!action.Direction.HasFlag(caller)) return new(null, new Fault(ErrorCode.NotSupported, "action", $"'{call.Action}' is not called in this direction"));
        var (request, fault) = action.ReadRequest(call.Payload.Span);
        return request is null ? new(null, fault) : new(new IncomingCall(action, request), null);
    }
}
