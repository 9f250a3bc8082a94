using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;

using static Fleet.Domain.Tests.Charging.Played;
using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Charging;

/// <summary>Where a charger sends what it hears of transactions (ocpp.md 2: Transactions 1.6). It never refuses: what fits nowhere is kept.</summary>
public sealed class TransactionTests
{
    [Fact]
    public void A_start_is_answered_once_its_session_is_open()
    {
        var decision = NewCharger.Decide(Start(), Noon);
        var owed = Assert.Single(NewCharger.After(decision).Owed);

        Assert.Equal(new TransactionAnswer(TransactionId.From(700), TokenStatus.Accepted, null), decision.Reply);
        Assert.Equal(Session(700), Assert.IsType<OpenSession>(owed.Command).Session);
        Assert.Equal(owed.Key, decision.AfterDebt);
    }

    [Fact]
    public void The_same_start_again_gets_the_same_id_after_its_session_is_open()
    {
        var charger = NewCharger.After(Start());

        var again = charger.Decide(Start(token: new IdToken("alice"), first: 5, terms: Terms(TokenStatus.Blocked)), At(1));

        Assert.Empty(again.Events);
        Assert.Equal(new TransactionAnswer(TransactionId.From(700), TokenStatus.Accepted, null), again.Reply);
        Assert.Equal(Assert.Single(charger.Owed).Key, again.AfterDebt);
    }

    [Fact]
    public void The_same_start_again_gets_the_same_id_even_after_the_transaction_ended() =>
        Assert.Equal("700", IdOf(NewCharger.After(Start()).Paid().After(new EndTransaction(Charger, TransactionId.From(700))), Start()));

    public static TheoryData<StartTransaction> OtherStarts => new(
        Start(Right), Start(token: Bob), Start(minute: 1), Start(meter: 1_001));

    [Theory]
    [MemberData(nameof(OtherStarts))]
    public void A_start_with_any_other_value_gets_the_next_id(StartTransaction other) => Assert.Equal("701", IdOf(NewCharger.After(Start()), other));

    [Fact]
    public void Ids_count_on_from_where_the_first_began_at_random()
    {
        var charger = NewCharger.After(Start(first: 4_711), Start(minute: 1, first: 12), Start(minute: 2, first: 99_999));

        Assert.Equal("4711 4712 4713", string.Join(' ', charger.Transactions.Running.Select(transaction => transaction.Id.Value)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-7)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void Ids_are_positive_wherever_they_begin(int first)
    {
        var charger = NewCharger.After(Start(first: first), Start(minute: 1, first: first));

        Assert.Equal(2, charger.Transactions.Running.Select(transaction => transaction.Id).Distinct().Count());
        Assert.All(charger.Transactions.Running, transaction => Assert.True(int.Parse(transaction.Id.Value) > 0));
    }

    [Theory]
    [InlineData(TokenStatus.Invalid)]
    [InlineData(TokenStatus.Blocked)]
    [InlineData(TokenStatus.Expired)]
    [InlineData(TokenStatus.ConcurrentTx)]
    public void A_token_that_may_not_charge_still_gets_a_unique_id_and_a_session(TokenStatus status)
    {
        var charger = NewCharger.After(Start());

        var decision = charger.Decide(Start(minute: 5, terms: Terms(status)), At(5));

        Assert.Equal(new TransactionAnswer(TransactionId.From(701), status, null), decision.Reply);
        Assert.Equal(Session(701), Assert.IsType<OpenSession>(charger.After(decision).Owed[1].Command).Session);
    }

    [Fact]
    public void Readings_go_to_the_session_that_the_charger_names_whatever_the_connector()
    {
        var charger = NewCharger.After(Start(Left), Start(Right, Bob));

        Assert.Equal(new RecordReadings(Session(701), [Meter(5, 1_500)]), charger.Decide(Readings(Right, 701, Meter(5, 1_500)), At(5)).Relay);
        Assert.Equal(new RecordReadings(Session(701), [Meter(5, 1_500)]), charger.Decide(Readings(default, 701, Meter(5, 1_500)), At(5)).Relay);
    }

    [Fact]
    public void Readings_that_come_after_the_end_still_go_to_their_session() => Assert.Equal(
        new RecordReadings(Session(700), [Meter(5, 1_500)]),
        NewCharger.After(Start(), new EndTransaction(Charger, TransactionId.From(700))).Decide(Readings(Left, 700, Meter(5, 1_500)), At(9)).Relay);

    [Theory]
    [InlineData(null)]
    [InlineData(-1)]
    [InlineData(0)]
    public void Readings_without_a_transaction_go_to_the_one_that_runs_on_their_connector(int? named)
    {
        var charger = NewCharger.After(Start(Left), Start(Right, Bob));

        Assert.Equal(
            new RecordReadings(Session(701), [Meter(5, 1_500)], Matched: true), charger.Decide(Readings(Right, named, Meter(5, 1_500)), At(5)).Relay);
    }

    public static TheoryData<string, ReportReadings> Homeless => new()
    {
        { "an id that was never given", Readings(Left, 699, Meter(5, 1_500)) },
        { "an id that comes later", Readings(Left, 701, Meter(5, 1_500)) },
        { "the charger's main meter", Readings(default, null, Meter(5, 1_500)) },
        { "the charger's main meter, -1", Readings(default, -1, Meter(5, 1_500)) },
        { "a connector where nothing runs", Readings(Right, null, Meter(5, 1_500)) },
        { "a time before the transaction", Readings(Left, null, Meter(-5, 1_500)) },
    };

    [Theory]
    [MemberData(nameof(Homeless))]
    public void Readings_that_fit_no_transaction_are_kept_once_and_given_to_none(string why, ReportReadings readings)
    {
        var charger = NewCharger.After(Start(Left));

        var decision = charger.Decide(readings, At(5));

        Assert.Equal((why, Done.Instance), (why, decision.Reply));
        Assert.Equal(readings.Readings, Assert.IsType<EvidenceParked>(Assert.Single(decision.Events)).Evidence.Readings);
        Assert.Empty(charger.After(decision).Decide(readings, At(6)).Events);
    }

    [Fact]
    public void A_stop_goes_to_the_session_that_the_charger_names_even_when_it_has_ended()
    {
        var charger = NewCharger.After(Start());

        var relayed = new StopSession(Session(700), StopAt(30, 5_000));
        Assert.Equal(relayed, charger.Decide(Stop(700, 30, 5_000), At(30)).Relay);
        Assert.Equal(relayed, charger.After(new EndTransaction(Charger, TransactionId.From(700))).Decide(Stop(700, 30, 5_000), At(31)).Relay);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(699)]
    [InlineData(701)]
    public void A_stop_that_fits_no_transaction_is_kept_once(int named)
    {
        // One runs, but began with a higher register and another token.
        var charger = NewCharger.After(Start(token: Bob, meter: 90_000));
        var stop = Stop(named, 30, 5_000, Alice);

        var decision = charger.Decide(stop, At(30));

        Assert.Equal(Done.Instance, decision.Reply);
        Assert.Equal(stop.Stop, Assert.IsType<EvidenceParked>(Assert.Single(decision.Events)).Evidence.Stop);
        Assert.Empty(charger.After(decision).Decide(stop, At(31)).Events);
    }

    [Fact]
    public void A_stop_of_an_unknown_id_is_never_given_to_the_one_that_runs() =>
        Assert.Empty(NewCharger.After(Start()).Paid().After(Stop(999, 30, 5_000)).Owed);

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public void A_stop_without_an_id_goes_to_the_only_transaction_that_it_can_end(int named)
    {
        var charger = NewCharger.After(Start(Left), Start(Right, Bob)).Paid();

        var decision = charger.Decide(Stop(named, 30, 5_000, Bob), At(30));
        var owed = Assert.Single(charger.After(decision).Owed);

        Assert.Equal(new StopSession(Session(701), StopAt(30, 5_000, Bob), Matched: true), owed.Command);
        Assert.Equal(owed.Key, decision.AfterDebt);
    }

    [Fact]
    public void A_stop_without_an_id_that_was_matched_is_known_when_it_is_sent_again_and_ends_no_other_transaction()
    {
        var stop = Stop(-1, 30, 5_000);
        var charger = NewCharger.After(Start(Left), stop).Paid().After(new EndTransaction(Charger, TransactionId.From(700)));

        // The answer was lost: the charger sends the stop again, then the start of a second transaction that it could end as well.
        var again = charger.Decide(stop, At(31));
        var after = charger.After(again).After(Start(Right, minute: 20));

        Assert.Empty(again.Events);
        Assert.Null(again.Relay);
        Assert.IsType<OpenSession>(Assert.Single(after.Owed).Command);
    }

    [Fact]
    public void A_stop_without_an_id_that_could_end_two_is_kept_and_ends_none()
    {
        var charger = NewCharger.After(Start(Left), Start(Right, Bob)).Paid();

        var after = charger.After(Stop(-1, 30, 5_000));

        Assert.Equal(2, after.Transactions.Running.Count);
        Assert.Empty(after.Owed);
        Assert.Single(after.Parked.Newest);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public void What_came_without_an_id_before_its_start_is_owed_to_it_readings_first(int named)
    {
        var charger = NewCharger.After(Stop(named, 30, 5_000), Readings(Left, named, Meter(10, 2_000)), Readings(Right, named, Meter(10, 9_000)));

        var decision = charger.Decide(Start(Left), At(40));
        var owed = charger.After(decision).Owed;

        Assert.Equal(
            [
                typeof(OpenSession), typeof(RecordReadings), typeof(StopSession),
            ],
            owed.Select(debt => debt.Command.GetType()));
        Assert.Equal(new RecordReadings(Session(700), [Meter(10, 2_000)], Matched: true), owed[1].Command);
        Assert.Equal(new StopSession(Session(700), StopAt(30, 5_000), Matched: true), owed[2].Command);
    }

    [Fact]
    public void Readings_after_a_matched_stop_wait_for_the_transaction_that_they_belong_to()
    {
        var charger = NewCharger.After(Stop(-1, 30, 5_000), Readings(Left, -1, Meter(50, 6_000)));

        var first = charger.After(Start(Left));
        var second = first.Paid().After(new EndTransaction(Charger, TransactionId.From(700)), Start(Left, minute: 45, meter: 5_000));

        Assert.DoesNotContain(first.Owed, debt => debt.Command is RecordReadings);
        Assert.Equal(new RecordReadings(Session(701), [Meter(50, 6_000)], Matched: true), second.Owed[^1].Command);
    }

    [Fact]
    public void A_stop_before_the_start_s_own_time_is_not_its_own() =>
        Assert.Single(NewCharger.After(Stop(-1, 30, 5_000)).After(Start(minute: 31)).Owed);

    private static string IdOf(ChargerState charger, StartTransaction start) =>
        Assert.IsType<TransactionAnswer>(charger.Decide(start, At(9)).Reply).Transaction.Value;
}
