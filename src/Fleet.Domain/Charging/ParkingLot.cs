namespace Fleet.Domain.Charging;

/// <summary>
/// Evidence that belongs to no known transaction. The journal keeps all of it; here only the newest is remembered, to recognize what is sent again and to match what was
/// sent as transaction -1 before its start came.
/// </summary>
/// <param name="NextNumber">The next evidence's number, from 1.</param>
/// <param name="Newest">The newest, oldest first.</param>
public sealed record ParkingLot(int NextNumber, ValueList<ParkedEvidence> Newest)
{
    private const int Kept = 16;

    /// <summary>Nothing parked.</summary>
    public static readonly ParkingLot Empty = new(1, []);

    /// <summary>Whether the same evidence is here already.</summary>
    public bool Holds(ParkedEvidence evidence) =>
        Newest.Items.Any(known => (known with { Number = evidence.Number, ArrivedAt = evidence.ArrivedAt }) == evidence);

    /// <summary>The evidence of this number; null when it is forgotten.</summary>
    public ParkedEvidence? Find(int number) => Newest.Items.FirstOrDefault(evidence => evidence.Number == number);

    /// <summary>What was sent as transaction -1 and fits the transaction that began with <paramref name="start"/>: the readings, then the stop.</summary>
    public IEnumerable<ParkedEvidence> Matching(TransactionStart start)
    {
        var placeholders = Newest.Items.Where(evidence => evidence.Claimed is { Value: "-1" });
        var readings = placeholders.Where(evidence =>
            evidence.Stop is null && evidence.Connector == start.Connector && evidence.Readings.Items.All(reading => reading.At >= start.StartedAt));
        var stop = placeholders.FirstOrDefault(evidence =>
            evidence.Stop is not null && TransactionLog.CanEnd(start.Token, start.StartedAt, start.MeterStart, evidence.Stop));
        return stop is null ? readings : readings.Append(stop);
    }

    /// <summary>With one more; beyond the bound the oldest is forgotten here.</summary>
    public ParkingLot Add(ParkedEvidence evidence)
    {
        var kept = Newest.Count < Kept ? Newest : new ValueList<ParkedEvidence>(Newest.Items.RemoveAt(0));
        return new ParkingLot(evidence.Number + 1, kept.Add(evidence));
    }

    /// <summary>Without the evidence of this number.</summary>
    public ParkingLot Remove(int number) => this with { Newest = Newest.Items.Where(evidence => evidence.Number != number).ToValueList() };
}
