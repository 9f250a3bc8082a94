using System.Buffers;

namespace Fleet.Ocpp.Rpc;

/// <summary>The bytes of one received frame, in a pooled array that <see cref="Dispose"/> gives back.</summary>
public sealed class FrameBuffer : IDisposable
{
    private byte[] _array;
    private int _length;

    private FrameBuffer(byte[] array) => _array = array;

    /// <summary>The bytes; not to be touched after <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Bytes => _array.AsMemory(0, _length);

    /// <summary>Room behind the bytes.</summary>
    internal Memory<byte> Free => _array.AsMemory(_length);

    /// <summary>A buffer with a copy of <paramref name="bytes"/>.</summary>
    public static FrameBuffer CopyOf(ReadOnlySpan<byte> bytes)
    {
        var buffer = Rent(bytes.Length);
        bytes.CopyTo(buffer._array);
        buffer._length = bytes.Length;
        return buffer;
    }

    /// <summary>Gives the array back; a second call does nothing.</summary>
    public void Dispose()
    {
        var array = Interlocked.Exchange(ref _array, []);
        _length = 0;
        if (array.Length > 0) ArrayPool<byte>.Shared.Return(array);
    }

    internal static FrameBuffer Rent(int capacity) => new(ArrayPool<byte>.Shared.Rent(capacity));

    /// <summary>Counts <paramref name="count"/> bytes of <see cref="Free"/> in.</summary>
    internal void Advance(int count) => _length += count;

    /// <summary>Doubles the room.</summary>
    internal void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_array.Length * 2);
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_array);
        _array = larger;
    }
}
