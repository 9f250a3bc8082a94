using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Tests;

/// <summary>The values that tests begin with: one charger, one driver, one tariff, a session that starts at noon.</summary>
internal static class Given
{
    public static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);
    public static readonly Instant MuchLater = Noon + Duration.FromDays(1);
    public static readonly ChargerId Charger = ChargerId.Parse("CP1");
    public static readonly EvseConnector Left = EvseConnector.OfConnector(1);
    public static readonly EvseConnector Right = EvseConnector.OfConnector(2);
    public static readonly IdToken Alice = new("ALICE");
    public static readonly IdToken Bob = new("BOB");

    /// <summary>0.40 EUR a kWh, 19 % VAT on top.</summary>
    public static readonly FrozenTariff Tariff = Freeze(new PriceComponent(TariffDimension.Energy, 0.40m, 19m));

    public static FrozenTariff Freeze(params PriceComponent[] components) => new(
        new Tariff(new TariffId("T"), Currency.Of("EUR"), TaxBasis.Excluded, [new TariffElement(components.ToValueList())]),
        "hash",
        "{}",
        RuleSet.Ocpi221D2,
        "Europe/Berlin",
        "test");

    public static Instant At(int minute, int second = 0) => Noon + Duration.FromMinutes(minute) + Duration.FromSeconds(second);

    /// <summary>What the import register showed <paramref name="minute"/> minutes after noon.</summary>
    public static Reading Meter(int minute, long wh) => Meter(At(minute), wh);

    public static Reading Meter(Instant at, long wh) => new(at, [new Sample(Measurand.EnergyActiveImportRegister, wh)]);

    public static SessionTerms Terms(TokenStatus status = TokenStatus.Accepted, long? maxPowerW = null, FrozenTariff? tariff = null) =>
        new(status, MaxPowerW: maxPowerW, Tariff: tariff ?? Tariff);

    public static StartTransaction Start(
        EvseConnector? on = null, IdToken? token = null, int minute = 0, long meter = 1_000, SessionTerms? terms = null, int first = 700) =>
        new(Charger, on ?? Left, token ?? Alice, At(minute), new EnergyWh(meter), null, terms ?? Terms(), first);

    public static ReportReadings Readings(EvseConnector on, int? transaction, params Reading[] readings) =>
        new(Charger, on, transaction is { } id ? TransactionId.From(id) : null, readings.ToValueList());

    public static TransactionStop StopAt(int minute, long? meter, IdToken? token = null, StopReason reason = StopReason.Local, params Reading[] readings) =>
        new(At(minute), meter is { } wh ? new EnergyWh(wh) : null, reason, token, readings.ToValueList());

    public static StopTransaction Stop(int transaction, int minute, long? meter, IdToken? token = null, params Reading[] readings) =>
        new(Charger, TransactionId.From(transaction), StopAt(minute, meter, token, StopReason.Local, readings));

    public static ReportConnector Status(EvseConnector on, ConnectorStatus status, int minute) =>
        new(Charger, new ConnectorReport(on, status, "NoError", At(minute)));

    public static SessionId Session(int transaction) => new(Charger, TransactionId.From(transaction));
}
