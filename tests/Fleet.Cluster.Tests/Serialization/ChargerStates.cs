using CsCheck;

using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;

namespace Fleet.Cluster.Tests.Serialization;

/// <summary>Chargers in any state.</summary>
internal static class ChargerStates
{
    private static readonly Gen<RunningTransaction> Running = Gen.Select(
        Generators.Transaction, Generators.Connector, Generators.Token, Generators.Time, Generators.Energy,
        (id, connector, token, at, meter) => new RunningTransaction(id, connector, token, at, meter));

    private static readonly Gen<AnsweredStart> Answered = Gen.Select(
        Generators.Transaction, Generators.Connector, Generators.Token, Generators.Time, Generators.Energy, Gen.Enum<TokenStatus>(),
        Gen.Select(Generators.Token.Nullable(), Generators.Time.Nullable(), Gen.Bool),
        (id, connector, token, at, meter, status, rest) => new AnsweredStart(id, connector, token, at, meter, status, rest.Item1, rest.Item2, rest.Item3));

    private static readonly Gen<TransactionLog> Log = Gen.Select(
        Gen.Int, Gen.Int, Generators.List(Running, 3), Generators.List(Answered, 3),
        (first, next, running, answered) => new TransactionLog(first, next, running, answered));

    private static readonly Gen<ParkingLot> Lot = Gen.Select(
        Gen.Int, Generators.List(Generators.Parked, 2), (next, newest) => new ParkingLot(next, newest));

    private static readonly Gen<Debt> Debt = Gen.Select(
        Generators.Text, Generators.Command, Generators.Time, (key, command, since) => new Debt(key, command, since));

    public static readonly Gen<ChargerState> Any =
        from id in Generators.Charger
        from connection in Generators.Connection.Null()
        from description in Generators.Description.Null()
        from seen in Generators.Time.Nullable()
        from reports in Generators.Report.List[0, 4]
        from log in Log
        from lot in Lot
        from owed in Generators.List(Debt, 3)
        from reportsOwed in Gen.Int
        from commands in Generators.List(Generators.Queued, 3)
        let empty = new ChargerState(id)
        select empty with
        {
            Connection = connection,
            Description = description,
            LastSeenAt = seen,
            Connectors = empty.Connectors.SetItems(reports.Select(report => KeyValuePair.Create(report.Connector, report))),
            Transactions = log,
            Parked = lot,
            Owed = owed,
            ReportsOwed = reportsOwed,
            Commands = commands,
        };
}
