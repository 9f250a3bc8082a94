namespace Fleet.Ocpp.Framing;

/// <summary>Why a CALL is answered with CALLERROR (OCPP-J 1.6 4.2.3; OCPP 2.0.1 part 4, 4.3). The word on the wire differs by version, see <see cref="OcppVersion.Word"/>.</summary>
public enum ErrorCode
{
    /// <summary>The action is not known.</summary>
    NotImplemented,

    /// <summary>The action is known but not supported here.</summary>
    NotSupported,

    /// <summary>The receiver failed.</summary>
    InternalError,

    /// <summary>The payload is incomplete for the protocol.</summary>
    ProtocolError,

    /// <summary>A security rule forbids it.</summary>
    SecurityError,

    /// <summary>Not well formed: <c>FormationViolation</c> in 1.6, <c>FormatViolation</c> in 2.0.1.</summary>
    FormatViolation,

    /// <summary>A member has a value that it may not have.</summary>
    PropertyConstraintViolation,

    /// <summary>A member is missing or too many: <c>OccurenceConstraintViolation</c> (sic) in 1.6, <c>OccurrenceConstraintViolation</c> in 2.0.1.</summary>
    OccurrenceConstraintViolation,

    /// <summary>A member has the wrong type.</summary>
    TypeConstraintViolation,

    /// <summary>Anything else.</summary>
    GenericError,

    /// <summary>The message type number is not known; 2.0.1 only.</summary>
    MessageTypeNotSupported,

    /// <summary>The frame is no RPC frame; 2.0.1 only.</summary>
    RpcFrameworkError,
}
