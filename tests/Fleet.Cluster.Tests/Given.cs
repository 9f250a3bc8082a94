using Fleet.Cluster.Tests.Serialization;
using Fleet.Domain;
using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Cluster.Tests;

/// <summary>The values that tests begin with: a charger, a driver, 0.50 EUR a kWh and 19 % VAT, a session that starts at noon.</summary>
internal static class Given
{
    /// <summary>The first transaction's id.</summary>
    public const int First = 700;

    public static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);
    public static readonly ChargerId Charger = ChargerId.Parse("CP1");
    public static readonly EvseConnector Left = EvseConnector.OfConnector(1);
    public static readonly EvseConnector Right = EvseConnector.OfConnector(2);
    public static readonly IdToken Alice = new("Alice");
    public static readonly FrozenTariff Tariff = Example.Tariff("0.50", RuleSet.Ocpi221D2, "Europe/Berlin");

    public static Instant At(int minute) => Noon + Duration.FromMinutes(minute);

    public static SessionId Session(int transaction = First, ChargerId? charger = null) => new(charger ?? Charger, TransactionId.From(transaction));

    public static ChargerConnection Socket(int number, int minute = 0, string node = "akka://fleet") =>
        new(new Guid(number, 0, 0, new byte[8]), node, "ocpp1.6", At(minute));

    public static StartTransaction Start(ChargerId? charger = null, EvseConnector? on = null, int minute = 0, long meter = 1_000) => new(
        charger ?? Charger, on ?? Left, Alice, At(minute), new EnergyWh(meter), null,
        new SessionTerms(TokenStatus.Accepted, DriverId: "driver", SiteId: "site", Tariff: Tariff), First);

    public static TransactionStart Started(int minute = 0, long meter = 1_000) =>
        new(Left, Alice, At(minute), At(minute), new EnergyWh(meter), null, Start().Terms);

    public static Reading Meter(int minute, long wh, long? powerW = null) => new(
        At(minute),
        powerW is { } w
            ? [new Sample(Measurand.EnergyActiveImportRegister, wh), new Sample(Measurand.PowerActiveImport, w)]
            : [new Sample(Measurand.EnergyActiveImportRegister, wh)]);

    public static ReportReadings Readings(int? transaction, EvseConnector on, params Reading[] readings) =>
        new(Charger, on, transaction is { } id ? TransactionId.From(id) : null, readings.ToValueList());

    public static TransactionStop StopAt(int minute, long meter, params Reading[] readings) =>
        new(At(minute), new EnergyWh(meter), StopReason.Local, Alice, readings.ToValueList());

    public static StopTransaction Stop(int transaction, int minute, long meter, ChargerId? charger = null) =>
        new(charger ?? Charger, TransactionId.From(transaction), StopAt(minute, meter));

    public static ReportConnector Status(EvseConnector on, ConnectorStatus status, int minute) =>
        new(Charger, new ConnectorReport(on, status, "NoError", At(minute)));
}
