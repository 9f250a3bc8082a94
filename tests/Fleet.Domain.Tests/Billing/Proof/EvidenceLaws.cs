using CsCheck;

using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Metering;
using Fleet.Domain.Tests.Charging;

namespace Fleet.Domain.Tests.Billing.Proof;

/// <summary>What holds of a session's bill, in whatever order and however often its evidence arrives.</summary>
public sealed class EvidenceLaws
{
    private const int Minutes = 600;

    /// <summary>The evidence of a session of ten hours: its meter every few minutes, its connector's status now and then.</summary>
    private static readonly Gen<SessionCommand[]> Evidence =
        from steps in Gen.Select(Gen.Int[1, 40], Gen.Int[0, 4_000]).Array[1, 20]
        from statuses in Gen.Select(Gen.Int[0, Minutes], Gen.OneOf(ConnectorStatus.Charging, ConnectorStatus.SuspendedEV, ConnectorStatus.SuspendedEVSE)).Array[0, 6]
        select Commands(steps, statuses);

    /// <summary>The same evidence twice: in order, and shuffled with some of it repeated.</summary>
    private static readonly Gen<(SessionCommand[] InOrder, SessionCommand[] Jumbled)> Twice =
        from inOrder in Evidence
        from jumbled in Gen.Shuffle(inOrder.Concat(inOrder.Take(inOrder.Length / 2)).ToArray())
        select (inOrder, jumbled);

    [Fact]
    public void Evidence_in_any_order_and_more_than_once_gives_the_same_bill() =>
        Gen.Select(GenBilling.Tariff, Twice).Sample((tariff, evidence) =>
        {
            var (inOrder, jumbled) = evidence;
            Assert.Equal(Essence(Opened(tariff).After(inOrder).After(Stop)), Essence(Opened(tariff).After(jumbled).After(Stop)));
        });

    [Fact]
    public void The_same_journal_gives_the_same_bill_to_the_last_byte() =>
        Gen.Select(GenBilling.Tariff, Evidence).Sample((tariff, evidence) =>
        {
            var events = new List<SessionEvent>();
            var session = Played.NewSession;
            foreach (var command in (SessionCommand[])[new OpenSession(Given.Session(700), Start(tariff)), .. evidence, Stop])
            {
                var decision = session.Decide(command, Given.MuchLater);
                events.AddRange(decision.Events);
                session = session.After(decision);
            }

            var replayed = events.Aggregate(Played.NewSession, (state, @event) => state.Evolve(@event));
            var again = events.OfType<SessionBilled>().Any()
                ? Opened(tariff).After(evidence).After(Stop)
                : throw new InvalidOperationException("never billed");

            Assert.Equal(session.Bill, replayed.Bill);
            Assert.Equal(session.Bill, again.Bill);
            Assert.Equal(BillExplanation.Write(session.Bill!), BillExplanation.Write(again.Bill!));
        });

    [Fact]
    public void Evidence_that_comes_after_the_stop_gives_the_bill_that_it_would_have_given_before() =>
        Gen.Select(GenBilling.Tariff, Twice, Gen.Int[0, 40]).Sample((tariff, evidence, inTime) =>
        {
            var (inOrder, jumbled) = evidence;
            var late = Opened(tariff).After([.. jumbled.Take(inTime)]).After(Stop).After([.. jumbled.Skip(inTime)]);

            // A bill is replaced only where an amount changes, not where a later reading only tells when between two others a price began.
            Assert.Equal(Charged(Opened(tariff).After(inOrder).After(Stop)), Charged(late));
        });

    [Fact]
    public void Rating_again_by_the_same_tariff_changes_nothing() =>
        Gen.Select(GenBilling.Tariff, Evidence).Sample((tariff, evidence) =>
        {
            var billed = Opened(tariff).After(evidence).After(Stop);
            var same = FrozenTariff.Restore(tariff.CanonicalJson, tariff.RuleSet, tariff.TimeZone, tariff.Tzdb);

            var decision = billed.Decide(new RerateSession(Given.Session(700), same, new Ruling("alice", "to be sure", Given.MuchLater)), Given.MuchLater);

            Assert.Empty(decision.Events);
        });

    [Fact]
    public void Rating_by_another_tariff_and_back_again_ends_with_the_first_amounts_and_every_step_credits_the_one_before() =>
        Gen.Select(GenBilling.Tariff, GenBilling.Tariff, Evidence).Sample((right, wrong, evidence) =>
        {
            var ruling = new Ruling("alice", "a slip in the price", Given.MuchLater);
            var billed = Opened(right).After(evidence).After(Stop);
            var there = billed.After(new RerateSession(Given.Session(700), wrong, ruling));
            var back = there.After(new RerateSession(Given.Session(700), right, ruling));

            Assert.Equal(Essence(billed), Essence(back));
            Assert.True(back.Revision is 1 or 5, $"{back.Revision} entries");
        });

    private static StopSession Stop => new(Given.Session(700), Given.StopAt(Minutes, 81_000));

    private static SessionCommand[] Commands((int Minutes, int Wh)[] steps, (int Minute, ConnectorStatus Status)[] statuses)
    {
        var commands = new List<SessionCommand>();
        var (minute, meter) = (0, 1_000L);
        foreach (var step in steps)
        {
            (minute, meter) = (minute + step.Minutes, meter + step.Wh);
            if (minute < Minutes)
                commands.Add(new RecordReadings(Given.Session(700), [Given.Meter(minute, meter)]));
        }

        commands.AddRange(statuses.DistinctBy(status => status.Minute).Select(status =>
            new NoteConnectorStatus(Given.Session(700), status.Status, Given.At(status.Minute))));
        return [.. commands];
    }

    private static TransactionStart Start(FrozenTariff tariff) =>
        new(Given.Left, Given.Alice, Given.Noon, Given.Noon, new EnergyWh(1_000), null, Given.Terms(tariff: tariff));

    private static SessionState Opened(FrozenTariff tariff) => Played.NewSession.After(new OpenSession(Given.Session(700), Start(tariff)));

    /// <summary>What the driver pays and for what, without the numbers that readings got in order of arrival.</summary>
    private static string Essence(SessionState session) => Charged(session) + string.Join('|', session.Bill!.Lines.Select(line => $"{line.From} {line.To}"));

    private static string Charged(SessionState session)
    {
        var bill = session.Bill!;
        return $"{bill.State} {bill.Energy} {bill.ChargingSeconds} {bill.IdleSeconds} {bill.TotalExclTax} {bill.TotalInclTax} {bill.ExactExclTax} {string.Join('|', bill.Taxes)} "
            + string.Join('|', bill.Lines.Select(line => $"{line.Kind} {line.Volume} {line.Amount} {line.TariffPointer}"));
    }
}
