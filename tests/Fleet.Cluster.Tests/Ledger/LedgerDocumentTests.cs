using System.Text.Json;

using CsCheck;

using Fleet.Cluster.Ledger;
using Fleet.Cluster.Projections;
using Fleet.Cluster.Tests.Serialization;
using Fleet.Domain;
using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Metering;

using static Fleet.Cluster.Tests.Given;

namespace Fleet.Cluster.Tests.Ledger;

/// <summary>A billed transaction, as the design names its fields.</summary>
public sealed class LedgerDocumentTests
{
    private static readonly EntryStamp Stamp = new(At(120), "F-1");

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
        var billed = new SessionBilled(Example.Bill, 2, null, new Ruling("ops:\"Zoë\"", "looked\tat", At(90)), CorrectionCause.LateEvidence);

        var document = new LedgerDocument(Row, billed, Stamp, "p_token", "p_driver").Write();

        Assert.Equal(
            CanonicalJson.Canonicalize(
                $$"""
                {
                  "id": "a%3Ab:4711", "chargerId": "a:b", "evseId": 2, "connectorId": 1, "transactionId": "4711", "revision": 2, "kind": "HOLD", "invoice": null, "recordedAt": "2026-03-02T14:00:00Z",
                  "token": "p_token", "driverId": "p_driver", "siteId": "site",
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
                  "evidence": {
                    "readings": 9, "energyWh": { "signed": 3000, "plain": 1500, "interpolated": 1000, "estimated": 500 }, "findings": [{ "code": "READING_GAP", "text": "a gap", "reading": 4 }]
                  },
                  "corrects": { "revision": 1, "cause": "LATE_EVIDENCE" },
                  "ruling": { "at": "2026-03-02T13:30:00Z", "by": "ops:\"Zoë\"", "reason": "looked\tat" },
                  "heldFor": "IMPLAUSIBLE_ENERGY", "creditOf": null, "stopReason": "EVDisconnected"
                }
                """),
            document);
    }

    [Fact]
    public void A_bill_without_tariff_keeps_every_name_with_null()
    {
        var session = Row with { SiteId = null, MeterStopWh = null };

        var document = JsonElement.Parse(new LedgerDocument(session, new SessionBilled(new Bill { State = BillState.Billed }), Stamp, "p_token", null).Write());

        Assert.Equal(
            [
                "chargerId", "chargingSeconds", "connectorId", "corrects", "creditOf", "currency", "driverId", "energyWh", "evidence", "evseId", "heldFor", "id",
                "idleSeconds", "invoice", "kind", "lines", "meterStartWh", "meterStopWh", "recordedAt", "revision", "ruleSet", "siteId", "startedAt", "stopReason", "stoppedAt",
                "tariffHash", "tariffId", "taxes", "timeZone", "token", "totalExclTax", "totalInclTax", "transactionId", "tzdb",
            ],
            document.EnumerateObject().Select(member => member.Name),
            StringComparer.Ordinal);
        Assert.Equal("BILL", document.GetProperty("kind").GetString());
        Assert.All(
            ["driverId", "siteId", "meterStopWh", "tariffId", "ruleSet", "currency", "totalExclTax", "totalInclTax", "heldFor"],
            name => Assert.Equal(JsonValueKind.Null, document.GetProperty(name).ValueKind));
    }

    [Fact]
    public void Every_document_is_canonical_whatever_the_bill_says() =>
        Gen.Select(Generators.Bill, Generators.Text, Generators.OptionalText).Sample((bill, text, optional) =>
        {
            var possible = bill with { Energy = new EnergyWh(4_000), ChargingSeconds = 1_800, IdleSeconds = 0 };
            var session = Row with { ChargerId = text, StopReason = optional + "\u0001\u007f\u2028", SiteId = optional };

            var document = new LedgerDocument(session, new SessionBilled(possible), Stamp, "p_token", optional).Write();

            Assert.Equal(CanonicalJson.Canonicalize(document), document);
        }, iter: 300, threads: 1);
}
