using System.Buffers;

namespace Fleet.Ocpp.Rpc;

/// <summary>Frames to send, as arrays of their exact size: written in a buffer of the thread, so that an idle session holds none.</summary>
internal static class FrameBytes
{
    private const int LargestKept = 16 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _scratch;

    public static byte[] Write(Action<IBufferWriter<byte>> write)
    {
        var scratch = _scratch ??= new(512);
        scratch.ResetWrittenCount();
        write(scratch);
        if (scratch.Capacity > LargestKept) _scratch = null;
        return scratch.WrittenSpan.ToArray();
    }
}
