namespace Fleet.Ocpp.Framing;

/// <summary>What the frame layer has to know of an OCPP version.</summary>
public sealed class OcppVersion
{
    private OcppVersion(string subprotocol, string? unreadableMessageId)
    {
        Subprotocol = subprotocol;
        UnreadableMessageId = unreadableMessageId;
    }

    /// <summary>OCPP 1.6J.</summary>
    public static OcppVersion V16 { get; } = new("ocpp1.6", unreadableMessageId: null);

    /// <summary>OCPP 2.0.1.</summary>
    public static OcppVersion V201 { get; } = new("ocpp2.0.1", unreadableMessageId: "-1");

    /// <summary>Name of the WebSocket subprotocol.</summary>
    public string Subprotocol { get; }

    /// <summary>Message id of a CALLERROR for a frame whose own id cannot be read; null = such a frame is not answered (1.6).</summary>
    public string? UnreadableMessageId { get; }

    /// <summary>The word that stands for <paramref name="code"/> in this version's CALLERROR; a code that 1.6 lacks becomes the nearest one that it has.</summary>
    public string Word(ErrorCode code) => code switch
    {
        ErrorCode.FormatViolation => this == V16 ? "FormationViolation" : "FormatViolation",
        ErrorCode.OccurrenceConstraintViolation => this == V16 ? "OccurenceConstraintViolation" : "OccurrenceConstraintViolation",
        ErrorCode.MessageTypeNotSupported when this == V16 => "ProtocolError",
        ErrorCode.RpcFrameworkError when this == V16 => "FormationViolation",
        _ => code.ToString(),
    };

    /// <summary>This version's name, such as <c>ocpp1.6</c>.</summary>
    public override string ToString() => Subprotocol;
}
