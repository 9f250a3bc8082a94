using Fleet.Cluster.Gateways;
using Fleet.Domain.Identity;

namespace Fleet.Cluster.Tests.Gateways;

public sealed class ConnectedChargersTests
{
    private readonly ConnectedChargers _chargers = new();
    private readonly FakeSocket _old = new();
    private readonly FakeSocket _new = new();

    [Fact]
    public void The_newest_socket_takes_the_place_of_the_one_before_which_is_closed()
    {
        _chargers.Add(Given.Charger, _old);
        _chargers.Add(Given.Charger, _new);

        Assert.Same(_new, _chargers.Find(Given.Charger));
        Assert.NotNull(_old.ClosedBecause);
        Assert.Null(_new.ClosedBecause);
        Assert.Equal(1, _chargers.Count);
    }

    [Fact]
    public void Forgetting_the_old_socket_leaves_the_new_one()
    {
        _chargers.Add(Given.Charger, _old);
        _chargers.Add(Given.Charger, _new);

        _chargers.Remove(Given.Charger, _old);
        Assert.Same(_new, _chargers.Find(Given.Charger));

        _chargers.Remove(Given.Charger, _new);
        Assert.Null(_chargers.Find(Given.Charger));
    }

    [Fact]
    public void Sockets_of_other_chargers_are_left_alone()
    {
        var other = ChargerId.Parse("cp1");
        _chargers.Add(Given.Charger, _old);
        _chargers.Add(other, _new);

        Assert.Same(_old, _chargers.Find(Given.Charger));
        Assert.Same(_new, _chargers.Find(other));
        Assert.Null(_old.ClosedBecause);
    }

    [Fact]
    public void Of_many_sockets_at_once_all_but_one_are_closed()
    {
        var sockets = Enumerable.Range(0, 200).Select(_ => new FakeSocket()).ToArray();

        Parallel.ForEach(sockets, socket => _chargers.Add(Given.Charger, socket));

        var open = Assert.Single(sockets, socket => socket.ClosedBecause is null);
        Assert.Same(open, _chargers.Find(Given.Charger));
    }
}
