using System.Text;
using NodaTime;

namespace Fleet.Simulator.Load;

/// <summary>The frames of a load's sessions: fixed pieces of text with numbers between them. A MeterValues frame has about 1 kB.</summary>
internal static class LoadFrames
{
    private const int CurrentDeciAmp = 217;
    private const int PowerW = 15_000;

    private static readonly byte[] ReadingsEnd = Encoding.UTF8.GetBytes(ReadingsEndText());

    public static ReadOnlyMemory<byte> Boot(FrameScratch scratch, long id) => Head(scratch, id)
        .Add("BootNotification\",{\"chargePointVendor\":\"Fleet\",\"chargePointModel\":\"Load\"}]"u8).Written;

    public static ReadOnlyMemory<byte> Authorize(FrameScratch scratch, long id) => Head(scratch, id)
        .Add("Authorize\",{\"idTag\":\"LOAD\"}]"u8).Written;

    public static ReadOnlyMemory<byte> Start(FrameScratch scratch, long id, long registerWh, Instant at) => Head(scratch, id)
        .Add("StartTransaction\",{\"connectorId\":1,\"idTag\":\"LOAD\",\"meterStart\":"u8).Add(registerWh)
        .Add(",\"timestamp\":\""u8).Add(at)
        .Add("\"}]"u8).Written;

    public static ReadOnlyMemory<byte> Readings(FrameScratch scratch, long id, long transactionId, long registerWh, Instant at) => Head(scratch, id)
        .Add("MeterValues\",{\"connectorId\":1,\"transactionId\":"u8).Add(transactionId)
        .Add(",\"meterValue\":[{\"timestamp\":\""u8).Add(at)
        .Add("\",\"sampledValue\":[{\"value\":\""u8).Add(registerWh)
        .Add("\","u8).Add(ReadingsEnd).Written;

    public static ReadOnlyMemory<byte> Stop(FrameScratch scratch, long id, long transactionId, long registerWh, Instant at) => Head(scratch, id)
        .Add("StopTransaction\",{\"idTag\":\"LOAD\",\"meterStop\":"u8).Add(registerWh)
        .Add(",\"timestamp\":\""u8).Add(at)
        .Add("\",\"transactionId\":"u8).Add(transactionId)
        .Add(",\"reason\":\"Local\"}]"u8).Written;

    private static FrameScratch Head(FrameScratch scratch, long id) => scratch.Begin().Add("[2,\""u8).Add(id).Add("\",\""u8);

    private static string ReadingsEndText()
    {
        const string common = "\"context\":\"Sample.Periodic\",\"format\":\"Raw\",\"location\":\"Outlet\"";
        string[] values =
        [
            $$"""{"value":"{{PowerW}}",{{common}},"measurand":"Power.Active.Import","unit":"W"}""",
            .. Enumerable.Range(1, 3).Select(phase => $"L{phase}").SelectMany(phase => new[]
            {
                $$"""{"value":"{{CurrentDeciAmp / 10}}.{{CurrentDeciAmp % 10}}",{{common}},"measurand":"Current.Import","phase":"{{phase}}","unit":"A"}""",
                $$"""{"value":"230",{{common}},"measurand":"Voltage","phase":"{{phase}}-N","unit":"V"}""",
            }),
        ];
        return $$"""{{common}},"measurand":"Energy.Active.Import.Register","unit":"Wh"},{{string.Join(',', values)}}]}]}]""";
    }
}
