using Fleet.Domain.Billing.Documents;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing.Audit;

/// <summary>What an EVSE and the car did in a period of a request.</summary>
internal enum PeriodState
{
    /// <summary>The car took or asked for power.</summary>
    Charging = 1,

    /// <summary>The car was connected and asked for none.</summary>
    Parking = 2,

    /// <summary>The station held the power back.</summary>
    SuspendedEvse = 3,

    /// <summary>The EVSE was kept free for the driver.</summary>
    Reservation = 4,
}

/// <summary>A period of a request.</summary>
/// <param name="Slot">When it begins, and where it stands.</param>
/// <param name="State">What happened in it.</param>
/// <param name="MilliWh">Energy taken in it, in thousandths of a Wh; negative where the document says so.</param>
/// <param name="Load">The bounds that it states; null when it states none.</param>
internal sealed record RequestedPeriod(PeriodSlot Slot, PeriodState State, long MilliWh, Load? Load)
{
    /// <summary>Whether the car charged in it and the document does not say how much it took.</summary>
    public bool MissesEnergy { get; private init; }

    private const decimal MostKwh = 1_000_000_000m;
    private const decimal MostLoad = 1_000_000m;

    private static readonly string[] Members =
        ["start", "end", "state", "kwh", "min_current", "max_current", "min_power", "max_power", "id", "note", "comment"];

    private static readonly Dictionary<string, PeriodState> States = new(StringComparer.Ordinal)
    {
        ["CHARGING"] = PeriodState.Charging,
        ["PARKING"] = PeriodState.Parking,
        ["SUSPENDED_EVSE"] = PeriodState.SuspendedEvse,
        ["RESERVATION"] = PeriodState.Reservation,
    };

    /// <summary>Reads a period; null when it is malformed.</summary>
    public static RequestedPeriod? Read(JsonMember period, WallClockTimes times)
    {
        if (!period.IsObject(Members))
            return null;
        var start = times.Read(period.Required("start"));
        var end = times.Read(period.Optional("end"));
        var state = period.Required("state")?.Word(States);
        var stated = period.Optional("kwh");
        var kwh = stated?.Quantity(-MostKwh, MostKwh, 6) ?? 0m;
        var load = ReadLoad(period);
        if (state == PeriodState.Reservation && kwh != 0m)
            period.Optional("kwh")?.Refuse("must not be there in a RESERVATION: no energy is taken");
        return start is { } at && state is { } known
            ? new RequestedPeriod(new PeriodSlot(at, end, period.Location), known, (long)(kwh * 1_000_000m), load) { MissesEnergy = stated is null && known == PeriodState.Charging }
            : null;
    }

    private static Load? ReadLoad(JsonMember period)
    {
        var load = new Load(Thousandths("min_power"), Thousandths("max_power"), Thousandths("min_current"), Thousandths("max_current"));
        if (load.MinPowerW > load.MaxPowerW)
            period.Optional("min_power")?.Refuse("must not be above max_power");
        if (load.MinCurrentMa > load.MaxCurrentMa)
            period.Optional("min_current")?.Refuse("must not be above max_current");
        return load == new Load() ? null : load;

        long? Thousandths(string name) => period.Optional(name)?.Quantity(0m, MostLoad, 3) is { } value ? (long)(value * 1000m) : null;
    }
}

/// <summary>When a period begins, and where it stands in its document.</summary>
/// <param name="Start">Its start.</param>
/// <param name="End">Its end, where it states one.</param>
/// <param name="Pointer">Its JSON pointer.</param>
internal sealed record PeriodSlot(Instant Start, Instant? End, string Pointer);
