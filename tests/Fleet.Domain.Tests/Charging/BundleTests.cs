using System.Text.Json.Nodes;

using CsCheck;

using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Documents;
using Fleet.Domain.Charging;
using Fleet.Domain.Charging.Bundles;
using Fleet.Domain.Metering;


using static Fleet.Domain.Tests.Charging.Played;
using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Charging;

/// <summary>A bill's bundle: from it alone the bill is made again, byte for byte, and whatever is changed in it is noticed.</summary>
public sealed class BundleTests
{
    private static readonly Ruling Because = new("ann", "looked at", MuchLater);

    private static readonly FrozenTariff Wrong = Read("0.39");

    private static readonly FrozenTariff Right = Read("0.32");

    /// <summary>Everything that can happen to a session: readings with several samples and a signature, reports, an exchange, a late reading, a scale, a right tariff.</summary>
    private static readonly string Whole = Write(
        new OpenSession(Session(700), new TransactionStart(Left, Alice, Noon, Noon, new EnergyWh(1_000), 7, Terms(maxPowerW: 22_000, tariff: Wrong) with { DriverId = "driver" })),
        new RecordReadings(Session(700), [Meter(5, 1_500), new Reading(At(10), [new(Measurand.EnergyActiveImportRegister, 2_000), new(Measurand.Temperature, -55, Phase.L2, ReadingContext.Trigger, SampleLocation.Body)], [new SignedData("ALFEN|{\"a\":1}|{}")])]),
        new NoteConnectorStatus(Session(700), ConnectorStatus.SuspendedEV, At(40)),
        new NoteMeterSwap(Session(700), new MeterSwap(At(15), new EnergyWh(2_500), new EnergyWh(10))),
        new StopSession(Session(700), StopAt(60, 6_000, Alice, StopReason.Local, Meter(50, 5_000))),
        new RecordReadings(Session(700), [Meter(20, 9_000_000_000_000_000)]),
        new NoteConnectorStatus(Session(700), ConnectorStatus.Charging, At(45)),
        new RerateSession(Session(700), Right, Because));

    [Fact]
    public void From_a_bundle_the_bill_is_made_again()
    {
        var verdict = BundleVerifier.Verify(Whole);

        Assert.Equal((BundleResult.Ok, "OK", null), (verdict.Result, verdict.Word, verdict.JsonPointer));
        Assert.Equal([1, 3, 5], verdict.Bills.Select(billed => billed.Revision));
        Assert.Equal([null, CorrectionCause.LateEvidence, CorrectionCause.Tariff], verdict.Bills.Select(billed => billed.Cause));
        Assert.Equal("ALFEN|{\"a\":1}|{}", (string?)JsonNode.Parse(Whole)!["evidence"]![1]!["readings"]![1]!["signedValues"]![0]!["data"]);
    }

    [Fact]
    public void Nobody_s_name_or_token_is_in_it()
    {
        Assert.DoesNotContain("ALICE", Whole, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\"driver\"", Whole, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Readings_carry_the_numbers_by_which_the_lines_cite_them()
    {
        var evidence = JsonNode.Parse(Whole)!["evidence"]!.AsArray();

        Assert.Equal([1, 2], evidence[1]!["readings"]!.AsArray().Select(reading => (int)reading!["number"]!));
        Assert.Equal(3, (int)evidence[3]!["number"]!);
        Assert.Equal((4, 5), ((int)evidence[4]!["stop"]!["readings"]![0]!["number"]!, (int)evidence[4]!["number"]!));
        Assert.Contains("\"toReading\": 5", Whole, StringComparison.Ordinal);
    }

    /// <summary>Every digit of the file, one after the other.</summary>
    [Fact]
    public void Each_digit_that_is_changed_is_noticed()
    {
        var digits = Enumerable.Range(0, Whole.Length).Where(i => char.IsAsciiDigit(Whole[i])).ToList();
        Assert.True(digits.Count > 1_000);
        Assert.All(digits, place =>
        {
            var flipped = Whole[place] == '9' ? '0' : (char)(Whole[place] + 1);
            var verdict = BundleVerifier.Verify(string.Concat(Whole.AsSpan(0, place), [flipped], Whole.AsSpan(place + 1)));
            Assert.True(verdict.Result != BundleResult.Ok, $"{Whole[Math.Max(0, place - 40)..(place + 1)]} -> {flipped}");
        });
    }

    [Theory]
    [InlineData("bill", "totalInclTax", "/bill/totalInclTax")]
    [InlineData("bill", "energy", "/bill/energy")]
    [InlineData("engine", "roundingPolicy", "/engine")]
    public void The_first_place_that_differs_is_named(string member, string name, string place)
    {
        var bundle = JsonNode.Parse(Whole)!;
        bundle[member]![name] = "1";

        Assert.Equal((BundleResult.Mismatch, place), Verdict(bundle));
    }

    [Fact]
    public void Evidence_that_somebody_changed_with_its_digests_still_makes_another_bill()
    {
        var bundle = JsonNode.Parse(Whole)!;
        bundle["evidence"]![0]!["start"]!["meterStart"] = 900;
        Sign(bundle);

        Assert.Equal((BundleResult.Mismatch, "/bill/energy"), Verdict(bundle));
    }

    [Fact]
    public void A_tariff_that_somebody_changed_with_its_digests_is_not_the_one_that_was_frozen()
    {
        var bundle = JsonNode.Parse(Whole)!;
        bundle["documents"]![Right.Hash]!["elements"]![0]!["price_components"]![0]!["price"] = 0.01m;
        Sign(bundle);

        Assert.Equal((BundleResult.Mismatch, $"/documents/{Right.Hash}"), Verdict(bundle));
    }

    [Theory]
    [InlineData("/format", "fleet-bill-bundle/2")]
    [InlineData("/zone/offsets", 7200)]
    [InlineData("/evidence/1/event", "weather")]
    [InlineData("/evidence/0", "ocpi-9")]
    public void What_this_build_cannot_know_is_said_and_never_guessed(string place, object value)
    {
        var bundle = JsonNode.Parse(Whole)!;
        _ = place switch
        {
            "/format" => bundle["format"] = (string)value,
            "/zone/offsets" => bundle["zone"]!["offsets"]![0]!["seconds"] = (int)value,
            "/evidence/1/event" => bundle["evidence"]![1]!["event"] = (string)value,
            _ => bundle["evidence"]![0]!["start"]!["terms"]!["tariff"]!["ruleSet"] = (string)value,
        };
        Sign(bundle);

        Assert.Equal((BundleResult.NotVerifiable, place), Verdict(bundle));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"format\":\"fleet-bill-bundle/1\"}")]
    [InlineData("{\"format\":\"fleet-bill-bundle/1\",\"digests\":{}}")]
    public void What_is_no_bundle_cannot_be_verified_and_breaks_nothing(string text) =>
        Assert.NotEqual(BundleResult.Ok, BundleVerifier.Verify(text).Result);

    [Fact]
    public void A_session_without_a_bill_has_no_bundle() => Assert.Null(BillBundle.Write(Session(700), [], null));

    /// <summary>Of any session, whatever was decided about it.</summary>
    [Fact]
    public void Any_bill_is_made_again_from_its_bundle() =>
        (from readings in Gen.Select(Gen.Int[0, 70], Gen.OneOf(Gen.Long[1_000, 12_000], Gen.Long[0, 60_000_000])).Array[0, 5]
         from statuses in Gen.Select(Gen.Int[-5, 70], Gen.Enum<ConnectorStatus>()).Array[0, 4]
         from stop in Gen.Long[1_000, 12_000].Nullable()
         from token in Gen.Enum<TokenStatus>()
         from zone in Gen.OneOf("UTC", "Europe/Berlin", "America/New_York")
         from rulings in Gen.Int[0, 3].Array[0, 3]
         from late in Gen.Int[0, 4]
         select (readings, statuses, stop, token, zone, rulings, late)).Sample(given =>
         {
             var evidence = given.readings.Select(SessionCommand (r) => new RecordReadings(Session(700), [Meter(r.Item1, r.Item2)]))
                 .Concat(given.statuses.Select(SessionCommand (s) => new NoteConnectorStatus(Session(700), s.Item2, At(s.Item1)))).ToList();
             var late = evidence.Take(given.late).ToList();
             var bundle = Write([
                 new OpenSession(Session(700), new TransactionStart(Left, Alice, Noon, Noon, new EnergyWh(1_000), null, Terms(given.token, tariff: Wrong with { TimeZone = given.zone }))),
                 .. evidence.Except(late), new StopSession(Session(700), StopAt(60, given.stop)), .. late,
                 .. given.rulings.Select(SessionCommand (ruling) => ruling switch
                 {
                     0 => new ReleaseHold(Session(700), Because),
                     1 => new CreditSession(Session(700), Because),
                     2 => new ReclassifyRegister(Session(700), RegisterKind.SessionRelative, Because),
                     _ => new RerateSession(Session(700), Right, Because),
                 }),
                 new RecordReadings(Session(700), [Meter(33, 11_999)])]);

             var verdict = BundleVerifier.Verify(bundle);
             Assert.True(verdict.Result == BundleResult.Ok, verdict.Text);
         }, iter: 300);

    [Fact]
    public void The_explanation_says_what_each_correction_changed_and_why()
    {
        var text = CorrectionExplanation.Write(BundleVerifier.Verify(Whole).Bills);

        Assert.Contains("Revision 5 took the place of revision 3 because the tariff was wrong (ann, 2026-03-03T12:00:00Z: looked at); revision 4 credits it in full:", text, StringComparison.Ordinal);
        Assert.Contains("0.39 -> 0.32 per kWh", text, StringComparison.Ordinal);
    }

    /// <summary>8.49 kWh: 0.39 = 3.3111 -> 3.31 + 0.63; 0.32 = 2.7168 -> 2.72 + 0.52: 3.94 -> 3.24.</summary>
    [Fact]
    public void A_difference_names_time_price_and_amount_in_the_words_of_the_place()
    {
        var open = new OpenSession(Session(700), new TransactionStart(Left, Alice, Noon, Noon, new EnergyWh(1_000), null, Terms(tariff: Wrong)));
        var before = NewSession.After(open, new StopSession(Session(700), StopAt(60, 9_490)));
        var after = before.After(new RerateSession(Session(700), Right, Because));

        var difference = BillDifference.Between(before.Bill!, after.Bill!);

        Assert.Equal((-0.59m, -0.70m), (difference.NetChange, difference.GrossChange));
        Assert.Equal("total 3.94 EUR -> 3.24 EUR, -0.70 EUR", difference.Text);
        Assert.EndsWith("13:00-14:00: 0.39 -> 0.32 per kWh, -0.59 EUR", Assert.Single(difference.Lines).Text, StringComparison.Ordinal);
    }

    private static string Write(params SessionCommand[] commands)
    {
        var session = NewSession;
        List<SessionEvent> events = [];
        foreach (var command in commands)
        {
            var decision = session.Decide(command, MuchLater);
            events.AddRange(decision.Events);
            session = session.After(decision);
        }

        return BillBundle.Write(Session(700), events, new LedgerPlace(3, new string('a', 64), session.Revision))!;
    }

    private static FrozenTariff Read(string price) => FrozenTariff.Freeze(
        TariffJson.Read($$"""{"id":"T","currency":"EUR","country_code":"DE","party_id":"ABC","elements":[{"price_components":[{"type":"ENERGY","price":{{price}},"vat":19,"step_size":1},{"type":"PARKING_TIME","price":6.00,"vat":19,"step_size":1}]}],"last_updated":"2026-01-01T00:00:00Z"}""").Document!,
        RuleSet.Ocpi221D2,
        "Europe/Berlin");

    private static (BundleResult, string?) Verdict(JsonNode bundle) => BundleVerifier.Verify(bundle.ToJsonString()) is var verdict ? (verdict.Result, verdict.JsonPointer) : default;

    /// <summary>As somebody would who knows how digests are made: the SHA-256 of each member, or of each item of a list, in canonical JSON.</summary>
    private static void Sign(JsonNode bundle)
    {
        var digests = bundle["digests"]!;
        foreach (var (name, member) in bundle.AsObject().Where(member => member.Key != "digests"))
            digests[name] = member is JsonArray items ? new JsonArray([.. items.Select(item => (JsonNode)Hash(item))]) : Hash(member);

        static string Hash(JsonNode? node) => CanonicalJson.Hash(CanonicalJson.Canonicalize(node?.ToJsonString() ?? "null"));
    }
}
