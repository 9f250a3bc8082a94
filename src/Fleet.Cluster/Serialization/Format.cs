using System.Runtime.Serialization;

using Google.Protobuf;

namespace Fleet.Cluster.Serialization;

/// <summary>How the values of one type are written and read, and the manifest that says so.</summary>
/// <param name="type">The type.</param>
/// <param name="manifest">Its manifest.</param>
internal abstract class Format(Type type, string manifest)
{
    /// <summary>The type.</summary>
    public Type Type { get; } = type;

    /// <summary>The manifest: stored beside the bytes for ever.</summary>
    public string Manifest { get; } = manifest;

    /// <summary>A format from its two mappings.</summary>
    public static Format Of<T, TProto>(string manifest, MessageParser<TProto> parser, Func<T, TProto> write, Func<TProto, T> read)
        where T : notnull
        where TProto : IMessage<TProto> => new Mapped<T, TProto>(manifest, parser, write, read);

    /// <summary>The bytes of <paramref name="value"/>.</summary>
    public abstract byte[] Write(object value);

    /// <summary>The value of <paramref name="bytes"/>.</summary>
    /// <exception cref="SerializationException">They are not what <see cref="Write"/> wrote.</exception>
    public abstract object Read(ReadOnlySpan<byte> bytes);

    /// <summary>
    /// A protobuf message behind its own length as a varint (as <c>ParseDelimitedFrom</c> reads it). Protobuf alone takes a message cut between two fields for a whole one
    /// with defaults; the length makes that an error.
    /// </summary>
    private sealed class Mapped<T, TProto>(string manifest, MessageParser<TProto> parser, Func<T, TProto> write, Func<TProto, T> read)
        : Format(typeof(T), manifest)
        where T : notnull
        where TProto : IMessage<TProto>
    {
        public override byte[] Write(object value)
        {
            var message = write((T)value);
            var size = message.CalculateSize();
            var bytes = new byte[CodedOutputStream.ComputeLengthSize(size) + size];
            using var output = new CodedOutputStream(bytes);
            output.WriteLength(size);
            message.WriteTo(output);
            output.CheckNoSpaceLeft();
            return bytes;
        }

        public override object Read(ReadOnlySpan<byte> bytes)
        {
            try
            {
                return read(parser.ParseFrom(Body(bytes)));
            }
            catch (InvalidProtocolBufferException e)
            {
                throw new SerializationException($"The {bytes.Length} bytes of a '{Manifest}' are damaged.", e);
            }
        }

        private ReadOnlySpan<byte> Body(ReadOnlySpan<byte> bytes)
        {
            long size = 0;
            for (var i = 0; i < Math.Min(bytes.Length, 5); i++)
            {
                size |= (long)(bytes[i] & 0x7F) << (7 * i);
                if (bytes[i] < 0x80 && size == bytes.Length - i - 1)
                    return bytes[(i + 1)..];
                if (bytes[i] < 0x80)
                    break;
            }

            throw new SerializationException($"A '{Manifest}' is cut short or damaged: its {bytes.Length} bytes are not as many as it says.");
        }
    }
}
