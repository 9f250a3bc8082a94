using System.Text;
using Fleet.Ocpp.Framing;

namespace Fleet.Ocpp.Tests.Framing;

public sealed class FrameReaderTests
{
    private const string LongId = "0123456789012345678901234567890123456";

    [Fact]
    public void A_call_is_read_and_its_payload_is_a_slice_of_the_frame()
    {
        byte[] bytes = [.. """ [ 2 , "19223201" , "Heartbeat" , { "a" : [ 1 ] } ] """u8];

        var call = Assert.IsType<Call>(FrameReader.Read(bytes, OcppVersion.V16));

        Assert.Equal(("19223201", "Heartbeat"), (call.MessageId, call.Action));
        Assert.Equal("""{ "a" : [ 1 ] }""", Encoding.UTF8.GetString(call.Payload.Span));
        Assert.True(bytes.AsSpan().Overlaps(call.Payload.Span));
    }

    [Fact]
    public void A_result_is_read()
    {
        var result = Assert.IsType<CallResult>(Read("""[3,"7",{"status":"Accepted"}]"""));

        Assert.Equal(("7", """{"status":"Accepted"}"""), (result.MessageId, Encoding.UTF8.GetString(result.Payload.Span)));
    }

    [Theory]
    [InlineData("""[4,"7","NotSupported","no",{}]""", "no")]
    [InlineData("""[4,"7","NotSupported","no",{"x":[1,2]}]""", "no")]
    [InlineData("""[4,"7","NotSupported","",{}]""", "")]
    [InlineData("""[4,"7","NotSupported"]""", "")]
    public void An_error_is_read_even_when_its_tail_is_missing(string frame, string description) =>
        Assert.Equal(new CallError("7", "NotSupported", description), Read(frame));

    [Theory]
    [InlineData("""[2,"1","Heartbeat",null]""")]
    [InlineData("""[2,"1","Heartbeat", null ]""")]
    public void A_null_payload_counts_as_an_empty_object(string frame) =>
        Assert.Equal("{}", Encoding.UTF8.GetString(Assert.IsType<Call>(Read(frame)).Payload.Span));

    [Theory]
    [InlineData("a")]
    [InlineData("012345678901234567890123456789012345")]
    [InlineData("ünïcödé \\u0001 \\\" \\ud83d\\ude00")]
    public void Message_ids_of_1_to_36_characters_are_taken(string id) =>
        Assert.IsType<Call>(Read($$"""[2,"{{id}}","Heartbeat",{}]"""));

    /// <summary>Nothing of a CALL can be read: 1.6 has nothing to answer, 2.0.1 answers to "-1" (part 4, 4.3).</summary>
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("hello")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("42")]
    [InlineData("null")]
    [InlineData("[2")]
    [InlineData("[2]")]
    [InlineData("[2,")]
    [InlineData("[\"2\",\"1\",\"Heartbeat\",{}]")]
    [InlineData("[2.5,\"1\",\"Heartbeat\",{}]")]
    [InlineData("[99999999999,\"1\",\"Heartbeat\",{}]")]
    [InlineData("[2,1,\"Heartbeat\",{}]")]
    [InlineData("[2,null,\"Heartbeat\",{}]")]
    [InlineData("[2,\"1")]
    [InlineData("[2,\"\\ud800\",\"Heartbeat\",{}]")]
    [InlineData("[[2,\"1\",\"Heartbeat\",{}]]")]
    public void What_cannot_be_read_is_not_answered_in_1_6_and_answered_to_minus_one_in_2_0_1(string frame)
    {
        Assert.Null(Assert.IsType<MalformedFrame>(Read(frame)).AnswerTo);
        var in201 = Assert.IsType<MalformedFrame>(Read(frame, OcppVersion.V201));
        Assert.Equal(("-1", ErrorCode.RpcFrameworkError), (in201.AnswerTo, in201.Code));
        Assert.NotEmpty(in201.Reason);
    }

    [Fact]
    public void Bytes_that_are_not_utf_8_are_unreadable()
    {
        byte[] frame = [.. """[2,"1","Heartbeat",{"a":" """u8, 0xff, .. "\"}]"u8];

        Assert.Equal("not UTF-8", Assert.IsType<MalformedFrame>(FrameReader.Read(frame, OcppVersion.V16)).Reason);
    }

    [Theory]
    [InlineData("""[2,"1"]""")]
    [InlineData("""[2,"1","Heartbeat"]""")]
    [InlineData("""[2,"1","Heartbeat",]""")]
    [InlineData("""[2,"1","Heartbeat",{}""")]
    [InlineData("""[2,"1","Heartbeat",[]]""")]
    [InlineData("""[2,"1","Heartbeat","{}"]""")]
    [InlineData("""[2,"1","Heartbeat" {}]""")]
    [InlineData("""[2,"1",5,{}]""")]
    [InlineData("""[2,"1",null,{}]""")]
    [InlineData("""[2,"1",{"action":"Heartbeat"}]""")]
    [InlineData("""[2,"1","\ud800",{}]""")]
    [InlineData("""[2,"1",oops""")]
    public void A_call_whose_id_can_be_read_is_refused_by_that_id(string frame)
    {
        var malformed = Assert.IsType<MalformedFrame>(Read(frame));

        Assert.Equal(("1", ErrorCode.FormatViolation), (malformed.AnswerTo, malformed.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData(LongId)]
    public void A_message_id_of_a_wrong_length_is_echoed_in_the_refusal(string id) =>
        Assert.Equal(id, Assert.IsType<MalformedFrame>(Read($$"""[2,"{{id}}","Heartbeat",{}]""")).AnswerTo);

    [Fact]
    public void A_message_id_of_absurd_length_is_not_echoed() =>
        Assert.Null(Assert.IsType<MalformedFrame>(Read($$"""[2,"{{new string('x', 10_000)}}","Heartbeat",{}]""")).AnswerTo);

    [Theory]
    [InlineData("""[3]""")]
    [InlineData("""[3,"1"]""")]
    [InlineData("""[3,1,{}]""")]
    [InlineData("""[3,"1",[]]""")]
    [InlineData("""[4,"1"]""")]
    [InlineData("""[4,"1",5,"",{}]""")]
    public void A_faulty_answer_is_never_answered(string frame) =>
        Assert.All([OcppVersion.V16, OcppVersion.V201], version => Assert.Null(Assert.IsType<MalformedFrame>(Read(frame, version)).AnswerTo));

    [Theory]
    [InlineData("""[9,"1","Heartbeat",{}]""")]
    [InlineData("""[-1,"1"]""")]
    public void An_unknown_message_type_is_ignored_in_1_6_and_refused_in_2_0_1(string frame)
    {
        Assert.Null(Assert.IsType<MalformedFrame>(Read(frame)).AnswerTo);
        var in201 = Assert.IsType<MalformedFrame>(Read(frame, OcppVersion.V201));
        Assert.Equal(("1", ErrorCode.MessageTypeNotSupported), (in201.AnswerTo, in201.Code));
    }

    private static Frame Read(string frame, OcppVersion? version = null) => FrameReader.Read(Encoding.UTF8.GetBytes(frame), version ?? OcppVersion.V16);
}
