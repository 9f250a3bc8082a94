using System.Runtime.CompilerServices;

using Fleet.Domain.Billing.Promotions;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>A price that may hold: a component of the tariff, where it stands, and when it does.</summary>
/// <param name="Component">The price.</param>
/// <param name="Element">Index of its element.</param>
/// <param name="Location">JSON pointer of the component in the tariff.</param>
/// <param name="Conditions">When it holds; null for always.</param>
internal sealed record Candidate(PriceComponent Component, int Element, string Location, Conditions? Conditions)
{
    /// <summary>What stands on the bill while a grace keeps this price off; null where it has none.</summary>
    public Candidate? Grace { get; init; }

    /// <summary>Whether it is such a grace and no price.</summary>
    public bool IsGrace { get; init; }

    // Two candidates are the same price only if they are the same component.
    public bool Equals(Candidate? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>A frozen tariff put in order for pricing: candidates by dimension, and every threshold at which a price can change.</summary>
internal sealed class PricePlan
{
    private static readonly ConditionalWeakTable<Tariff, PricePlan> Known = [];

    private PricePlan(Tariff tariff, ValueList<FrozenPromotion> promotions)
    {
        Tariff = tariff;
        Promotions = Planned(tariff, promotions);
        Session = Candidates(tariff, static element => element.Restrictions?.Reservation is null);
        Reserved = Candidates(tariff, static element => element.Restrictions?.Reservation == ReservationKind.Reservation);
        var expired = Candidates(tariff, static element => element.Restrictions?.Reservation == ReservationKind.ReservationExpires);
        Expired = [.. expired.Zip(Reserved, static (first, then) => (Candidate[])[.. first, .. then])];

        var all = tariff.Elements.Select(static element => element.Restrictions)
            .Concat(Promotions.Select(static planned => planned.Promotion.Restrictions)).OfType<TariffRestrictions>().ToList();
        UsesClock = all.Exists(static r => r.UsesWallClock);
        UsesPower = all.Exists(static r => (r.MinPowerW ?? r.MaxPowerW) is not null);
        UsesCurrent = all.Exists(static r => (r.MinCurrentMa ?? r.MaxCurrentMa) is not null);
        ClockBoundaries = Sorted(all.SelectMany(static r => new[] { r.StartTime?.TickOfDay, r.EndTime?.TickOfDay, 0L }));
        Durations = Sorted(all.SelectMany(static r => new[] { Ticks(r.MinDuration), Ticks(r.MaxDuration) }));
        Idles = Sorted(all.SelectMany(static r => new[] { Ticks(r.MinIdle), Ticks(r.MaxIdle) }));
        Chargings = Sorted(all.SelectMany(static r => new[] { Ticks(r.MinCharging), Ticks(r.MaxCharging) }));
        Energies = Sorted(all.SelectMany(static r => new[] { r.MinEnergy?.Value * 1000, r.MaxEnergy?.Value * 1000 }));
        PricesTime = tariff.Elements.Any(static e => e.Components.Any(static c => c.Dimension is TariffDimension.Time or TariffDimension.ParkingTime));
    }

    public Tariff Tariff { get; }

    /// <summary>The promotions that mean something under the tariff, in stacking order.</summary>
    public PlannedPromotion[] Promotions { get; }

    /// <summary>Candidates of a session, by dimension.</summary>
    public Candidate[][] Session { get; }

    /// <summary>No candidates: after a reservation that expired there is no session.</summary>
    public Candidate[][] Nothing { get; } = [.. Enumerable.Repeat<Candidate[]>([], (int)TariffDimension.Flat + 1)];

    /// <summary>Candidates of a reservation that was used.</summary>
    public Candidate[][] Reserved { get; }

    /// <summary>Candidates of a reservation that expired: its own elements, then those of any (billing.md 1.3).</summary>
    public Candidate[][] Expired { get; }

    public bool UsesClock { get; }

    public bool UsesLoad => UsesPower || UsesCurrent;

    public bool UsesCurrent { get; }

    private bool UsesPower { get; }

    /// <summary>Whether a price depends on how long the car charged or asked for no power.</summary>
    public bool UsesActivity => Idles.Length > 0 || Chargings.Length > 0;

    /// <summary>Whether charging or parking time costs anything at all.</summary>
    public bool PricesTime { get; }

    /// <summary>Whether the price of energy depends on the location's wall clock.</summary>
    public bool EnergyUsesClock => Session[(int)TariffDimension.Energy].Any(candidate => Tariff.Elements[candidate.Element].Restrictions is { UsesWallClock: true })
        || Promotions.Any(static planned => planned.Promotion is { Restrictions.UsesWallClock: true } promotion && promotion.Names(TariffDimension.Energy));

    /// <summary>Ticks since midnight.</summary>
    public long[] ClockBoundaries { get; }

    /// <summary>Ticks since the session's start.</summary>
    public long[] Durations { get; }

    /// <summary>Ticks without a break in which the car asked for no power.</summary>
    public long[] Idles { get; }

    /// <summary>Ticks of charging.</summary>
    public long[] Chargings { get; }

    /// <summary>Thousandths of a Wh since the session's start.</summary>
    public long[] Energies { get; }

    /// <summary>The plan of <paramref name="tariff"/>; without promotions it is made once for each tariff that is in memory.</summary>
    public static PricePlan Of(Tariff tariff, ValueList<FrozenPromotion> promotions) =>
        promotions.IsEmpty ? Known.GetValue(tariff, static given => new PricePlan(given, [])) : new PricePlan(tariff, promotions);

    /// <summary>Whether a price depends on a bound that <paramref name="load"/> does not state.</summary>
    public bool Misses(Load load) =>
        (UsesPower && (load.MinPowerW ?? load.MaxPowerW) is null) || (UsesCurrent && (load.MinCurrentMa ?? load.MaxCurrentMa) is null);

    private static Candidate[][] Candidates(Tariff tariff, Func<TariffElement, bool> belongs)
    {
        var byDimension = new List<Candidate>[(int)TariffDimension.Flat + 1];
        for (var d = 0; d < byDimension.Length; d++)
            byDimension[d] = [];
        for (var e = 0; e < tariff.Elements.Count; e++)
        {
            if (!belongs(tariff.Elements[e]))
                continue;
            var conditions = Conditions.Of(tariff.Elements[e].Restrictions);
            var components = tariff.Elements[e].Components;
            for (var c = 0; c < components.Count; c++)
            {
                // Of several components of a dimension in one element the first counts (billing.md 1.2).
                var candidates = byDimension[(int)components[c].Dimension];
                if (candidates.Count == 0 || candidates[^1].Element != e)
                    candidates.Add(new Candidate(components[c], e, $"/elements/{e}/price_components/{c}", conditions) { Grace = GraceOf(tariff.Elements[e], e, components[c]) });
            }
        }

        return [.. byDimension.Select(static candidates => candidates.ToArray())];
    }

    private static Candidate? GraceOf(TariffElement element, int index, PriceComponent component) =>
        component.Dimension == TariffDimension.ParkingTime && element.Restrictions?.MinIdle is not null
            ? new Candidate(component with { Price = 0m, StepSize = 1 }, index, $"/elements/{index}/restrictions/{Conditions.MinIdleTime}", null) { IsGrace = true }
            : null;

    private static PlannedPromotion[] Planned(Tariff tariff, ValueList<FrozenPromotion> promotions)
    {
        var planned = promotions.Select(static frozen => frozen.Promotion).Where(promotion => promotion.IsPricedIn(tariff.Currency)).ToArray();
        Array.Sort(planned, Promotion.InStackingOrder);
        return Array.ConvertAll(planned, static promotion => new PlannedPromotion(promotion, Conditions.Of(promotion.Restrictions)));
    }

    private static long[] Sorted(IEnumerable<long?> thresholds) => [.. thresholds.OfType<long>().Distinct().Order()];

    private static long? Ticks(Duration? duration) => duration?.BclCompatibleTicks;
}
