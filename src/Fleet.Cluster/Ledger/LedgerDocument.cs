using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

using Fleet.Cluster.Database;
using Fleet.Cluster.Projections;
using Fleet.Domain.Billing;

using NodaTime;
using NodaTime.Text;

namespace Fleet.Cluster.Ledger;

/// <summary>A billed transaction as the ledger keeps it and upstream systems read it: everything but what is computed when it is read (state, ledger).</summary>
internal static class LedgerDocument
{
    /// <summary>An ordinary bill.</summary>
    public const string BillKind = "BILL";

    /// <summary>A bill that a person must look at first.</summary>
    public const string HoldKind = "HOLD";

    /// <summary>The entry for <paramref name="bill"/>, the first revision of its session's.</summary>
    public static BilledTransactionRow Entry(SessionView session, Bill bill) => new()
    {
        Id = session.SessionId,
        Revision = 1,
        Kind = bill.State == BillState.Billed ? BillKind : HoldKind,
        ChargerId = session.ChargerId,
        SiteId = session.SiteId,
        DriverId = session.DriverId,
        StoppedAt = session.StoppedAt ?? session.StartedAt,
        EnergyWh = bill.Energy.Value,
        Currency = bill.Currency?.Code,
        TotalExclTax = bill.TotalExclTax,
        TotalInclTax = bill.TotalInclTax,
        HeldFor = HeldFor(bill),
        Document = Write(session, bill),
    };

    /// <summary>The document of <paramref name="row"/> with what is computed when it is read.</summary>
    public static string Read(BilledTransactionRow row) =>
        $$"""{{row.Document[..^1]}},"state":"{{StateOf(row.Kind)}}","ledger":{"sequence":{{row.Sequence}} } }""";

    private static string StateOf(string kind) => kind switch
    {
        BillKind => SessionProjection.Billed,
        HoldKind => SessionProjection.Held,
        _ => throw new InvalidOperationException($"the ledger knows no kind {kind}"),
    };

    private static string? HeldFor(Bill bill) => bill.HeldFor.IsEmpty ? null : string.Join(", ", bill.HeldFor);

    private static string Write(SessionView session, Bill bill)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteSession(json, session);
            WriteTotals(json, bill);
            WriteTaxes(json, bill);
            WriteLines(json, bill);
            WriteEvidence(json, session, bill);
            json.WriteString("heldFor", HeldFor(bill));
            json.WriteNull("creditOf");
            json.WriteString("stopReason", session.StopReason);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteSession(Utf8JsonWriter json, SessionView session)
    {
        json.WriteString("id", session.SessionId);
        json.WriteString("chargerId", session.ChargerId);
        json.WriteNumber("evseId", session.EvseId);
        json.WriteNumber("connectorId", session.ConnectorId);
        json.WriteString("transactionId", session.TransactionId);
        json.WriteString("token", session.Token);
        json.WriteString("driverId", session.DriverId);
        json.WriteString("siteId", session.SiteId);
        json.WriteString("startedAt", Text(session.StartedAt));
        json.WriteString("stoppedAt", session.StoppedAt is { } stopped ? Text(stopped) : null);
        json.WriteNumber("meterStartWh", session.MeterStartWh);
        if (session.MeterStopWh is { } meterStop)
            json.WriteNumber("meterStopWh", meterStop);
        else
            json.WriteNull("meterStopWh");
    }

    private static void WriteTotals(Utf8JsonWriter json, Bill bill)
    {
        json.WriteNumber("energyWh", bill.Energy.Value);
        json.WriteNumber("chargingSeconds", bill.ChargingSeconds);
        json.WriteNumber("idleSeconds", bill.IdleSeconds);
        json.WriteString("tariffId", bill.Tariff?.Id.Value);
        json.WriteString("tariffHash", bill.Tariff?.Hash);
        json.WriteString("ruleSet", bill.Tariff?.RuleSet.Id());
        json.WriteString("timeZone", bill.Tariff?.TimeZone);
        json.WriteString("tzdb", bill.Tariff?.Tzdb);
        json.WriteString("currency", bill.Currency?.Code);
        json.WriteString("totalExclTax", Text(bill.TotalExclTax));
        json.WriteString("totalInclTax", Text(bill.TotalInclTax));
    }

    private static void WriteTaxes(Utf8JsonWriter json, Bill bill)
    {
        json.WriteStartArray("taxes");
        foreach (var tax in bill.Taxes)
        {
            json.WriteStartObject();
            json.WriteString("ratePercent", Text(tax.RatePercent));
            json.WriteString("base", Text(tax.Base));
            json.WriteString("amount", Text(tax.Amount));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLines(Utf8JsonWriter json, Bill bill)
    {
        json.WriteStartArray("lines");
        foreach (var line in bill.Lines)
        {
            json.WriteStartObject();
            json.WriteString("kind", line.Kind.ToString());
            json.WriteString("text", line.Text);
            json.WriteString("quantity", Text(line.Quantity));
            json.WriteString("unit", line.Unit);
            json.WriteString("unitPrice", Text(line.UnitPrice));
            json.WriteString("exactAmount", Text(line.ExactAmount));
            json.WriteString("amount", Text(line.Amount));
            json.WriteString("vatPercent", Text(line.VatPercent));
            json.WriteString("from", Text(line.From));
            json.WriteString("to", Text(line.To));
            json.WriteNumber("fromReading", line.FromReading);
            json.WriteNumber("toReading", line.ToReading);
            json.WriteBoolean("interpolated", line.Interpolated);
            json.WriteString("tariffPointer", line.TariffPointer);
            json.WriteString("rule", line.Rule);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEvidence(Utf8JsonWriter json, SessionView session, Bill bill)
    {
        json.WriteStartObject("evidence");
        json.WriteNumber("readings", session.Readings);
        json.WriteStartArray("findings");
        foreach (var finding in bill.Findings)
        {
            json.WriteStartObject();
            json.WriteString("code", finding.Code);
            json.WriteString("text", finding.Text);
            if (finding.Reading is { } reading)
                json.WriteNumber("reading", reading);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Text(Instant at) => InstantPattern.ExtendedIso.Format(at);

    private static string? Text(decimal? amount) => amount?.ToString(CultureInfo.InvariantCulture);
}
