using System.Text;
using Fleet.Ocpp.Framing;
using Fleet.Ocpp.Rpc;
using Fleet.Ocpp.V16;
using Fleet.Ocpp.Validation;

namespace Fleet.Ocpp.Tests.V16;

public sealed class FuzzTests
{
    private static readonly byte[][] Seeds =
    [
        .. new[]
        {
            """[2,"1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M","iccid":null}]""",
            """[2,"1","Heartbeat",null]""",
            """[2,"1","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Available","timestamp":"2026-05-04T12:00:00Z"}]""",
            """[2,"1","StartTransaction",{"connectorId":1,"idTag":"T\u00e9","meterStart":12.0,"timestamp":"2026-05-04T12:00:00.123+02:00"}]""",
            """[2,"1","MeterValues",{"connectorId":1,"transactionId":5,"meterValue":[{"timestamp":"2026-05-04T12:00:00Z","sampledValue":[{"value":"1","unit":"Wh","x":{}},{"value":"2","measurand":"SoC"}]}]}]""",
            """[2,"1","StopTransaction",{"transactionId":-1,"meterStop":5e3,"timestamp":"2026-05-04T12:00:00","reason":"Local","transactionData":[{"timestamp":"2026-05-04T12:00:00Z","sampledValue":[{"value":"1"}]}]}]""",
            """[2,"1","DataTransfer",{"vendorId":"V","data":"\ud83d\ude00"}]""",
            """[3,"1",{"status":"Accepted"}]""",
            """[4,"1","InternalError","",{}]""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly byte[][] Fragments =
    [
        .. new[] { "null", "\"", "\\u", "\\ud800", "[", "]", "{", "}", ",", ":", "-", "1e999", "99999999999999999999", "0.5", "\"connectorId\":", "true", "\0", "\\" }.Select(Encoding.UTF8.GetBytes),
        [0xff],
        [0xc3],
    ];

    /// <summary>No mutation throws, every refusal carries a documented code, and what is accepted can be written back and read again.</summary>
    [Fact]
    public void Mutated_frames_yield_nothing_but_the_documented_errors()
    {
        var random = new Random(20260504);
        var seen = new HashSet<ErrorCode>();
        var accepted = 0;
        for (var i = 0; i < 100_000; i++)
        {
            var bytes = Mutate(Seeds[random.Next(Seeds.Length)], random);
            switch (FrameReader.Read(bytes, i % 2 == 0 ? OcppVersion.V16 : OcppVersion.V201))
            {
                case Call call:
                    var (incoming, fault) = Actions.Table.Read(call, CallDirection.FromChargePoint);
                    if (fault is not null) seen.Add(Documented(fault));
                    else accepted += WriteBack(incoming!);
                    break;
                case CallResult result:
                    _ = Actions.Reset.Response(result.Payload.Span);
                    break;
                case MalformedFrame malformed:
                    seen.Add(malformed.Code);
                    break;
                default:
                    break;
            }
        }

        Assert.InRange(accepted, 1000, 99_000);
        Assert.Superset(
            new HashSet<ErrorCode>
            {
                ErrorCode.FormatViolation,
                ErrorCode.OccurrenceConstraintViolation,
                ErrorCode.TypeConstraintViolation,
                ErrorCode.PropertyConstraintViolation,
                ErrorCode.NotImplemented,
                ErrorCode.RpcFrameworkError,
                ErrorCode.MessageTypeNotSupported,
            },
            seen);
    }

    private static ErrorCode Documented(Fault fault)
    {
        Assert.Contains(fault.Code, new[]
        {
            ErrorCode.FormatViolation,
            ErrorCode.OccurrenceConstraintViolation,
            ErrorCode.TypeConstraintViolation,
            ErrorCode.PropertyConstraintViolation,
            ErrorCode.NotImplemented,
        });
        return fault.Code;
    }

    private static int WriteBack(IncomingCall call)
    {
        var frame = new System.Buffers.ArrayBufferWriter<byte>();
        FrameWriter.WriteCall(frame, "1", call.Action.Name, writer => call.Action.WriteRequest(writer, call.Request));
        var again = Assert.IsType<Call>(FrameReader.Read(frame.WrittenMemory, OcppVersion.V16));
        Assert.Null(Actions.Table.Read(again, CallDirection.FromChargePoint).Fault);
        return 1;
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        List<byte> bytes = [.. seed];
        for (var mutations = random.Next(1, 4); mutations > 0 && bytes.Count > 0; mutations--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, random.Next(1, 12)));
                    break;
                case 2:
                    bytes.InsertRange(at, Fragments[random.Next(Fragments.Length)]);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, random.Next(1, 30))));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}
