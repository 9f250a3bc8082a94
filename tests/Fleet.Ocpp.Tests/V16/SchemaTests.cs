using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using Fleet.Ocpp.V16;
using NJsonSchema;

namespace Fleet.Ocpp.Tests.V16;

public sealed class SchemaTests
{
    private static readonly Dictionary<string, JsonSchema> Schemas = [];

    public static TheoryData<string, Optional> Messages()
    {
        var messages = new TheoryData<string, Optional>();
        foreach (var action in Actions.Table.All)
        {
            foreach (var optional in Enum.GetValues<Optional>()) messages.Add(action.Name, optional);
        }

        return messages;
    }

    [SkippableTheory]
    [MemberData(nameof(Messages))]
    public void Every_message_that_is_written_fits_its_schema(string name, Optional optional)
    {
        var action = Actions.Table.Find(name)!;
        var (request, response) = (Schema(name), Schema(name + "Response"));

        Generated.Message(action.RequestType, optional).Sample(
            message => Assert.Empty(request.Validate(Written(action.WriteRequest, message))), iter: 40, threads: 1);
        Generated.Message(action.ResponseType, optional).Sample(
            message => Assert.Empty(response.Validate(Written(action.WriteResponse, message))), iter: 40, threads: 1);
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Every_message_that_is_written_reads_back(string name, Optional optional)
    {
        var action = Actions.Table.Find(name)!;

        Generated.Message(action.RequestType, optional).Sample(message => RoundTrip(action.WriteRequest, action.ReadRequest, message), iter: 40, threads: 1);
        Generated.Message(action.ResponseType, optional).Sample(message => RoundTrip(action.WriteResponse, action.ReadResponse, message), iter: 40, threads: 1);
    }

    /// <summary>The schemas and our types name the same members and require the same ones.</summary>
    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void The_members_are_those_of_the_schema(string name)
    {
        var action = Actions.Table.Find(name)!;

        Assert.Equal(MembersOf(Schema(name)), MembersOf(action.RequestType));
        Assert.Equal(MembersOf(Schema(name + "Response")), MembersOf(action.ResponseType));
    }

    public static TheoryData<string> Names() => [.. Actions.Table.All.Select(action => action.Name)];

    private delegate Ocpp.Validation.Parsed<object> Read(ReadOnlySpan<byte> payload);

    private static void RoundTrip(Action<Utf8JsonWriter, object> write, Read read, object message)
    {
        var written = Written(write, message);
        var (again, fault) = read(Encoding.UTF8.GetBytes(written));
        Assert.Null(fault);
        Assert.Equal(written, Written(write, again!));
        if (!HasList(message)) Assert.Equal(message, again);
    }

    private static bool HasList(object message) => message.GetType().GetProperties()
        .Any(member => member.PropertyType.IsGenericType && member.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            || member.GetValue(message) is Ocpp.V16.Messages.ChargingProfile);

    private static string[] MembersOf(JsonSchema schema) =>
        [.. schema.ActualProperties.Select(member => $"{member.Key} {member.Value.IsRequired}").Order(StringComparer.Ordinal)];

    private static string[] MembersOf(Type type) =>
        [.. type.GetProperties().Select(member => $"{JsonNamingPolicy.CamelCase.ConvertName(member.Name)} {IsRequired(member)}").Order(StringComparer.Ordinal)];

    private static bool IsRequired(System.Reflection.PropertyInfo member) =>
        member.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute), inherit: false);

    private static string Written(Action<Utf8JsonWriter, object> write, object message)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output)) write(writer, message);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static JsonSchema Schema(string message)
    {
        var file = Path.Combine(SharedFiles.Find("vectors/ocpp-schemas/v16"), message + ".json");
        lock (Schemas)
        {
            if (!Schemas.TryGetValue(message, out var schema)) Schemas[message] = schema = JsonSchema.FromJsonAsync(File.ReadAllText(file)).GetAwaiter().GetResult();
            return schema;
        }
    }
}
