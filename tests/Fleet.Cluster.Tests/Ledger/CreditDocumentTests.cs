using System.Text.Json.Nodes;

using Fleet.Cluster.Ledger;
using Fleet.Domain;
using Fleet.Domain.Charging;

using static Fleet.Cluster.Tests.Given;

namespace Fleet.Cluster.Tests.Ledger;

/// <summary>A reversal, figure by figure.</summary>
public sealed class CreditDocumentTests
{
    private const string Bill =
        """
        {
          "id": "CP1:700", "chargerId": "CP1", "evseId": 1, "connectorId": 1, "transactionId": "700", "revision": 3, "kind": "BILL", "invoice": "F-7", "recordedAt": "2026-03-02T12:31:00Z", "token": "p_t", "driverId": null,
          "siteId": null, "startedAt": "2026-03-02T12:00:00Z", "stoppedAt": "2026-03-02T12:30:00Z", "meterStartWh": 1000, "meterStopWh": 5000,
          "energyWh": 4000, "chargingSeconds": 1800, "idleSeconds": 0, "currency": "EUR", "totalExclTax": "2.00", "totalInclTax": null,
          "taxes": [{ "ratePercent": "19", "base": "2.00", "amount": "0.38" }, { "ratePercent": null, "base": "0.00", "amount": "-0.01" }],
          "lines": [
            { "kind": "Energy", "quantity": "4", "unit": "kWh", "unitPrice": "0.50", "exactAmount": "2.00", "amount": "2.00", "fromReading": 0, "toReading": 2 },
            { "kind": "MaxPrice", "quantity": "1", "unit": "1", "unitPrice": "-0.10", "exactAmount": "-0.100", "amount": "-0.10", "fromReading": 0, "toReading": 2 },
            { "kind": "HeldByStation", "quantity": "0.25", "unit": "h", "unitPrice": "0", "exactAmount": "0", "amount": "0.00", "fromReading": 0, "toReading": 2 }
          ],
          "evidence": { "readings": 1, "energyWh": { "signed": 0, "plain": 3000, "interpolated": 600, "estimated": 400 }, "findings": [] },
          "corrects": { "revision": 1, "cause": "TARIFF" }, "heldFor": null, "creditOf": null, "stopReason": "Local",
          "ruling": { "at": "2026-03-02T13:00:00Z", "by": "ann", "reason": "released" }
        }
        """;

    private const string Credit =
        """
        {
          "id": "CP1:700", "chargerId": "CP1", "evseId": 1, "connectorId": 1, "transactionId": "700", "revision": 4, "kind": "CREDIT", "invoice": "F-9", "recordedAt": "2026-03-02T14:00:00Z", "token": "p_t", "driverId": null,
          "siteId": null, "startedAt": "2026-03-02T12:00:00Z", "stoppedAt": "2026-03-02T12:30:00Z", "meterStartWh": 1000, "meterStopWh": 5000,
          "energyWh": -4000, "chargingSeconds": -1800, "idleSeconds": 0, "currency": "EUR", "totalExclTax": "-2.00", "totalInclTax": null,
          "taxes": [{ "ratePercent": "19", "base": "-2.00", "amount": "-0.38" }, { "ratePercent": null, "base": "0.00", "amount": "0.01" }],
          "lines": [
            { "kind": "Energy", "quantity": "-4", "unit": "kWh", "unitPrice": "0.50", "exactAmount": "-2.00", "amount": "-2.00", "fromReading": 0, "toReading": 2 },
            { "kind": "MaxPrice", "quantity": "-1", "unit": "1", "unitPrice": "-0.10", "exactAmount": "0.100", "amount": "0.10", "fromReading": 0, "toReading": 2 },
            { "kind": "HeldByStation", "quantity": "-0.25", "unit": "h", "unitPrice": "0", "exactAmount": "0", "amount": "0.00", "fromReading": 0, "toReading": 2 }
          ],
          "evidence": { "readings": 1, "energyWh": { "signed": 0, "plain": -3000, "interpolated": -600, "estimated": -400 }, "findings": [] },
          "corrects": null, "heldFor": null, "creditOf": { "id": "CP1:700", "revision": 3 }, "stopReason": "Local"
        }
        """;

    private static readonly EntryStamp Stamp = new(At(120), "F-9");
    private static readonly string Stored = CanonicalJson.Canonicalize(Bill);

    [Fact]
    public void Every_figure_that_adds_up_is_negated_and_nothing_else() =>
        Assert.Equal(CanonicalJson.Canonicalize(Credit), CreditDocument.Write(Stored, 4, Stamp, null));

    [Fact]
    public void It_carries_the_ruling_that_ordered_it_and_not_the_bills()
    {
        var credit = JsonNode.Parse(CreditDocument.Write(Stored, 4, Stamp, new Ruling("bob", "wrong tariff", At(90))))!;

        Assert.Equal("""{"at":"2026-03-02T13:30:00Z","by":"bob","reason":"wrong tariff"}""", credit["ruling"]!.ToJsonString());
    }

    [Theory]
    [InlineData("\"energyWh\":-4000", "\"energyWh\":-3999")]
    [InlineData("\"amount\":\"-0.38\"", "\"amount\":\"-0.39\"")]
    [InlineData("\"unitPrice\":\"0.50\"", "\"unitPrice\":\"0.51\"")]
    [InlineData("\"idleSeconds\":0", "\"idleSeconds\":1")]
    [InlineData("\"creditOf\":{\"id\":\"CP1:700\",\"revision\":3}", "\"creditOf\":{\"id\":\"CP1:700\",\"revision\":1}")]
    [InlineData("\"stopReason\":\"Local\"", "\"stopReason\":\"Remote\"")]
    public void A_credit_that_differs_in_anything_reverses_nothing(string right, string wrong)
    {
        var credit = CreditDocument.Write(Stored, 4, Stamp, new Ruling("bob", "wrong tariff", At(90)));
        Assert.True(CreditDocument.Reverses(credit, Stored, 4));
        Assert.Contains(right, credit, StringComparison.Ordinal);

        Assert.False(CreditDocument.Reverses(credit.Replace(right, wrong, StringComparison.Ordinal), Stored, 4));
    }
}
