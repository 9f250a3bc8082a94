using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>When a tariff element holds: all that is given must (OCPI TariffRestrictions). Lower bounds are inclusive, upper ones exclusive.</summary>
public sealed record TariffRestrictions
{
    /// <summary>From this wall-clock time of the location on.</summary>
    public LocalTime? StartTime { get; init; }

    /// <summary>Until this wall-clock time of the location; midnight is the day's end; before <see cref="StartTime"/> it is the next day's.</summary>
    public LocalTime? EndTime { get; init; }

    /// <summary>From this local date on.</summary>
    public LocalDate? StartDate { get; init; }

    /// <summary>Until this local date.</summary>
    public LocalDate? EndDate { get; init; }

    /// <summary>On these weekdays of the instant priced; every day when empty.</summary>
    public ValueList<IsoDayOfWeek> Days { get; init; }

    /// <summary>Once the session has taken this much.</summary>
    public Metering.EnergyWh? MinEnergy { get; init; }

    /// <summary>Until the session has taken this much.</summary>
    public Metering.EnergyWh? MaxEnergy { get; init; }

    /// <summary>Once the session has lasted this long, counted from its start.</summary>
    public Duration? MinDuration { get; init; }

    /// <summary>Until the session has lasted this long, counted from its start.</summary>
    public Duration? MaxDuration { get; init; }
}
