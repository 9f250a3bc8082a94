using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Promotions;
using Fleet.Domain.Metering;

namespace Fleet.Domain.Charging.Bundles;

/// <summary>
/// How evidence and bills stand in a bundle: the domain's own values by their own names, so that whatever is added to a reading or to a session's terms is in the bundle too.
/// Energy is in Wh, instants are ISO 8601 in UTC, decimals are texts without zeros at their end, tariffs and promotions stand once in <c>documents</c> and are named by their hash. Nobody's token
/// or name is in it: it is handed around.
/// </summary>
/// <param name="documents">The tariffs and promotions by hash, in canonical JSON: read from when reading, added to when writing.</param>
internal sealed class BundleJson(IDictionary<string, string> documents)
{
    private static readonly HashSet<string> Persons = new(StringComparer.Ordinal) { "token", "parentToken", "driverId" };

    private readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { WithoutPersons } },
        Converters =
        {
            new InstantConverter(), new EnergyConverter(), new DecimalConverter(), new LongConverter(), new RuleSetConverter(), new CurrencyConverter(),
            new TariffIdConverter(), new TariffConverter(documents), new PromotionConverter(documents), new ListConverter(), new JsonStringEnumConverter(allowIntegerValues: false),
        },
    };

    /// <summary>The value as JSON.</summary>
    public JsonObject Write(object value) => JsonSerializer.SerializeToNode(value, value.GetType(), _options)!.AsObject();

    /// <summary>The value of <paramref name="json"/>.</summary>
    /// <exception cref="JsonException">It is none; the path says where.</exception>
    public object Read(JsonElement json, Type type) => json.Deserialize(type, _options) ?? throw new JsonException("must not be null");

    private static void WithoutPersons(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => Persons.Contains(property.Name)))
            property.ShouldSerialize = static (_, _) => false;
    }

    private sealed class EnergyConverter : JsonConverter<EnergyWh>
    {
        public override EnergyWh Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(LongConverter.Read(ref reader));

        public override void Write(Utf8JsonWriter writer, EnergyWh value, JsonSerializerOptions options) => LongConverter.Write(writer, value.Value);
    }

    /// <summary>A number beyond what canonical JSON keeps exactly is a text.</summary>
    private sealed class LongConverter : JsonConverter<long>
    {
        private const long Highest = 1_000_000_000_000_000;

        public static long Read(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String
            ? long.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw new JsonException("must be a whole number")
            : reader.GetInt64();

        public static void Write(Utf8JsonWriter writer, long value)
        {
            if (value is > -Highest and < Highest)
                writer.WriteNumberValue(value);
            else
                writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }

        public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

        public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => Write(writer, value);
    }

    /// <summary>Without zeros at its end: how many a price is written with is no matter of the bill.</summary>
    private sealed class DecimalConverter : JsonConverter<decimal>
    {
        private const decimal One = 1.0000000000000000000000000000m;

        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            decimal.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new JsonException("must be a decimal as a text");

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteStringValue((value / One).ToString(CultureInfo.InvariantCulture));
    }

    private sealed class RuleSetConverter : JsonConverter<RuleSet>
    {
        public override RuleSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { } id && RuleSets.Find(id) is { } rules ? rules : throw new JsonException($"rule set '{reader.GetString()}' is not known to this version of Fleet");

        public override void Write(Utf8JsonWriter writer, RuleSet value, JsonSerializerOptions options) => writer.WriteStringValue(value.Id());
    }

    private sealed class CurrencyConverter : JsonConverter<Currency>
    {
        public override Currency Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { } code && Currency.Find(code) is { } currency ? currency : throw new JsonException("must be an ISO 4217 code");

        public override void Write(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);
    }

    private sealed class TariffIdConverter : JsonConverter<TariffId>
    {
        public override TariffId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, TariffId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }

    private sealed class TariffConverter(IDictionary<string, string> documents) : JsonConverter<FrozenTariff>
    {
        public override FrozenTariff Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var named = JsonSerializer.Deserialize<Named>(ref reader, options)!;
            if (!documents.TryGetValue(named.Hash, out var document))
                throw new JsonException($"tariff {named.Hash} is not among the bundle's documents");
            try
            {
                return FrozenTariff.Restore(document, named.RuleSet, named.TimeZone, named.Tzdb);
            }
            catch (InvalidDataException unreadable)
            {
                throw new JsonException(unreadable.Message, unreadable);
            }
        }

        public override void Write(Utf8JsonWriter writer, FrozenTariff value, JsonSerializerOptions options)
        {
            documents[value.Hash] = value.CanonicalJson;
            JsonSerializer.Serialize(writer, new Named(value.Hash, value.RuleSet, value.TimeZone, value.Tzdb), options);
        }

        private sealed record Named(string Hash, RuleSet RuleSet, string TimeZone, string Tzdb);
    }

    private sealed class PromotionConverter(IDictionary<string, string> documents) : JsonConverter<FrozenPromotion>
    {
        public override FrozenPromotion Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.GetString() is not { } hash || !documents.TryGetValue(hash, out var document))
                throw new JsonException("the promotion is not among the bundle's documents");
            try
            {
                return FrozenPromotion.Restore(document);
            }
            catch (InvalidDataException unreadable)
            {
                throw new JsonException(unreadable.Message, unreadable);
            }
        }

        public override void Write(Utf8JsonWriter writer, FrozenPromotion value, JsonSerializerOptions options)
        {
            documents[value.Hash] = value.CanonicalJson;
            writer.WriteStringValue(value.Hash);
        }
    }

    private sealed class ListConverter : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(ValueList<>);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

        private sealed class Of<T> : JsonConverter<ValueList<T>>
        {
            public override ValueList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
                JsonSerializer.Deserialize<T[]>(ref reader, options)!.ToValueList();

            public override void Write(Utf8JsonWriter writer, ValueList<T> value, JsonSerializerOptions options) =>
                JsonSerializer.Serialize(writer, value.Items.ToArray(), options);
        }
    }
}
