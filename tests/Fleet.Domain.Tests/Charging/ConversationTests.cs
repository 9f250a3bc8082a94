using CsCheck;

using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Metering;

using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Charging;

/// <summary>Whole conversations, with the node lost at every step of them (design: Promises 1 to 3).</summary>
public sealed class ConversationTests
{
    private static readonly ChargerConnection Socket = new(Guid.Parse("00000000-0000-0000-0000-000000000001"), "node1", "ocpp1.6", Noon);

    private static readonly Dictionary<string, ChargerCommand[]> Scripts = new(StringComparer.Ordinal)
    {
        ["plain"] =
        [
            new ConnectCharger(Charger, Socket), new BootCharger(Charger, new ChargerDescription("V", "M")), Status(Left, ConnectorStatus.Preparing, -1),
            Start(Left), Status(Left, ConnectorStatus.Charging, 0), Readings(Left, 700, Meter(10, 3_000)), Readings(Left, 700, Meter(20, 5_000)),
            Status(Left, ConnectorStatus.SuspendedEV, 30), Status(Left, ConnectorStatus.Finishing, 40), Stop(700, 45, 6_000, null, Meter(45, 6_000)),
            Status(Left, ConnectorStatus.Available, 46), new DisconnectCharger(Charger, Socket.Id),
        ],
        ["two connectors"] =
        [
            Start(Left), Start(Right, Bob, meter: 70_000), Readings(Right, 701, Meter(10, 72_000)), Readings(Left, null, Meter(10, 3_000)),
            Status(Right, ConnectorStatus.SuspendedEVSE, 15), Stop(701, 30, 75_000, Bob), Readings(Left, -1, Meter(20, 5_000)), Stop(-1, 45, 6_000),
        ],
        ["stop before start"] = [Readings(Left, -1, Meter(10, 3_000)), Stop(-1, 45, 6_000), Start(Left), Readings(Left, 700, Meter(20, 5_000))],
        ["strange"] =
        [
            Stop(5, 30, 5_000), Readings(Left, 5, Meter(5, 900)), Start(Left, terms: Terms(TokenStatus.Invalid)), Readings(default, null, Meter(5, 9_999)),
            Readings(Left, 700, Meter(10, 3_000)), Stop(700, 45, 6_000), Stop(700, 46, 9_000, null, Meter(46, 9_000)), Readings(Left, 700, Meter(50, 9_999)),
            Start(Left, minute: 60, meter: 9_000), Stop(-1, 90, 9_500),
        ],
    };

    public static TheoryData<string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (var script in Scripts.Keys)
            {
                cases.Add(script, true);
                cases.Add(script, false);
            }

            return cases;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_plain_session_is_billed_for_what_it_took_and_its_transaction_ends(bool eager)
    {
        var played = new Conversation(eager).Play(Scripts["plain"]);

        // 12:00 to 12:30 charging, to 12:45 parking; 5 kWh x 0.40 = 2.00, 19 % on top.
        var bill = played.Session(700).Bill!;
        Assert.Equal((BillState.Billed, new EnergyWh(5_000), 1_800L, 900L), (bill.State, bill.Energy, bill.ChargingSeconds, bill.IdleSeconds));
        Assert.Equal((2.00m, 2.38m), (bill.TotalExclTax, bill.TotalInclTax));
        Assert.Empty(played.Charger.Transactions.Running);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_transaction_of_a_strange_conversation_is_billed_by_its_own_evidence(bool eager)
    {
        var two = new Conversation(eager).Play(Scripts["two connectors"]);
        var late = new Conversation(eager).Play(Scripts["stop before start"]);
        var strange = new Conversation(eager).Play(Scripts["strange"]);

        Assert.Equal((5_000, 5_000), (two.Session(700).Bill!.Energy.Value, two.Session(701).Bill!.Energy.Value));
        Assert.Equal(5_000, late.Session(700).Bill!.Energy.Value);
        Assert.Equal(5_000, strange.Session(700).Bill!.Energy.Value);
        Assert.Equal(FindingCode.NotAuthorized, Assert.Single(strange.Session(700).Bill!.HeldFor));
        Assert.Equal(500, strange.Session(701).Bill!.Energy.Value);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Losing_the_node_at_any_step_changes_no_answer_and_no_journal(string script, bool eager)
    {
        var whole = new Conversation(eager).Play(Scripts[script]);

        Assert.All(Enumerable.Range(0, whole.Steps), lost => AssertSame(whole, new Conversation(eager, lost).Play(Scripts[script])));
    }

    [Fact]
    public void Losing_the_node_several_times_changes_no_answer_and_no_journal() =>
        (from script in Gen.OneOf(Scripts.Keys.ToArray())
         from eager in Gen.Bool
         from losses in Gen.Int[0, 120].Array[1, 8]
         select (script, eager, losses)).Sample(
            given => AssertSame(new Conversation(given.eager).Play(Scripts[given.script]), new Conversation(given.eager, given.losses).Play(Scripts[given.script])),
            iter: 300);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_message_sent_twice_gives_the_same_answer_twice_and_no_second_event(string script, bool eager)
    {
        // A boot is told anew each time: a charger that boots twice has booted twice.
        var once = Scripts[script].Where(command => command is not BootCharger).ToArray();
        var whole = new Conversation(eager).Play(once);

        var twice = new Conversation(eager).Play(once.SelectMany(command => new[] { command, command }));

        Assert.Equal(whole.Replies.SelectMany(reply => new[] { reply, reply }), twice.Replies);
        foreach (var transaction in whole.Charger.Transactions.Answered.Select(answered => int.Parse(answered.Transaction.Value)))
        {
            Assert.Equal(whole.Session(transaction).Bill, twice.Session(transaction).Bill);
            Assert.Equal(whole.JournalOf(transaction).Count, twice.JournalOf(transaction).Count);
        }

        Assert.Equal(whole.Charger.Parked.NextNumber, twice.Charger.Parked.NextNumber);
        Assert.Empty(twice.Charger.Transactions.Running);
    }

    [Fact]
    public void Readings_that_arrive_in_another_order_make_the_same_bill() =>
        Gen.Shuffle(Enumerable.Range(1, 8).Select(i => i * 5).ToArray()).Sample(order =>
        {
            ReportReadings[] readings = [.. order.Select(minute => Readings(Left, 700, Meter(minute, 1_000 + (minute * 100))))];
            var bill = new Conversation(eager: true).Play([Start(), .. readings, Stop(700, 45, 6_000)]).Session(700).Bill!;

            Assert.Equal((BillState.Billed, 5_000, 2.38m), (bill.State, bill.Energy.Value, bill.TotalInclTax));
            Assert.Empty(bill.Findings);
        });

    private static void AssertSame(Conversation whole, Conversation interrupted)
    {
        Assert.Equal(whole.Replies, interrupted.Replies);
        foreach (var answered in whole.Charger.Transactions.Answered)
        {
            var transaction = int.Parse(answered.Transaction.Value);
            Assert.Equal(whole.Session(transaction), interrupted.Session(transaction));
            Assert.Single(interrupted.JournalOf(transaction), @event => @event is SessionBilled);
            Assert.Equal(whole.JournalOf(transaction).Count, interrupted.JournalOf(transaction).Count);
        }

        // Two boots cannot be told from one that is sent again.
        Assert.Equal(whole.ChargerJournal.Count(e => e is not ChargerBooted), interrupted.ChargerJournal.Count(e => e is not ChargerBooted));

        Assert.Equal(whole.Charger.Connectors, interrupted.Charger.Connectors);
        Assert.Equal(whole.Charger with { Connectors = interrupted.Charger.Connectors }, interrupted.Charger);
    }
}
