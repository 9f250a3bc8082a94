using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Metering;

using static Fleet.Domain.Tests.Charging.Played;
using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Charging;

/// <summary>A person's decisions about a bill: never an edit, always a further entry with who and why.</summary>
public sealed class CorrectionTests
{
    private static readonly Ruling Because = new("alice", "meter checked on site", MuchLater);

    private static readonly SessionState Held = Stopped(Terms(TokenStatus.Invalid));

    private static readonly SessionState Billed = Stopped(Terms());

    [Fact]
    public void A_released_hold_is_charged_as_it_was_proposed()
    {
        var billed = Event(Held, new ReleaseHold(Session(700), Because));

        Assert.Equal((2, null, Because), (billed.Revision, billed.Corrects, billed.Ruling));
        Assert.Equal((BillState.Billed, Held.Bill!.TotalInclTax), (billed.Bill.State, billed.Bill.TotalInclTax));
        Assert.Empty(billed.Bill.HeldFor);
        Assert.Equal(Held.Bill.Lines, billed.Bill.Lines);
        var finding = billed.Bill.Findings[^1];
        Assert.Equal(FindingCode.HoldReleased, finding.Code);
        Assert.Contains("alice", finding.Text, StringComparison.Ordinal);
        Assert.Contains("meter checked on site", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_credited_bill_is_reversed_in_full_and_a_bill_of_nothing_takes_its_place()
    {
        var billed = Event(Billed, new CreditSession(Session(700), Because));

        Assert.Equal((3, 1), (billed.Revision, billed.Corrects));
        Assert.Equal((BillState.Billed, 0m, 0m), (billed.Bill.State, billed.Bill.TotalExclTax, billed.Bill.TotalInclTax));
        Assert.Empty(billed.Bill.Lines);
        Assert.Equal(Billed.Bill!.Energy, billed.Bill.Energy);
    }

    [Fact]
    public void A_credited_hold_was_never_charged_so_there_is_nothing_to_reverse()
    {
        var billed = Event(Held, new CreditSession(Session(700), Because));

        Assert.Equal((2, null, 0m), (billed.Revision, billed.Corrects, billed.Bill.TotalInclTax));
    }

    [Fact]
    public void A_decision_that_is_sent_again_changes_nothing()
    {
        var released = Held.After(new ReleaseHold(Session(700), Because));
        var credited = Billed.After(new CreditSession(Session(700), Because));

        Assert.Equal(Decision.AlreadyDone<SessionEvent>(), released.Decide(new ReleaseHold(Session(700), Because), MuchLater));
        Assert.Equal(Decision.AlreadyDone<SessionEvent>(), credited.Decide(new CreditSession(Session(700), Because), MuchLater));
    }

    [Fact]
    public void A_released_hold_can_be_credited_later()
    {
        var billed = Event(Held.After(new ReleaseHold(Session(700), Because)), new CreditSession(Session(700), Because));

        Assert.Equal((4, 2), (billed.Revision, billed.Corrects));
    }

    [Theory]
    [InlineData("NOT_HELD")]
    [InlineData("NO_PRICE")]
    [InlineData("NOT_BILLED")]
    [InlineData("NO_SESSION")]
    public void What_cannot_be_decided_is_refused_with_the_reason(string code)
    {
        var (session, command) = code switch
        {
            "NOT_HELD" => (Billed, (SessionCommand)new ReleaseHold(Session(700), Because)),
            "NO_PRICE" => (Stopped(new SessionTerms(TokenStatus.Accepted)), new ReleaseHold(Session(700), Because)),
            "NOT_BILLED" => (Opened(Terms()), new CreditSession(Session(700), Because)),
            _ => (NewSession, new ReleaseHold(Session(700), Because)),
        };

        var decision = session.Decide(command, MuchLater);

        Assert.Equal(code, Assert.IsType<Rejection>(decision.Reply).Code);
        Assert.Empty(decision.Events);
    }

    [Fact]
    public void After_a_person_s_decision_a_stop_that_comes_late_is_kept_and_the_decision_stands()
    {
        var closed = Opened(Terms()).After(MuchLater, new RecordReadings(Session(700), [Meter(30, 6_000)]));
        closed = closed.After(closed.Wake(WatchPolicy.Default, MuchLater + WatchPolicy.Default.CloseAfter)).After(new CreditSession(Session(700), Because));

        var decision = closed.Decide(new StopSession(Session(700), StopAt(90, 9_000)), MuchLater);

        Assert.IsType<StopRepeated>(Assert.Single(decision.Events));
        Assert.Equal(0m, closed.After(decision).Bill!.TotalInclTax);
    }

    private static SessionState Opened(SessionTerms terms) => NewSession.After(
        new OpenSession(Session(700), new TransactionStart(Left, Alice, Noon, Noon, new EnergyWh(1_000), null, terms)));

    private static SessionState Stopped(SessionTerms terms) => Opened(terms).After(new StopSession(Session(700), StopAt(30, 6_000)));

    private static SessionBilled Event(SessionState session, SessionCommand command) =>
        Assert.IsType<SessionBilled>(Assert.Single(session.Decide(command, MuchLater).Events));
}
