using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Serialization;

using Fleet.Domain;

using Google.Protobuf;
using Google.Protobuf.Collections;

using NodaTime;
using NodaTime.Text;

namespace Fleet.Cluster.Serialization;

/// <summary>
/// How the domain's values stand in protobuf. Nothing is written that could not be read back as the same value: that would be found only when the journal is replayed.
/// </summary>
internal static class Wire
{
    /// <summary>Unix ticks of 100 ns; exact, or an exception. The years -9998 to 9999, unlike a .NET DateTime's 1 to 9999.</summary>
    public static long ToTicks(this Instant instant)
    {
        var ticks = instant.ToUnixTimeTicks();
        return Instant.FromUnixTimeTicks(ticks) == instant
            ? ticks
            : throw new SerializationException($"{InstantPattern.ExtendedIso.Format(instant)} is finer than 100 ns and would not be read back as it is.");
    }

    /// <summary>The instant of <paramref name="ticks"/>.</summary>
    public static Instant ToInstant(this long ticks) => Instant.FromUnixTimeTicks(ticks);

    /// <summary>The number that the domain gave to an enum's value, so that the name may change.</summary>
    public static int ToNumber<T>(this T value)
        where T : struct, Enum
    {
        var number = Unsafe.SizeOf<T>() == sizeof(byte) ? Unsafe.BitCast<T, byte>(value) : Unsafe.BitCast<T, int>(value);
        return Enum.IsDefined(value) ? number : throw new SerializationException($"{number} is no {typeof(T).Name}.");
    }

    /// <summary>The enum's value of that number.</summary>
    public static T ToEnum<T>(this int number)
        where T : struct, Enum
    {
        if (Unsafe.SizeOf<T>() == sizeof(byte) && number is < byte.MinValue or > byte.MaxValue)
            throw Unknown<T>(number);
        var value = Unsafe.SizeOf<T>() == sizeof(byte) ? Unsafe.BitCast<byte, T>((byte)number) : Unsafe.BitCast<int, T>(number);
        return Enum.IsDefined(value) ? value : throw Unknown<T>(number);
    }

    /// <summary>The decimal's digits, with its scale: 1.50 stays 1.50.</summary>
    public static string ToText(this decimal value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The decimal of these digits.</summary>
    public static decimal ToDecimal(this string text)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        return decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var value) && value.ToText() == text
            ? value
            : throw new SerializationException($"'{text}' is no decimal as Fleet writes it.");
    }

    /// <summary>The 16 bytes of <paramref name="id"/>, in the order in which it is written.</summary>
    public static ByteString ToBytes(this Guid id) => UnsafeByteOperations.UnsafeWrap(id.ToByteArray(bigEndian: true));

    /// <summary>The id of these 16 bytes.</summary>
    public static Guid ToGuid(this ByteString bytes) =>
        bytes.Length == 16 ? new Guid(bytes.Span, bigEndian: true) : throw new SerializationException($"An id of 16 bytes has {bytes.Length}.");

    /// <summary>A part without which the whole says nothing.</summary>
    public static T Required<T>(T? part, [CallerArgumentExpression(nameof(part))] string name = "")
        where T : class => part ?? throw new SerializationException($"{name} is missing.");

    /// <summary>Adds each of <paramref name="values"/>, mapped.</summary>
    public static void AddAll<TValue, TProto>(this RepeatedField<TProto> field, ValueList<TValue> values, Func<TValue, TProto> map)
    {
        field.Capacity = values.Count;
        foreach (var value in values)
            field.Add(map(value));
    }

    /// <summary>The list of what <paramref name="field"/> holds, mapped.</summary>
    public static ValueList<TValue> ToList<TProto, TValue>(this RepeatedField<TProto> field, Func<TProto, TValue> map)
    {
        var values = new TValue[field.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = map(field[i]);
        return new ValueList<TValue>(ImmutableCollectionsMarshal.AsImmutableArray(values));
    }

    private static SerializationException Unknown<T>(int number) =>
        new($"{number} is no {typeof(T).Name} that this version of Fleet knows; a newer one wrote it.");
}
