using System.Globalization;
using System.Text.Json;

namespace Fleet.Domain.Metering.Signed;

/// <summary>Reads records, leniently: a field of the wrong type or out of its table is a deviation, and only what leaves nothing to verify is a fault.</summary>
internal static class OcmfReader
{
    private const string Header = "OCMF|";
    private const string Reasons = "BCXELRAPST";

    // A member that stands there twice would let two readers see two values under one signature.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private static readonly string[] ReadingMembers = ["TM", "TX", "RV", "RI", "RU", "EF", "ST"];

    /// <summary>Reads <paramref name="text"/>; blanks around it do not count.</summary>
    public static OcmfRecordReading Read(string text)
    {
        var original = text.Trim();
        var last = original.LastIndexOf('|');
        if (!original.StartsWith(Header, StringComparison.Ordinal) || last < Header.Length)
            return new OcmfRecordReading(null, "must have the form OCMF|payload|signature");
        var (payload, signature) = (original[Header.Length..last], original[(last + 1)..]);
        var deviations = new List<OcmfDeviation>();
        if (payload.Contains('|', StringComparison.Ordinal))
            deviations.Add(new OcmfDeviation("", "the payload must hold no |"));
        using var payloadJson = Parse(payload, out var payloadFault);
        using var signatureJson = Parse(signature, out var signatureFault);
        if (payloadJson is null)
            return new OcmfRecordReading(null, $"the payload must be one JSON object: {payloadFault}");
        return signatureJson is null
            ? new OcmfRecordReading(null, $"the signature section must be one JSON object: {signatureFault}")
            : Read(original, payload, new Members(payloadJson.RootElement, "", deviations), new Members(signatureJson.RootElement, "/signature", deviations));
    }

    private static JsonDocument? Parse(string text, out string? fault)
    {
        try
        {
            fault = null;
            return JsonDocument.Parse(text, Strict);
        }
        catch (JsonException broken)
        {
            fault = broken.Message;
            return null;
        }
    }

    private static OcmfRecordReading Read(string original, string payload, Members fields, Members signature)
    {
        if (fields.IsNoObject || signature.IsNoObject)
            return new OcmfRecordReading(null, "the payload and the signature section must each be a JSON object");
        if (signature.Text("SD") is not { Length: > 0 } data)
            return new OcmfRecordReading(null, "/signature/SD must hold the signature");
        var algorithm = signature.Text("SA");
        var encoding = signature.Text("SE");
        if (signature.Text("SM") is { } type and not "application/x-der")
            signature.Note("SM", $"must be application/x-der, is {type}");
        var record = new OcmfRecord
        {
            Original = original,
            Payload = payload,
            Algorithm = algorithm,
            SignatureEncoding = encoding,
            SignatureData = data,
            Page = fields.Text("PG"),
            GatewaySerial = NotEmpty(fields.Text("GS")),
            MeterSerial = NotEmpty(fields.Text("MS")),
            IdentificationLevel = fields.Text("IL"),
            Identification = fields.Text("ID"),
            TariffText = fields.Text("TT"),
            ChargePoint = fields.Text("CI"),
            Readings = ReadReadings(fields),
        };
        _ = fields.Text("FV");
        if (record.PageNumber is null)
            fields.Note("PG", record.Page is null ? "is missing" : $"must be T or F and a number, is {record.Page}");
        if (record.MeterSerial is null)
            fields.Note("MS", "is missing");
        if (record.PageContext == 'T' && !fields.Has("IS"))
            fields.Note("IS", "is missing");
        if (record.PageContext == 'T' && !fields.Has("IT"))
            fields.Note("IT", "is missing");
        return new OcmfRecordReading(record with { Deviations = fields.Deviations.ToValueList() }, null);
    }

    private static ValueList<OcmfReading> ReadReadings(Members fields)
    {
        var readings = new List<OcmfReading>();
        if (!fields.TryItems("RD", out var items))
        {
            fields.Note("RD", "must be a list of readings");
            return [];
        }

        // Within one record a field that is left out repeats the one before (OCMF: Readings).
        var carried = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (item.IsNoObject)
            {
                item.Note("", "must be a JSON object");
                continue;
            }

            foreach (var name in ReadingMembers.Where(item.Has))
                carried[name] = name == "RV" ? item.Number(name) : item.Text(name);
            readings.Add(ToReading(item, name => carried.GetValueOrDefault(name)));
        }

        if (readings.Count == 0)
            fields.Note("RD", "holds no reading");
        return readings.ToValueList();
    }

    private static OcmfReading ToReading(Members item, Func<string, string?> field)
    {
        var (at, clock) = field("TM") is { } time ? OcmfReading.ReadTime(time) : (null, ClockStatus.Unknown);
        if (at is null)
            item.Note("TM", "must be a time, such as 2018-07-24T13:22:04,000+0200 S");
        var transaction = field("TX");
        if (transaction is { Length: > 0 } && (transaction.Length > 1 || !Reasons.Contains(transaction[0], StringComparison.Ordinal)))
            item.Note("TX", $"must be one of {Reasons}, is {transaction}");
        var value = field("RV");
        decimal? number = decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var read) ? read : null;
        if (value is not null && number is null)
            item.Note("RV", $"must be a number, is {value}");
        if (number is not null && field("RU") is not ("kWh" or "Wh" or "mOhm" or "uOhm"))
            item.Note("RU", $"must be a unit of OCMF's table, is {field("RU") ?? "missing"}");
        if (field("ST") is null)
            item.Note("ST", "is missing");
        return new OcmfReading(
            at,
            clock,
            transaction is [var reason] ? reason : null,
            number,
            value,
            field("RI") is { } register ? new ObisCode(register) : null,
            field("RU"),
            field("EF") ?? "",
            field("ST"));
    }

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>The members of one JSON object of a record.</summary>
    private readonly struct Members(JsonElement element, string pointer, List<OcmfDeviation> deviations)
    {
        public bool IsNoObject => element.ValueKind != JsonValueKind.Object;

        public List<OcmfDeviation> Deviations => deviations;

        public bool Has(string name) => element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

        public void Note(string name, string text) => deviations.Add(new OcmfDeviation(name.Length == 0 ? pointer : $"{pointer}/{name}", text));

        /// <summary>A text; another value counts as it is written, and is noted.</summary>
        public string? Text(string name)
        {
            if (!Has(name))
                return null;
            var value = element.GetProperty(name);
            if (value.ValueKind == JsonValueKind.String)
                return value.GetString();
            Note(name, $"must be a text, is {value.ValueKind}");
            return value.GetRawText();
        }

        /// <summary>A number as it is written: its digits count. A text that holds one is noted.</summary>
        public string? Number(string name)
        {
            var value = element.GetProperty(name);
            if (value.ValueKind == JsonValueKind.Number)
                return value.GetRawText();
            Note(name, $"must be a number, is {value.ValueKind}");
            return value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        }

        public bool TryItems(string name, out IEnumerable<Members> items)
        {
            items = [];
            if (!Has(name) || element.GetProperty(name) is not { ValueKind: JsonValueKind.Array } array)
                return false;
            var (place, found) = ($"{pointer}/{name}", deviations);
            items = array.EnumerateArray().Select((item, index) => new Members(item, $"{place}/{index}", found)).ToList();
            return true;
        }
    }
}
