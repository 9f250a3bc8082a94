using Fleet.Domain;
using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Documents;
using Fleet.Domain.Billing.Promotions;
using Fleet.Domain.Charging;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Cluster.Tests.Serialization;

/// <summary>One fixed value of each stored type, with every optional part given: what the golden bytes stand for. Never changed, only added to.</summary>
internal static class Example
{
    public static readonly Instant Noon = Instant.FromUtc(2026, 11, 23, 12, 0);

    private static readonly ChargerId Charger = ChargerId.Parse("CP:1");
    private static readonly TransactionId Transaction = TransactionId.From(4711);
    private static readonly ChargerConnection Connection = new(new Guid("00112233-4455-6677-8899-aabbccddeeff"), "akka.tcp://fleet@n1:4053", "ocpp1.6", Noon);
    private static readonly ChargerDescription Description = new("Maker", "M1", "S1", "1.2.3", "8949", "2620", "MT", "MS1");
    private static readonly ConnectorReport Report = new(new(2, 1), ConnectorStatus.SuspendedEV, "NoError", Noon, "info", "vendor", "v1");

    private static readonly Reading Reading = new(
        Noon + Duration.FromMinutes(5),
        [
            new(Measurand.EnergyActiveImportRegister, 1_234_567),
            new(Measurand.Temperature, -55, Phase.L2, ReadingContext.Trigger, SampleLocation.Body),
        ],
        [new SignedData("OCMF|{}|{}")]);

    private static readonly TransactionStart Start = new(
        new(2, 1), new("CARD-1"), Noon, Noon.Plus(Duration.FromTicks(1)), new(1_234_000), 7,
        new SessionTerms(TokenStatus.Accepted, new IdToken("GROUP"), "driver", "site", 22_000, Tariff("0.59", RuleSet.Ocpi221D2, "Europe/Berlin")));

    private static readonly TransactionStop Stop = new(Noon + Duration.FromHours(1), new(1_240_000), StopReason.EVDisconnected, new IdToken("CARD-1"), [Reading]);
    private static readonly ParkedEvidence Parked = new(3, new(2, 1), new("-1"), [Reading], Stop, Noon);

    public static readonly Bill Bill = new()
    {
        State = BillState.Held,
        HeldFor = [FindingCode.ImplausibleEnergy],
        Energy = new(6_000),
        ChargingSeconds = 3_600,
        IdleSeconds = 60,
        Tariff = new TariffStamp(new("T1"), new string('a', 64), RuleSet.Ocpi3NoStep, "Europe/Berlin", "TZDB: 2025b (mapping: 1)"),
        Currency = Currency.Of("EUR"),
        TaxBasis = TaxBasis.Excluded,
        TotalExclTax = 3.54m,
        TotalInclTax = 4.20m,
        ExactExclTax = 3.5400m,
        ExactInclTax = 4.212600m,
        Taxes = [new(19m, 3.54m, 0.67m), new(null, 0m, -0.01m)],
        Lines =
        [
            new()
            {
                Kind = BillLineKind.Energy,
                Text = "Energy",
                Volume = 6_000,
                Unit = BillUnit.WattHour,
                UnitPrice = 0.590m,
                ExactAmount = 3.54000m,
                Amount = 3.54m,
                VatPercent = 19.0m,
                From = Noon,
                To = Noon + Duration.FromHours(1),
                FromReading = 1,
                ToReading = 9,
                Interpolated = true,
                TariffPointer = "/elements/0/price_components/0",
                Rule = BillRule.FirstMatch,
            },
        ],
        Findings = [new(FindingCode.ReadingGap, "a gap", 4)],
        Evidence = new EvidenceQuality(new(3_000), new(1_500), new(1_000), new(500)),
    };

    public static readonly ChargerState ChargerState = new(Charger)
    {
        Connection = Connection,
        Description = Description,
        LastSeenAt = Noon,
        Connectors = new ChargerState(Charger).Connectors.Add(Report.Connector, Report),
        Transactions = new TransactionLog(
            4711,
            4712,
            [new(Transaction, new(2, 1), new("CARD-1"), Noon, new(1_234_000))],
            [new(Transaction, new(2, 1), new("CARD-1"), Noon, new(1_234_000), TokenStatus.Accepted, new IdToken("GROUP"))]),
        Parked = new ParkingLot(4, [Parked]),
        Owed = [new("open:4711", new OpenSession(new SessionId(Charger, Transaction), Start))],
        ReportsOwed = 5,
    };

    /// <summary>One of each stored type.</summary>
    public static readonly ValueList<object> Stored =
    [
        new ChargerConnected(Connection),
        new ChargerDisconnected(Connection.Id, Noon),
        new ChargerBooted(Description, Noon),
        new ChargerSeen(Noon),
        new ConnectorReported(Report, Noon),
        new TransactionStarted(Transaction, Start),
        new TransactionEnded(Transaction, Noon),
        new EvidenceParked(Parked),
        new ParkedEvidenceMatched(3, Transaction),
        new ChargerDebtSettled("open:4711"),
        ChargerState,
        new SessionOpened(Start),
        new ReadingsRecorded([Reading], new(567), Noon, Matched: true),
        new ConnectorStatusNoted(ConnectorStatus.Charging, Noon),
        new SessionStopped(Stop, Noon, Matched: true),
        new SessionBilled(Bill),
        new StopRepeated(Stop, Noon),
        new SessionDebtSettled("end"),
    ];

    private static readonly Ruling Ruling = new("alice", "meter checked", Noon);
    private static readonly MeterSwap Swap = new(Noon, new(1_234_567), new(12), "S2");
    private static readonly QueuedCommand Queued = new(Connection.Id, "Reset", """{"type":"Soft"}""", Noon, Noon + Duration.FromHours(1));

    /// <summary>The charger with what its snapshot holds since commands wait for it.</summary>
    public static readonly ChargerState ChargerState2 = ChargerState with
    {
        Owed = [new("open:4711", new OpenSession(new SessionId(Charger, Transaction), Start), Noon)],
        Commands = [Queued],
    };

    /// <summary>The types that came later, and what was added to the first ones.</summary>
    public static readonly ValueList<object> StoredLater =
    [
        new ConnectorReported(Report, Noon, Owed: true),
        new ChargerDebtSettled("open:4711", NothingLeft: true),
        new MeterSwapped(new(2, 1), Swap, Ruling),
        new CommandQueued(Queued),
        new CommandFinished(Queued.Id, new CommandResult(CommandOutcome.Error, "{}", "NotSupported", "no"), Noon),
        ChargerState2,
        new ConnectorStatusNoted(ConnectorStatus.Available, Noon, Noon.Plus(Duration.FromTicks(1))),
        new SessionSuperseded(Noon, Noon.Plus(Duration.FromTicks(1))),
        new SessionMeterSwapped(Swap, Noon),
        new SessionProbed(Noon, Noon + Duration.FromMinutes(30)),
        new SessionStopped(Stop, Noon, ClosedFor: ClosingCause.Superseded),
        new SessionBilled(Bill, 3, 1, Ruling),
        new SessionDebtSettled("end", NothingLeft: true),
        new TransactionEnded(Transaction, Noon, Noon + Duration.FromHours(1)),
        ChargerState2 with
        {
            Transactions = ChargerState.Transactions with { Answered = [ChargerState.Transactions.Answered[0] with { StoppedAt = Noon + Duration.FromHours(1) }] },
        },
        new SessionBilled(Bill, 3, 1, Ruling, CorrectionCause.Tariff),
        new RegisterReclassified(RegisterKind.Mixed, Ruling),
        new TariffReplaced(Start.Terms.Tariff!, Ruling),
        new ReviewAsked(new Finding(FindingCode.LateEvidence, "more energy", 4), Noon),
        new SessionOpened(Start with { Terms = Start.Terms with { Promotions = [Promotion(10), Promotion(20)] } }),
        new SessionOpened(Start with { Terms = Start.Terms with { EvseKind = EvseKind.DC }, Resumes = TransactionId.From(4710) }),
        new TransactionEnded(Transaction, Noon, Noon + Duration.FromHours(1), Served: true),
        new ReadingsRecorded([Reading], new(567), Noon, CostInclTax: 12.30m),
        ChargerState2 with
        {
            Transactions = ChargerState.Transactions with { Answered = [ChargerState.Transactions.Answered[0] with { StoppedAt = Noon + Duration.FromHours(1), Served = true }] },
        },
        new SessionOpened(Start with { Terms = Start.Terms with { MeterPublicKey = "3059AB" } }),
        new ReadingsRecorded([Reading with { SignedValues = [new("OCMF|{}|{}"), new("T0NNRg==", "OCMF", "ECDSA", "3059", IsCut: true)] }], new(567), Noon),
    ];

    /// <summary>So many percent off energy, for members.</summary>
    public static FrozenPromotion Promotion(int percent) => PromotionJson.Read(
        $$"""{"id":"GOLD{{percent}}","name":"Gold, {{percent}} % off","kind":"Membership","eligibility":{"groups":["GOLD"]},"effects":[{"dimensions":["ENERGY"],"percent":{{percent}}}]}""").Promotion!;

    /// <summary>A tariff of one price for a kWh.</summary>
    public static FrozenTariff Tariff(string price, RuleSet rules, string zone)
    {
        var json = $$"""{"currency":"EUR","elements":[{"price_components":[{"price":{{price}},"step_size":1,"type":"ENERGY","vat":19}]}],"id":"T1"}""";
        var document = TariffJson.Read(json).Document!;
        return new FrozenTariff(document.Tariff, document.Hash, document.CanonicalJson, rules, zone, "TZDB: 2025b (mapping: 1)");
    }
}
