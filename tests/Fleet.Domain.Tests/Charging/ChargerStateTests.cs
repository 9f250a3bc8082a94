using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;

using static Fleet.Domain.Tests.Charging.Played;
using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Charging;

/// <summary>A charger's socket, signs of life and connectors (ocpp.md 2: Connection, Boot).</summary>
public sealed class ChargerStateTests
{
    private static readonly ChargerConnection Old = new(Guid.Parse("00000000-0000-0000-0000-000000000001"), "node1", "ocpp1.6", At(0));
    private static readonly ChargerConnection New = new(Guid.Parse("00000000-0000-0000-0000-000000000002"), "node2", "ocpp1.6", At(1));

    [Fact]
    public void The_newest_socket_wins_and_the_old_one_s_end_does_not_unregister_it()
    {
        var charger = NewCharger.After(new ConnectCharger(Charger, Old), new ConnectCharger(Charger, New), new DisconnectCharger(Charger, Old.Id));

        Assert.Equal(New, charger.Connection);
        Assert.Equal(new ConnectionFound(New), charger.Decide(new FindConnection(Charger), Noon).Reply);
    }

    [Fact]
    public void A_handshake_that_is_heard_of_after_a_newer_one_changes_nothing() =>
        AssertNothing(NewCharger.After(new ConnectCharger(Charger, New)), new ConnectCharger(Charger, Old));

    [Fact]
    public void The_same_handshake_told_twice_is_written_once() =>
        AssertNothing(NewCharger.After(new ConnectCharger(Charger, Old)), new ConnectCharger(Charger, Old));

    [Fact]
    public void Without_its_socket_a_charger_is_away()
    {
        var charger = NewCharger.After(new ConnectCharger(Charger, Old), new DisconnectCharger(Charger, Old.Id));

        Assert.Equal(new ConnectionFound(null), charger.Decide(new FindConnection(Charger), Noon).Reply);
        AssertNothing(charger, new DisconnectCharger(Charger, Old.Id));
    }

    [Fact]
    public void A_reconnect_without_a_boot_keeps_connectors_transactions_and_description()
    {
        var before = NewCharger.After(
            new ConnectCharger(Charger, Old), new BootCharger(Charger, new ChargerDescription("V", "M")), Status(Left, ConnectorStatus.Charging, 0), Start());

        var after = before.After(new DisconnectCharger(Charger, Old.Id), new ConnectCharger(Charger, New));

        Assert.Equal((before.Description, before.Transactions), (after.Description, after.Transactions));
        Assert.Equal(before.Connectors, after.Connectors);
    }

    [Theory]
    [InlineData(0, 599, false)]
    [InlineData(0, 600, true)]
    public void A_sign_of_life_is_written_at_most_every_ten_minutes(int first, int second, bool written)
    {
        var charger = NewCharger.After(At(0, first), new SeeCharger(Charger));

        var decision = charger.Decide(new SeeCharger(Charger), At(0, second));

        Assert.Equal(At(0, first), charger.LastSeenAt);
        Assert.Equal(written, !decision.Events.IsEmpty);
        Assert.Equal(Done.Instance, decision.Reply);
    }

    [Fact]
    public void A_status_of_the_same_words_is_written_once_and_a_new_one_replaces_it()
    {
        var charger = NewCharger.After(Status(Left, ConnectorStatus.Available, 0), Status(Right, ConnectorStatus.Faulted, 0));

        AssertNothing(charger, Status(Left, ConnectorStatus.Available, 5));
        var after = charger.After(Status(Left, ConnectorStatus.Preparing, 6));
        Assert.Equal(ConnectorStatus.Preparing, after.Connectors[Left].Status);
        Assert.Equal(ConnectorStatus.Faulted, after.Connectors[Right].Status);
    }

    [Fact]
    public void A_status_during_a_transaction_is_owed_to_its_session_and_answered_after_that()
    {
        var charger = NewCharger.After(Start(Left), Start(Right, Bob)).Paid();

        var decision = charger.Decide(Status(Left, ConnectorStatus.SuspendedEV, 5), At(5));
        var owed = Assert.Single(charger.After(decision).Owed);

        Assert.Equal(new NoteConnectorStatus(Session(700), ConnectorStatus.SuspendedEV, At(5)), owed.Command);
        Assert.Equal(owed.Key, decision.AfterDebt);
    }

    [Fact]
    public void A_status_resent_before_its_debt_is_paid_is_answered_after_it()
    {
        var charger = NewCharger.After(Start(Left)).Paid().After(Status(Left, ConnectorStatus.SuspendedEV, 5));

        var again = charger.Decide(Status(Left, ConnectorStatus.SuspendedEV, 5), At(6));

        Assert.Empty(again.Events);
        Assert.Equal(Assert.Single(charger.Owed).Key, again.AfterDebt);
    }

    [Fact]
    public void A_status_without_a_transaction_or_of_the_whole_charger_is_owed_to_nobody()
    {
        Assert.Empty(NewCharger.After(Status(Left, ConnectorStatus.SuspendedEV, 5)).Owed);
        Assert.Empty(NewCharger.After(Start(Left)).Paid().After(Status(default, ConnectorStatus.Faulted, 5)).Owed);
        Assert.Empty(NewCharger.After(Start(Left)).Paid().After(Status(Right, ConnectorStatus.Charging, 5)).Owed);
    }

    [Fact]
    public void A_status_after_the_end_is_owed_to_nobody() => Assert.Empty(NewCharger
        .After(Start(Left)).Paid().After(new EndTransaction(Charger, Session(700).Transaction), Status(Left, ConnectorStatus.Available, 9)).Owed);

    [Fact]
    public void The_end_of_a_transaction_is_written_once()
    {
        var end = new EndTransaction(Charger, Session(700).Transaction);
        var charger = NewCharger.After(Start()).After(end);

        Assert.Empty(charger.Transactions.Running);
        AssertNothing(charger, end);
    }

    [Fact]
    public void Each_report_is_a_debt_of_its_own()
    {
        var charger = NewCharger.After(Start()).After(
            Status(Left, ConnectorStatus.Charging, 1), Status(Left, ConnectorStatus.SuspendedEV, 2), Status(Left, ConnectorStatus.Charging, 3));

        Assert.Equal(4, charger.Owed.Select(debt => debt.Key).Distinct(StringComparer.Ordinal).Count());
    }

    private static void AssertNothing(ChargerState charger, ChargerCommand command)
    {
        var decision = charger.Decide(command, At(30));
        Assert.Empty(decision.Events);
        Assert.Null(decision.Relay);
        Assert.Equal(Done.Instance, decision.Reply);
    }
}
