using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Fleet.Ocpp.Validation;

/// <summary>Source-generated JSON contracts, with the limits of their members enforced.</summary>
internal static class Contract
{
    /// <summary>The options of <paramref name="context"/>, with converters that enforce <see cref="TextAttribute"/> and its like.</summary>
    public static JsonSerializerOptions WithLimits(JsonSerializerContext context)
    {
        var options = new JsonSerializerOptions(context.Options)
        {
            TypeInfoResolver = ((IJsonTypeInfoResolver)context).WithAddedModifier(EnforceLimits),
            // Signed data is full of '+' and '/': chargers need not know how to unescape them.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            RespectNullableAnnotations = true,
        };
        options.MakeReadOnly();
        return options;
    }

    /// <summary>The shape of the values that <paramref name="contract"/> reads.</summary>
    public static Shape ShapeOf(JsonTypeInfo contract) => contract switch
    {
        { Converter: IShaped shaped } => shaped.Shape,
        { Kind: JsonTypeInfoKind.Object } => new ObjectShape([.. contract.Properties.Select(MemberOf)]),
        { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } item } => new ListShape(ShapeOf(contract.Options.GetTypeInfo(item)), 0),
        _ when contract.Type == typeof(string) => new TextShape(int.MaxValue),
        _ when contract.Type == typeof(bool) => new BooleanShape(),
        _ when Nullable.GetUnderlyingType(contract.Type) is { } type => ShapeOf(contract.Options.GetTypeInfo(type)),
        _ => throw new NotSupportedException($"No shape for {contract.Type}."),
    };

    private static Member MemberOf(JsonPropertyInfo property) => new(
        property.Name,
        property.CustomConverter is IShaped shaped ? shaped.Shape : ShapeOf(property.Options.GetTypeInfo(property.PropertyType)),
        property.IsRequired);

    private static void EnforceLimits(JsonTypeInfo contract)
    {
        foreach (var property in contract.Properties)
        {
            if (Limit<TextAttribute>(property) is { } text) property.CustomConverter = Bounded(text.MaxLength, property.PropertyType);
            else if (Limit<AtLeastAttribute>(property) is { } least) property.CustomConverter = Bounded(property.PropertyType, least.Minimum);
            else if (Limit<TenthsAttribute>(property) is not null) property.CustomConverter = Tenths(property.PropertyType);
        }
    }

    private static TAttribute? Limit<TAttribute>(JsonPropertyInfo property)
        where TAttribute : Attribute =>
        property.AttributeProvider?.GetCustomAttributes(typeof(TAttribute), inherit: false) is [TAttribute limit, ..] ? limit : null;

    private static JsonConverter Bounded(int maxLength, Type type)
    {
        var text = new TextConverter(maxLength);
        return type == typeof(string) ? text : new ListConverter<string>(text);
    }

    private static JsonConverter Bounded(Type type, int minimum)
    {
        var integer = new IntegerConverter<int>(minimum);
        return type == typeof(int) ? integer : new OptionalConverter<int>(integer);
    }

    private static JsonConverter Tenths(Type type)
    {
        var tenths = new TenthsConverter();
        return type == typeof(decimal) ? tenths : new OptionalConverter<decimal>(tenths);
    }
}
