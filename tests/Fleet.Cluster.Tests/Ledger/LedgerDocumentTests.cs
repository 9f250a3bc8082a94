using System.Text.Json;

using Fleet.Cluster.Ledger;
using Fleet.Cluster.Projections;
using Fleet.Cluster.Tests.Serialization;
using Fleet.Domain.Billing;

using static Fleet.Cluster.Tests.Given;

namespace Fleet.Cluster.Tests.Ledger;

/// <summary>A billed transaction, as the design names its fields.</summary>
public sealed class LedgerDocumentTests
{
    private static readonly SessionView Row = new()
    {
        SessionId = "a%3Ab:4711",
        ChargerId = "a:b",
        TransactionId = "4711",
        EvseId = 2,
        ConnectorId = 1,
        Token = "Card-1",
        TokenKey = "CARD-1",
        DriverId = "driver",
        SiteId = "site",
        State = "HELD",
        StartedAt = At(0),
        StoppedAt = At(60).PlusTicks(1_230_000),
        MeterStartWh = 1_234_000,
        MeterStopWh = 1_240_000,
        StopReason = "EVDisconnected",
        Readings = 9,
    };

    [Fact]
    public void The_document_holds_what_the_bill_says_under_the_designs_names()
    {
        var document = LedgerDocument.Read(LedgerDocument.Entry(Row, Example.Bill) with { Sequence = 7 });

        Assert.Equal(
            JsonSerializer.Serialize(JsonElement.Parse(
                $$"""
                {
                  "id": "a%3Ab:4711", "chargerId": "a:b", "evseId": 2, "connectorId": 1, "transactionId": "4711",
                  "token": "Card-1", "driverId": "driver", "siteId": "site",
                  "startedAt": "2026-03-02T12:00:00Z", "stoppedAt": "2026-03-02T13:00:00.123Z", "meterStartWh": 1234000, "meterStopWh": 1240000,
                  "energyWh": 6000, "chargingSeconds": 3600, "idleSeconds": 60,
                  "tariffId": "T1", "tariffHash": "{{new string('a', 64)}}", "ruleSet": "ocpi-3-nostep", "timeZone": "Europe/Berlin",
                  "tzdb": "TZDB: 2025b (mapping: 1)", "currency": "EUR", "totalExclTax": "3.54", "totalInclTax": "4.20",
                  "taxes": [
                    { "ratePercent": "19", "base": "3.54", "amount": "0.67" },
                    { "ratePercent": null, "base": "0", "amount": "-0.01" }
                  ],
                  "lines": [{
                    "kind": "Energy", "text": "Energy", "quantity": "6", "unit": "kWh", "unitPrice": "0.590", "exactAmount": "3.54000", "amount": "3.54",
                    "vatPercent": "19.0", "from": "2026-11-23T12:00:00Z", "to": "2026-11-23T13:00:00Z", "fromReading": 1, "toReading": 9,
                    "interpolated": true, "tariffPointer": "/elements/0/price_components/0", "rule": "first-match"
                  }],
                  "evidence": { "readings": 9, "findings": [{ "code": "READING_GAP", "text": "a gap", "reading": 4 }] },
                  "heldFor": "IMPLAUSIBLE_ENERGY", "creditOf": null, "stopReason": "EVDisconnected",
                  "state": "HELD", "ledger": { "sequence": 7 }
                }
                """)),
            JsonSerializer.Serialize(JsonElement.Parse(document)));
    }

    [Fact]
    public void The_row_says_the_same_as_the_document()
    {
        var row = LedgerDocument.Entry(Row, Example.Bill);

        Assert.Equal(("a%3Ab:4711", 1, "HOLD", "a:b", "site", "driver"), (row.Id, row.Revision, row.Kind, row.ChargerId, row.SiteId, row.DriverId));
        Assert.Equal((Row.StoppedAt, 6_000L, "EUR", (decimal?)3.54m, (decimal?)4.20m, "IMPLAUSIBLE_ENERGY"),
            (row.StoppedAt, row.EnergyWh, row.Currency, row.TotalExclTax, row.TotalInclTax, row.HeldFor));
    }

    [Fact]
    public void A_bill_without_tariff_keeps_every_name_with_null()
    {
        var bill = new Bill { State = BillState.Billed };
        var session = Row with { DriverId = null, SiteId = null, MeterStopWh = null };

        var document = JsonElement.Parse(LedgerDocument.Read(LedgerDocument.Entry(session, bill)));

        Assert.Equal(
            [
                "id", "chargerId", "evseId", "connectorId", "transactionId", "token", "driverId", "siteId", "startedAt", "stoppedAt", "meterStartWh",
                "meterStopWh", "energyWh", "chargingSeconds", "idleSeconds", "tariffId", "tariffHash", "ruleSet", "timeZone", "tzdb", "currency",
                "totalExclTax", "totalInclTax", "taxes", "lines", "evidence", "heldFor", "creditOf", "stopReason", "state", "ledger",
            ],
            document.EnumerateObject().Select(member => member.Name),
            StringComparer.Ordinal);
        Assert.Equal("BILLED", document.GetProperty("state").GetString());
        Assert.All(
            ["driverId", "siteId", "meterStopWh", "tariffId", "ruleSet", "currency", "totalExclTax", "totalInclTax", "heldFor"],
            name => Assert.Equal(JsonValueKind.Null, document.GetProperty(name).ValueKind));
    }
}
