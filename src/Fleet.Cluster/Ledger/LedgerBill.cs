using System.Text.Json;

using Fleet.Domain;
using Fleet.Domain.Billing;
using Fleet.Domain.Metering;

using static Fleet.Cluster.Ledger.BilledTransaction;

namespace Fleet.Cluster.Ledger;

/// <summary>The bill that an entry's document says, as it was booked.</summary>
internal static class LedgerBill
{
    /// <summary>Reads it.</summary>
    /// <exception cref="JsonException">The document is none of the ledger's.</exception>
    public static Bill Read(JsonElement entry)
    {
        var lines = entry.GetProperty("lines").EnumerateArray().Select(Line).ToValueList();
        var (net, gross) = (Money(entry, "totalExclTax"), Money(entry, "totalInclTax"));
        var evidence = entry.GetProperty("evidence");
        return new Bill
        {
            State = Text(entry, "kind") == EntryKind.Hold ? BillState.Held : BillState.Billed,
            HeldFor = (Text(entry, "heldFor")?.Split(", ") ?? []).ToValueList(),
            Energy = new EnergyWh(entry.GetProperty("energyWh").GetInt64()),
            ChargingSeconds = entry.GetProperty("chargingSeconds").GetInt64(),
            IdleSeconds = entry.GetProperty("idleSeconds").GetInt64(),
            Tariff = Stamp(entry),
            Currency = Text(entry, "currency") is { } code ? Currency.Of(code) : null,
            TaxBasis = BasisOf(lines, net, gross),
            TotalExclTax = net,
            TotalInclTax = gross,
            Taxes = entry.GetProperty("taxes").EnumerateArray().Select(Tax).ToValueList(),
            Lines = lines,
            Evidence = Quality(evidence.GetProperty("energyWh")),
            Findings = evidence.GetProperty("findings").EnumerateArray().Select(Finding).ToValueList(),
        };
    }

    /// <summary>The net total is the sum of net lines, the gross total that of gross ones: whichever the lines add up to says what they are.</summary>
    private static TaxBasis BasisOf(ValueList<BillLine> lines, decimal? net, decimal? gross)
    {
        var sum = lines.Sum(line => line.Amount);
        return sum == gross && sum != net ? TaxBasis.Included : TaxBasis.Excluded;
    }

    private static TariffStamp? Stamp(JsonElement entry) => Text(entry, "tariffId") is not { } id
        ? null
        : new TariffStamp(
            new TariffId(id),
            Required(entry, "tariffHash"),
            RuleSets.Find(Required(entry, "ruleSet")) ?? throw new JsonException("ruleSet is not known"),
            Required(entry, "timeZone"),
            Required(entry, "tzdb"));

    private static BillLine Line(JsonElement line)
    {
        var unit = BillUnits.Find(Required(line, "unit")) ?? throw new JsonException("unit is not known");
        return new BillLine
        {
            Kind = Enum.Parse<BillLineKind>(Required(line, "kind")),
            Text = Required(line, "text"),
            Volume = unit.Volume(RequiredMoney(line, "quantity")),
            Unit = unit,
            UnitPrice = RequiredMoney(line, "unitPrice"),
            ExactAmount = RequiredMoney(line, "exactAmount"),
            Amount = RequiredMoney(line, "amount"),
            VatPercent = Money(line, "vatPercent"),
            From = Time(Required(line, "from")),
            To = Time(Required(line, "to")),
            FromReading = line.GetProperty("fromReading").GetInt32(),
            ToReading = line.GetProperty("toReading").GetInt32(),
            Interpolated = line.GetProperty("interpolated").GetBoolean(),
            TariffPointer = Text(line, "tariffPointer"),
            Rule = Required(line, "rule"),
        };
    }

    private static TaxLine Tax(JsonElement tax) => new(Money(tax, "ratePercent"), RequiredMoney(tax, "base"), RequiredMoney(tax, "amount"));

    private static EvidenceQuality Quality(JsonElement energy) => new(Energy(energy, "signed"), Energy(energy, "plain"), Energy(energy, "interpolated"), Energy(energy, "estimated"));

    private static EnergyWh Energy(JsonElement of, string name) => new(of.GetProperty(name).GetInt64());

    private static Finding Finding(JsonElement finding) =>
        new(Required(finding, "code"), Required(finding, "text"), finding.TryGetProperty("reading", out var reading) ? reading.GetInt32() : null);

    private static decimal RequiredMoney(JsonElement of, string name) => Money(of, name) ?? throw new JsonException($"{name} must be a decimal");
}
