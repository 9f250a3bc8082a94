using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Fleet.Ocpp.Validation;

namespace Fleet.Ocpp.Rpc;

/// <summary>Who may send a CALL.</summary>
[Flags]
public enum CallDirection
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>The charge point calls the central system.</summary>
    FromChargePoint = 1,

    /// <summary>The central system calls the charge point.</summary>
    ToChargePoint = 2,

    /// <summary>Either calls the other.</summary>
    Both = FromChargePoint | ToChargePoint,
}

/// <summary>An operation of the protocol: its name, who calls it and how its two messages are read and written.</summary>
public abstract class OcppAction
{
    private protected OcppAction(string name, CallDirection direction) => (Name, Direction) = (name, direction);

    /// <summary>Name as it stands in a CALL.</summary>
    public string Name { get; }

    /// <summary>Who may call it.</summary>
    public CallDirection Direction { get; }

    /// <summary>Type of the request.</summary>
    public abstract Type RequestType { get; }

    /// <summary>Type of the response.</summary>
    public abstract Type ResponseType { get; }

    /// <summary>The request in <paramref name="payload"/> (UTF-8 JSON), or why it is refused.</summary>
    public abstract Parsed<object> ReadRequest(ReadOnlySpan<byte> payload);

    /// <summary>The response in <paramref name="payload"/> (UTF-8 JSON), or why it is refused.</summary>
    public abstract Parsed<object> ReadResponse(ReadOnlySpan<byte> payload);

    /// <summary>Writes a request of <see cref="RequestType"/>.</summary>
    public abstract void WriteRequest(Utf8JsonWriter writer, object request);

    /// <summary>Writes a response of <see cref="ResponseType"/>.</summary>
    public abstract void WriteResponse(Utf8JsonWriter writer, object response);

    /// <summary>The action's name.</summary>
    public override string ToString() => Name;
}

/// <summary>An operation with its two message types.</summary>
/// <typeparam name="TRequest">The request.</typeparam>
/// <typeparam name="TResponse">The response.</typeparam>
public sealed class OcppAction<TRequest, TResponse> : OcppAction
    where TRequest : class
    where TResponse : class
{
    private readonly MessageFormat<TRequest> _request;
    private readonly MessageFormat<TResponse> _response;

    internal OcppAction(string name, CallDirection direction, JsonSerializerOptions contracts)
        : base(name, direction)
    {
        _request = new((JsonTypeInfo<TRequest>)contracts.GetTypeInfo(typeof(TRequest)));
        _response = new((JsonTypeInfo<TResponse>)contracts.GetTypeInfo(typeof(TResponse)));
    }

    /// <inheritdoc/>
    public override Type RequestType => typeof(TRequest);

    /// <inheritdoc/>
    public override Type ResponseType => typeof(TResponse);

    /// <summary>A CALLRESULT with <paramref name="response"/>.</summary>
    public CallAnswer Answer(TResponse response) => new CallAnswer.Result(writer => Write(writer, response));

    /// <summary>The typed request in <paramref name="payload"/>.</summary>
    public Parsed<TRequest> Request(ReadOnlySpan<byte> payload) => _request.Read(payload);

    /// <summary>The typed response in <paramref name="payload"/>.</summary>
    public Parsed<TResponse> Response(ReadOnlySpan<byte> payload) => _response.Read(payload);

    /// <summary>Writes a request.</summary>
    public void Write(Utf8JsonWriter writer, TRequest request) => _request.Write(writer, request);

    /// <summary>Writes a response.</summary>
    public void Write(Utf8JsonWriter writer, TResponse response) => _response.Write(writer, response);

    /// <inheritdoc/>
    public override Parsed<object> ReadRequest(ReadOnlySpan<byte> payload)
    {
        var (value, fault) = Request(payload);
        return new(value, fault);
    }

    /// <inheritdoc/>
    public override Parsed<object> ReadResponse(ReadOnlySpan<byte> payload)
    {
        var (value, fault) = Response(payload);
        return new(value, fault);
    }

    /// <inheritdoc/>
    public override void WriteRequest(Utf8JsonWriter writer, object request) => Write(writer, (TRequest)request);

    /// <inheritdoc/>
    public override void WriteResponse(Utf8JsonWriter writer, object response) => Write(writer, (TResponse)response);
}
