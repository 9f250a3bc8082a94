using System.Text.Json;
using Fleet.Ocpp.Framing;
using Fleet.Ocpp.Validation;

namespace Fleet.Ocpp.Rpc;

/// <summary>What a CALL is answered with.</summary>
public abstract record CallAnswer
{
    private CallAnswer()
    {
    }

    /// <summary>A CALLERROR that says <paramref name="fault"/>.</summary>
    public static CallAnswer Refuse(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return new Error(fault.Code, fault.ToString());
    }

    /// <summary>Answered with CALLRESULT.</summary>
    /// <param name="WritePayload">Writes the response; called once.</param>
    public sealed record Result(Action<Utf8JsonWriter> WritePayload) : CallAnswer;

    /// <summary>Answered with CALLERROR.</summary>
    /// <param name="Code">Why.</param>
    /// <param name="Description">Why, in words; cut to 255 characters.</param>
    public sealed record Error(ErrorCode Code, string Description) : CallAnswer;
}
