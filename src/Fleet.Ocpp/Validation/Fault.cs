using Fleet.Ocpp.Framing;

namespace Fleet.Ocpp.Validation;

/// <summary>Why a payload is refused: which member, which rule, which error code.</summary>
/// <param name="Code">The code that a CALLERROR carries.</param>
/// <param name="Path">The member, such as <c>meterValue[0].timestamp</c>; empty = the payload as a whole.</param>
/// <param name="Rule">The rule in words, such as <c>required</c>.</param>
public sealed record Fault(ErrorCode Code, string Path, string Rule)
{
    /// <summary>Path and rule, such as <c>connectorId: required</c>.</summary>
    public override string ToString() => $"{(Path.Length == 0 ? "payload" : Path)}: {Rule}";

    /// <summary>This fault seen from the object that has the faulty one as its member <paramref name="name"/>.</summary>
    internal Fault InMember(string name) => this with { Path = Join(name) };

    /// <summary>This fault seen from the list that has the faulty one at <paramref name="index"/>.</summary>
    internal Fault InItem(int index) => this with { Path = Join($"[{index}]") };

    private string Join(string parent) => Path switch
    {
        "" => parent,
        ['[', ..] => parent + Path,
        _ => $"{parent}.{Path}",
    };
}

/// <summary>What came of reading a payload: a value or a fault.</summary>
/// <typeparam name="T">The message.</typeparam>
/// <param name="Value">The message; null when there is a fault.</param>
/// <param name="Fault">Why there is no message; null when there is one.</param>
public readonly record struct Parsed<T>(T? Value, Fault? Fault)
    where T : class;
