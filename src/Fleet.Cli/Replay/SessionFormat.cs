using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

namespace Fleet.Cli.Replay;

/// <summary>Which columns of a kind of file say what about a session.</summary>
internal sealed record SessionFormat
{
    /// <summary>Beyond this a register and its sums are no integers that every JSON reader keeps: 1 TWh.</summary>
    private const decimal MostEnergyWh = 1_000_000_000_000m;

    private const int MostConnectors = 100;

    /// <summary>The format's name.</summary>
    public required string Name { get; init; }

    /// <summary>The columns that it is known by and reads; a file may have more.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>How it writes times.</summary>
    public required FileClock Clock { get; init; }

    /// <summary>The charger's identity.</summary>
    public required Func<CsvRow, string> Charger { get; init; }

    /// <summary>The connector's number.</summary>
    public Func<CsvRow, string> Connector { get; init; } = _ => "1";

    /// <summary>Who charged. A file that does not say gives every row its own token.</summary>
    public required Func<CsvRow, string> Token { get; init; }

    /// <summary>The start, as <see cref="Clock"/> reads it.</summary>
    public required Func<CsvRow, string> Start { get; init; }

    /// <summary>The end, as <see cref="Clock"/> reads it.</summary>
    public required Func<CsvRow, string> End { get; init; }

    /// <summary>The energy, in units of <see cref="WhPerUnit"/>, with a decimal point or comma and no thousands separator.</summary>
    public required Func<CsvRow, string> Energy { get; init; }

    /// <summary>Watt-hours in a unit of <see cref="Energy"/>: 1,000 for kWh.</summary>
    public required decimal WhPerUnit { get; init; }

    /// <summary>The most power, in W, where the file says it.</summary>
    public Func<CsvRow, long?> MaxPowerW { get; init; } = _ => null;

    /// <summary>The site, where the file says it.</summary>
    public Func<CsvRow, string?> Site { get; init; } = _ => null;

    /// <summary>What <paramref name="row"/> says: a session, or why it is none. The first thing wrong is the reason.</summary>
    public SessionRow Read(CsvRow row)
    {
        if (!row.IsWhole)
            return Reject(row, RejectReason.TornRow, $"{row.FieldCount} fields, or a quote out of place");
        if (!ChargerId.TryParse(Charger(row), out var charger, out var fault))
            return Reject(row, RejectReason.NoIdentity, fault!);
        if (!int.TryParse(Connector(row), out var connector) || connector is < 1 or > MostConnectors)
            return Reject(row, RejectReason.NoIdentity, $"connector '{Connector(row)}' is no number from 1 to {MostConnectors}");
        if (Token(row) is not { Length: >= 1 and <= 20 } token)
            return Reject(row, RejectReason.NoIdentity, $"token '{Token(row)}' has not 1 to 20 characters");
        if (Start(row) is "")
            return Reject(row, RejectReason.NoStart, "no start");
        if (Clock.Read(Start(row), null) is not { } start)
            return Reject(row, RejectReason.UnreadableTime, $"start '{Start(row)}'");
        if (End(row) is "")
            return Reject(row, RejectReason.NoEnd, $"no end; started {start}");
        if (Clock.Read(End(row), start) is not { } end)
            return Reject(row, RejectReason.UnreadableTime, $"end '{End(row)}'");
        return WithEnergy(row, energy =>
            new ReplaySession(row.Number, charger, connector, token, start, end, energy, MaxPowerW(row), Site(row)));
    }

    private SessionRow WithEnergy(CsvRow row, Func<EnergyWh, ReplaySession> session)
    {
        if (Numbers.Read(Energy(row)) is not { } units)
            return Reject(row, RejectReason.UnreadableEnergy, $"energy '{Energy(row)}'");
        if (Math.Abs(units) > MostEnergyWh / WhPerUnit)
            return Reject(row, RejectReason.EnergyOutOfRange, $"energy '{Energy(row)}'");
        return session(new EnergyWh((long)Math.Round(units * WhPerUnit, MidpointRounding.AwayFromZero)));
    }

    private static RejectedRow Reject(CsvRow row, RejectReason reason, string text) => new(row.Number, reason, text);
}
