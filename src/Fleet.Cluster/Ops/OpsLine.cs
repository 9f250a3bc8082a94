using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

using Fleet.Domain;

namespace Fleet.Cluster.Ops;

/// <summary>
/// A line of a command's answer on the ops port, one JSON object a line (<c>{"line":"text","text":"…"}</c>), sent as it comes. A handler yields any number of lines; the last one
/// that a client sees is always an <see cref="End"/>, which the transport adds for a handler that did not end by itself. An answer without one was cut.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "line")]
[JsonDerivedType(typeof(Said), "text")]
[JsonDerivedType(typeof(Content), "content")]
[JsonDerivedType(typeof(Progress), "progress")]
[JsonDerivedType(typeof(Result), "result")]
[JsonDerivedType(typeof(End), "end")]
public abstract record OpsLine
{
    private static readonly JsonSerializerOptions Documents = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new InstantConverter(), new JsonStringEnumConverter() },
    };

    private OpsLine()
    {
    }

    /// <summary>A line for a person; left out where the client asked for JSON.</summary>
    public static OpsLine Say(string text) => new Said(text);

    /// <summary>The one document for a program, camelCase; left out where the client asked for text.</summary>
    public static OpsLine Document<T>(T document) => new Result(JsonSerializer.SerializeToElement(document, Documents));

    /// <summary>The command found something wrong or could not do its work: exit code 1. No line may follow.</summary>
    /// <param name="sentence">What is wrong and what to do, for a person.</param>
    public static OpsLine Fail(string sentence) => new End(1, sentence);

    /// <summary>The command was called wrongly and did nothing: exit code 2. Neither text nor a document may stand before it, and no line may follow.</summary>
    /// <param name="sentence">The argument and the rule, for a person.</param>
    public static OpsLine Misuse(string sentence) => new End(2, sentence);

    /// <summary>A line for a person.</summary>
    /// <param name="Text">Without a line feed at its end.</param>
    public sealed record Said(string Text) : OpsLine;

    /// <summary>The next piece of a file, of a command that writes one (<see cref="OpsCommand.WritesFile"/>).</summary>
    /// <param name="Text">As it stands in the file, line feeds included.</param>
    public sealed record Content(string Text) : OpsLine;

    /// <summary>How far the work is; shown in place of the one before.</summary>
    /// <param name="What">What is being done, such as <c>verifying</c>, and what of it a person wants to read beside the share.</param>
    /// <param name="Done">How much of it is done; shown as a share of <paramref name="Total"/>, or as it is.</param>
    /// <param name="Total">How much there is; null when that is not known.</param>
    public sealed record Progress(string What, long Done, long? Total = null) : OpsLine;

    /// <summary>What came of it, for a program.</summary>
    /// <param name="Value">The document.</param>
    public sealed record Result(JsonElement Value) : OpsLine;

    /// <summary>The last line.</summary>
    /// <param name="ExitCode">0; or 1 for a finding or failure, or 2 for a wrong call.</param>
    /// <param name="Error">What is wrong and what to do; null with 0.</param>
    public sealed record End(int ExitCode, string? Error = null) : OpsLine;
}
