using System.Buffers.Text;
using NodaTime;

namespace Fleet.Simulator.Load;

/// <summary>A frame that is written again and again in the same array.</summary>
internal sealed class FrameScratch
{
    private readonly byte[] _bytes = new byte[4096];
    private int _length;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    public FrameScratch Begin()
    {
        _length = 0;
        return this;
    }

    public FrameScratch Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_bytes.AsSpan(_length));
        _length += text.Length;
        return this;
    }

    public FrameScratch Add(long number)
    {
        if (!Utf8Formatter.TryFormat(number, _bytes.AsSpan(_length), out var written)) throw new InvalidOperationException("The frame is longer than its buffer.");
        _length += written;
        return this;
    }

    public FrameScratch Add(Instant time)
    {
        if (!time.ToDateTimeUtc().TryFormat(_bytes.AsSpan(_length), out var written, "yyyy-MM-ddTHH:mm:ss.fffZ"))
        {
            throw new InvalidOperationException("The frame is longer than its buffer.");
        }

        _length += written;
        return this;
    }
}
