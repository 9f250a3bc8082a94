using Fleet.Domain.Identity;

using NodaTime;

namespace Fleet.Domain.Charging;

/// <summary>
/// Evidence that the charger gave to no known transaction. The journal keeps all of it; here only the newest is remembered, to recognize what is sent again and to match
/// what was sent as transaction -1 before its start came.
/// </summary>
/// <param name="NextNumber">The next evidence's number, from 1.</param>
/// <param name="Newest">The newest, oldest first.</param>
public sealed record ParkingLot(int NextNumber, ValueList<ParkedEvidence> Newest)
{
    private const int Kept = 16;

    /// <summary>Nothing parked.</summary>
    public static readonly ParkingLot Empty = new(1, []);

    /// <summary>Whether the same evidence is here already.</summary>
    public bool Holds(ParkedEvidence evidence) => FindSame(evidence) is not null;

    /// <summary>The same evidence, whether or not it found its transaction meanwhile; null when it is not here.</summary>
    public ParkedEvidence? FindSame(ParkedEvidence evidence) => Newest.Items.FirstOrDefault(known => evidence == known with
    {
        Number = evidence.Number,
        ArrivedAt = evidence.ArrivedAt,
        Claimed = evidence.Claimed is { IsPlaceholder: true } ? evidence.Claimed : known.Claimed,
    });

    /// <summary>The evidence of this number; null when it is forgotten.</summary>
    public ParkedEvidence? Find(int number) => Newest.Items.FirstOrDefault(evidence => evidence.Number == number);

    /// <summary>What was sent as transaction -1 and fits the transaction that began with <paramref name="start"/>: the readings up to the stop, then the stop.</summary>
    public IEnumerable<ParkedEvidence> Matching(TransactionStart start)
    {
        var placeholders = Newest.Items.Where(evidence => evidence.Claimed is { IsPlaceholder: true });
        var stop = placeholders.FirstOrDefault(evidence =>
            evidence.Stop is not null && TransactionLog.CanEnd(start.Token, start.StartedAt, start.MeterStart, evidence.Stop));
        var end = stop?.Stop!.StoppedAt ?? Instant.MaxValue;
        var readings = placeholders.Where(evidence =>
            evidence.Stop is null && evidence.Connector == start.Connector
            && evidence.Readings.Items.All(reading => start.StartedAt <= reading.At && reading.At <= end));
        return stop is null ? readings : readings.Append(stop);
    }

    /// <summary>With one more; beyond the bound the oldest that named no transaction is forgotten here, so that idle meters push out nothing that waits for its start.</summary>
    public ParkingLot Add(ParkedEvidence evidence)
    {
        if (Newest.Count < Kept)
            return new ParkingLot(evidence.Number + 1, Newest.Add(evidence));
        var oldest = Math.Max(0, Newest.Items.ToList().FindIndex(known => known.Claimed is null));
        return new ParkingLot(evidence.Number + 1, new ValueList<ParkedEvidence>(Newest.Items.RemoveAt(oldest).Add(evidence)));
    }

    /// <summary>With the evidence of this number given to <paramref name="transaction"/>: remembered, but matched no more.</summary>
    public ParkingLot Matched(int number, TransactionId transaction) => this with
    {
        Newest = Newest.Items.Select(evidence => evidence.Number == number ? evidence with { Claimed = transaction } : evidence).ToValueList(),
    };
}
