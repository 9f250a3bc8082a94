using System.Buffers;
using System.Text;
using System.Text.Json;
using Fleet.Ocpp.Framing;

namespace Fleet.Ocpp.Tests.Framing;

public sealed class FrameWriterTests
{
    [Fact]
    public void A_call_is_written() =>
        Assert.Equal("""[2,"id","Reset",{"type":"Soft"}]""", Written(output => FrameWriter.WriteCall(output, "id", "Reset", SoftReset)));

    [Fact]
    public void A_result_is_written() =>
        Assert.Equal("""[3,"id",{"type":"Soft"}]""", Written(output => FrameWriter.WriteCallResult(output, "id", SoftReset)));

    [Fact]
    public void An_error_is_written_with_empty_details() =>
        Assert.Equal(
            """[4,"id","FormationViolation","a+b is \"bad\"",{}]""",
            Written(output => FrameWriter.WriteCallError(output, OcppVersion.V16, "id", ErrorCode.FormatViolation, "a+b is \"bad\"")));

    [Theory]
    [InlineData(255, 255)]
    [InlineData(256, 255)]
    [InlineData(5000, 255)]
    public void A_description_is_cut_to_255_characters(int given, int written) =>
        Assert.Equal(written, WrittenDescription(new string('x', given)).Length);

    [Fact]
    public void A_cut_never_splits_a_character() =>
        Assert.Equal(new string('x', 254), WrittenDescription(new string('x', 254) + "😀"));

    /// <summary>OCPP-J 1.6 4.2.3 (with its spelling) and OCPP 2.0.1 part 4, 4.3.</summary>
    [Theory]
    [InlineData(ErrorCode.NotImplemented, "NotImplemented", "NotImplemented")]
    [InlineData(ErrorCode.NotSupported, "NotSupported", "NotSupported")]
    [InlineData(ErrorCode.InternalError, "InternalError", "InternalError")]
    [InlineData(ErrorCode.ProtocolError, "ProtocolError", "ProtocolError")]
    [InlineData(ErrorCode.SecurityError, "SecurityError", "SecurityError")]
    [InlineData(ErrorCode.FormatViolation, "FormationViolation", "FormatViolation")]
    [InlineData(ErrorCode.PropertyConstraintViolation, "PropertyConstraintViolation", "PropertyConstraintViolation")]
    [InlineData(ErrorCode.OccurrenceConstraintViolation, "OccurenceConstraintViolation", "OccurrenceConstraintViolation")]
    [InlineData(ErrorCode.TypeConstraintViolation, "TypeConstraintViolation", "TypeConstraintViolation")]
    [InlineData(ErrorCode.GenericError, "GenericError", "GenericError")]
    [InlineData(ErrorCode.MessageTypeNotSupported, "ProtocolError", "MessageTypeNotSupported")]
    [InlineData(ErrorCode.RpcFrameworkError, "FormationViolation", "RpcFrameworkError")]
    public void Each_version_spells_the_error_codes_its_own_way(ErrorCode code, string in16, string in201) =>
        Assert.Equal((in16, in201), (OcppVersion.V16.Word(code), OcppVersion.V201.Word(code)));

    [Fact]
    public void The_table_of_error_codes_is_complete() => Assert.Equal(12, Enum.GetValues<ErrorCode>().Length);

    private static void SoftReset(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "Soft");
        writer.WriteEndObject();
    }

    private static string WrittenDescription(string description)
    {
        var frame = Written(output => FrameWriter.WriteCallError(output, OcppVersion.V201, "id", ErrorCode.GenericError, description));
        return JsonDocument.Parse(frame).RootElement[3].GetString()!;
    }

    private static string Written(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
