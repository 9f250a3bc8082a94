using System.Reflection;
using System.Runtime.CompilerServices;
using CsCheck;
using Fleet.Ocpp.V16.Messages;
using Fleet.Ocpp.Validation;
using NodaTime;

namespace Fleet.Ocpp.Tests.V16;

/// <summary>Which optional members a generated message has.</summary>
public enum Optional
{
    None,
    Some,
    All,
}

/// <summary>Messages made from nothing but their types and the limits beside the members.</summary>
internal static class Generated
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Gen<string> AnyText = Gen.Char[' ', '\u00ff'].Array[0, 600].Select(chars => new string(chars));

    public static Gen<object> Message(Type type, Optional optional)
    {
        var members = type.GetProperties().Where(property => property.CanWrite).ToArray();
        var values = members.Select(member => Member(member, optional)).ToArray();
        if (members.Length == 0) return Gen.Const(RuntimeHelpers.GetUninitializedObject(type));
        return Sequence(values).Select(drawn =>
        {
            var message = RuntimeHelpers.GetUninitializedObject(type);
            for (var i = 0; i < members.Length; i++) members[i].SetValue(message, drawn[i]);
            return message;
        });
    }

    private static Gen<object?> Member(PropertyInfo member, Optional optional)
    {
        var isOptional = Nullability.Create(member).ReadState == NullabilityState.Nullable;
        var value = Value(member.PropertyType, member, optional);
        return (isOptional, optional) switch
        {
            (false, _) or (true, Optional.All) => value,
            (true, Optional.None) => Gen.Const((object?)null),
            _ => Gen.Bool.SelectMany(present => present ? value : Gen.Const((object?)null)),
        };
    }

    private static Gen<object?> Value(Type type, PropertyInfo member, Optional optional)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Value(underlying, member, optional);
        if (type == typeof(string)) return Text(member).Select(text => (object?)text);
        if (type == typeof(int)) return Gen.Int[member.GetCustomAttribute<AtLeastAttribute>()?.Minimum ?? (member.DeclaringType == typeof(MeterValuesRequest) ? 0 : int.MinValue), int.MaxValue].Select(n => (object?)n);
        if (type == typeof(long)) return Gen.Long.Select(n => (object?)n);
        if (type == typeof(bool)) return Gen.Bool.Select(b => (object?)b);
        if (type == typeof(decimal)) return Gen.Int[0, 1_000_000].Select(tenths => (object?)(tenths / 10m));
        if (type == typeof(Instant)) return Gen.Long[0, 4_102_444_800_000].Select(ms => (object?)Instant.FromUnixTimeMilliseconds(ms));
        if (type.IsEnum) return OneOf([.. Enum.GetValues(type).Cast<object?>().Where(IsWord)]);
        if (type == typeof(IReadOnlyList<string>)) return Text(member).List[0, 3].Select(list => (object?)list);
        if (type == typeof(IReadOnlyList<MeterValue>)) return Message(typeof(MeterValue), optional).List[1, 3].Select(list => (object?)list.Cast<MeterValue>().ToList());
        if (type == typeof(IReadOnlyList<SampledValue>)) return Message(typeof(SampledValue), optional).List[1, 3].Select(list => (object?)list.Cast<SampledValue>().ToList());
        if (type == typeof(IReadOnlyList<ConfigurationKey>)) return Message(typeof(ConfigurationKey), optional).List[0, 3].Select(list => (object?)list.Cast<ConfigurationKey>().ToList());
        if (type == typeof(IReadOnlyList<ChargingSchedulePeriod>)) return Message(typeof(ChargingSchedulePeriod), optional).List[1, 3].Select(list => (object?)list.Cast<ChargingSchedulePeriod>().ToList());
        return type == typeof(UnrecognizedWords) ? Gen.Const((object?)null) : Message(type, optional).Select(message => (object?)message);
    }

    private static Gen<string> Text(PropertyInfo member) =>
        member.GetCustomAttribute<TextAttribute>() is { } text ? AnyText.Select(drawn => drawn[..Math.Min(drawn.Length, text.MaxLength)]) : AnyText;

    /// <summary>Hertz is left out: the schema of StopTransaction lacks it.</summary>
    private static bool IsWord(object? value) => value!.ToString() is not ("Unrecognized" or nameof(UnitOfMeasure.Hertz));

    private static Gen<object?> OneOf(object?[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<object?[]> Sequence(Gen<object?>[] generators) =>
        generators.Aggregate(Gen.Const(Array.Empty<object?>()), (head, tail) => Gen.Select(head, tail, (drawn, next) => (object?[])[.. drawn, next]));
}
