using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using Fleet.Cluster.Projections;
using Fleet.Domain;
using Fleet.Domain.Billing;
using Fleet.Domain.Charging;

using NodaTime;
using NodaTime.Text;

namespace Fleet.Cluster.Ledger;

/// <summary>What an entry of the ledger says of a bill: the billed transaction of the design but what is computed when it is read (state, ledger).</summary>
/// <param name="Session">The session.</param>
/// <param name="Billed">What it decided.</param>
/// <param name="Stamp">When, and under which invoice number.</param>
/// <param name="Token">The token's pseudonym.</param>
/// <param name="Driver">The driver's pseudonym; null when nobody is known.</param>
internal sealed record LedgerDocument(SessionView Session, SessionBilled Billed, EntryStamp Stamp, string Token, string? Driver)
{
    /// <summary>Escapes no less than RFC 8785 does.</summary>
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private Bill Bill => Billed.Bill;

    /// <summary>The document in RFC 8785 form: members are written in its order, so that only escaped text needs a second look.</summary>
    public string Write()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
            Write(json);
        var text = Encoding.UTF8.GetString(buffer.WrittenSpan);
        return text.Contains('\\', StringComparison.Ordinal) ? CanonicalJson.Canonicalize(text) : text;
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("chargerId", Session.ChargerId);
        json.WriteNumber("chargingSeconds", Bill.ChargingSeconds);
        json.WriteNumber("connectorId", Session.ConnectorId);
        WriteCorrects(json);
        json.WriteNull("creditOf");
        json.WriteString("currency", Bill.Currency?.Code);
        json.WriteString("driverId", Driver);
        json.WriteNumber("energyWh", Bill.Energy.Value);
        WriteEvidence(json);
        json.WriteNumber("evseId", Session.EvseId);
        json.WriteString("heldFor", Bill.HeldFor.IsEmpty ? null : string.Join(", ", Bill.HeldFor));
        json.WriteString("id", Session.SessionId);
        json.WriteNumber("idleSeconds", Bill.IdleSeconds);
        json.WriteString("invoice", Bill.State == BillState.Billed ? Stamp.Invoice : null);
        json.WriteString("kind", Bill.State == BillState.Billed ? EntryKind.Bill : EntryKind.Hold);
        WriteLines(json);
        json.WriteNumber("meterStartWh", Session.MeterStartWh);
        if (Session.MeterStopWh is { } meterStop)
            json.WriteNumber("meterStopWh", meterStop);
        else
            json.WriteNull("meterStopWh");
        json.WriteString("recordedAt", Text(Stamp.RecordedAt));
        json.WriteNumber("revision", Billed.Revision);
        json.WriteString("ruleSet", Bill.Tariff?.RuleSet.Id());
        WriteRuling(json);
        json.WriteString("siteId", Session.SiteId);
        json.WriteString("startedAt", Text(Session.StartedAt));
        json.WriteString("stopReason", Session.StopReason);
        json.WriteString("stoppedAt", Session.StoppedAt is { } stopped ? Text(stopped) : null);
        json.WriteString("tariffHash", Bill.Tariff?.Hash);
        json.WriteString("tariffId", Bill.Tariff?.Id.Value);
        WriteTaxes(json);
        json.WriteString("timeZone", Bill.Tariff?.TimeZone);
        json.WriteString("token", Token);
        json.WriteString("totalExclTax", Text(Bill.TotalExclTax));
        json.WriteString("totalInclTax", Text(Bill.TotalInclTax));
        json.WriteString("transactionId", Session.TransactionId);
        json.WriteString("tzdb", Bill.Tariff?.Tzdb);
        json.WriteEndObject();
    }

    /// <summary>Which entry it takes the place of, and why; a held bill is replaced without a credit between.</summary>
    private void WriteCorrects(Utf8JsonWriter json)
    {
        if (Billed.Cause is not { } cause)
        {
            json.WriteNull("corrects");
            return;
        }

        json.WriteStartObject("corrects");
        json.WriteString("cause", cause.Word());
        json.WriteNumber("revision", Billed.Corrects ?? Billed.Revision - 1);
        json.WriteEndObject();
    }

    private void WriteEvidence(Utf8JsonWriter json)
    {
        json.WriteStartObject("evidence");
        json.WriteStartObject("energyWh");
        json.WriteNumber("estimated", Bill.Evidence.EstimatedEnergy.Value);
        json.WriteNumber("interpolated", Bill.Evidence.InterpolatedEnergy.Value);
        json.WriteNumber("plain", Bill.Evidence.PlainEnergy.Value);
        json.WriteNumber("signed", Bill.Evidence.SignedEnergy.Value);
        json.WriteEndObject();
        json.WriteStartArray("findings");
        foreach (var finding in Bill.Findings)
        {
            json.WriteStartObject();
            json.WriteString("code", finding.Code);
            if (finding.Reading is { } reading)
                json.WriteNumber("reading", reading);
            json.WriteString("text", finding.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("readings", Session.Readings);
        json.WriteEndObject();
    }

    private void WriteLines(Utf8JsonWriter json)
    {
        json.WriteStartArray("lines");
        foreach (var line in Bill.Lines)
        {
            json.WriteStartObject();
            json.WriteString("amount", Text(line.Amount));
            json.WriteString("exactAmount", Text(line.ExactAmount));
            json.WriteString("from", Text(line.From));
            json.WriteNumber("fromReading", line.FromReading);
            json.WriteBoolean("interpolated", line.Interpolated);
            json.WriteString("kind", line.Kind.ToString());
            json.WriteString("quantity", Text(line.Quantity));
            json.WriteString("rule", line.Rule);
            json.WriteString("tariffPointer", line.TariffPointer);
            json.WriteString("text", line.Text);
            json.WriteString("to", Text(line.To));
            json.WriteNumber("toReading", line.ToReading);
            json.WriteString("unit", line.Unit.Symbol());
            json.WriteString("unitPrice", Text(line.UnitPrice));
            json.WriteString("vatPercent", Text(line.VatPercent));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteRuling(Utf8JsonWriter json)
    {
        if (Billed.Ruling is not { } ruling)
            return;
        json.WriteStartObject("ruling");
        json.WriteString("at", Text(ruling.At));
        json.WriteString("by", ruling.By);
        json.WriteString("reason", ruling.Reason);
        json.WriteEndObject();
    }

    private void WriteTaxes(Utf8JsonWriter json)
    {
        json.WriteStartArray("taxes");
        foreach (var tax in Bill.Taxes)
        {
            json.WriteStartObject();
            json.WriteString("amount", Text(tax.Amount));
            json.WriteString("base", Text(tax.Base));
            json.WriteString("ratePercent", Text(tax.RatePercent));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Text(Instant at) => InstantPattern.ExtendedIso.Format(at);

    private static string? Text(decimal? amount) => amount?.ToString(CultureInfo.InvariantCulture);
}
