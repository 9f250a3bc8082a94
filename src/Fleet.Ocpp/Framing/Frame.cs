namespace Fleet.Ocpp.Framing;

/// <summary>An OCPP-J frame (OCPP-J 1.6 4.2; OCPP 2.0.1 part 4, 4.2). Payloads are slices of the buffer that was read: they live as long as it does.</summary>
public abstract record Frame;

/// <summary><c>[2, messageId, action, payload]</c>: a request.</summary>
/// <param name="MessageId">1 to 36 characters, unique among the sender's calls on a connection.</param>
/// <param name="Action">Name of the operation.</param>
/// <param name="Payload">UTF-8 text that starts as a JSON object; whether it is one is found when it is read.</param>
public sealed record Call(string MessageId, string Action, ReadOnlyMemory<byte> Payload) : Frame;

/// <summary><c>[3, messageId, payload]</c>: the answer to a CALL.</summary>
/// <param name="MessageId">Id of the CALL.</param>
/// <param name="Payload">UTF-8 text that starts as a JSON object; whether it is one is found when it is read.</param>
public sealed record CallResult(string MessageId, ReadOnlyMemory<byte> Payload) : Frame;

/// <summary><c>[4, messageId, errorCode, errorDescription, errorDetails]</c>: the refusal of a CALL; its details are not kept.</summary>
/// <param name="MessageId">Id of the CALL.</param>
/// <param name="Code">The code as sent; peers also send words that no specification has.</param>
/// <param name="Description">The description as sent; empty when left out.</param>
public sealed record CallError(string MessageId, string Code, string Description) : Frame;

/// <summary>Bytes that are no frame.</summary>
/// <param name="AnswerTo">Message id of the CALLERROR to send; null = nothing may be answered.</param>
/// <param name="Code">Code of that CALLERROR.</param>
/// <param name="Reason">What is wrong, in words.</param>
public sealed record MalformedFrame(string? AnswerTo, ErrorCode Code, string Reason) : Frame;
