using NodaTime;

namespace Fleet.Domain.Billing.Documents;

/// <summary>Where the prices of a tariff hold: its restrictions as sets of situations.</summary>
internal sealed class RegionMap
{
    private const long Endless = long.MaxValue / 4;

    private readonly Tariff _tariff;
    private readonly List<string> _brands;
    private readonly Region _everything;
    private readonly Region[] _regions;

    /// <summary>The map of <paramref name="tariff"/>.</summary>
    public RegionMap(Tariff tariff)
    {
        _tariff = tariff;
        _brands = [.. tariff.Elements.Select(static element => element.Restrictions?.PaymentBrand).OfType<string>().Distinct(StringComparer.Ordinal)];
        // A session may begin in any time zone and go on for a year after the tariff's end.
        var first = tariff.ValidFrom is { } from ? DayOf(from.InUtc().Date) - 1 : DayOf(LocalDate.MinIsoValue);
        var end = tariff.ValidUntil is { } until ? DayOf(until.InUtc().Date) + 368 : DayOf(LocalDate.MaxIsoValue);
        _everything = new Region(
        [
            Spans.Of(1, 8), Spans.Of(0, 1440), Spans.Of(first, end), Spans.Of(0, Endless), Spans.Of(0, Endless), Spans.Of(0, Endless), Spans.Of(0, Endless),
            Spans.Of(0, Endless), Spans.Of(0, Endless), Spans.Of((int)EvseKind.AC, (int)EvseKind.DC + 1), Spans.Of(0, _brands.Count + 1),
        ]);
        _regions = [.. tariff.Elements.Select(element => element.Restrictions is { } given ? RegionOf(given) : _everything)];
    }

    /// <summary>Names of the payment brands, by their number less one.</summary>
    public IReadOnlyList<string> Brands => _brands;

    /// <summary>All situations in which a price is expected in <paramref name="dimension"/>: a car that charges is not idle.</summary>
    public Region Everything(TariffDimension dimension) => dimension switch
    {
        TariffDimension.Energy or TariffDimension.Time => _everything.With(Axis.Idle, Spans.Of(0, 1)),
        TariffDimension.ParkingTime or TariffDimension.Flat => _everything,
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "Not a dimension."),
    };

    /// <summary>Where the element of that index holds.</summary>
    public Region Of(int element) => _regions[element];

    /// <summary>The prices of a dimension in a context, in the order in which they are tried.</summary>
    /// <param name="dimension">What is priced.</param>
    /// <param name="context">Of what.</param>
    /// <param name="unexpected">Also where nobody expects one: a car that asks for no power may still take a little, and pays for it.</param>
    public IReadOnlyList<Offer> Offers(TariffDimension dimension, PriceContext context, bool unexpected = false)
    {
        var everything = unexpected ? _everything : Everything(dimension);
        return context switch
        {
            PriceContext.Session => Offers(dimension, everything, null),
            PriceContext.Reserved => Offers(dimension, everything, ReservationKind.Reservation),
            PriceContext.Expired =>
                [.. Offers(dimension, everything, ReservationKind.ReservationExpires), .. Offers(dimension, everything, ReservationKind.Reservation)],
            _ => throw new ArgumentOutOfRangeException(nameof(context), context, "Not a context."),
        };
    }

    private List<Offer> Offers(TariffDimension dimension, Region everything, ReservationKind? reservation)
    {
        var offers = new List<Offer>();
        for (var i = 0; i < _tariff.Elements.Count; i++)
        {
            var element = _tariff.Elements[i];
            var index = element.Restrictions?.Reservation == reservation ? element.Components.Items.ToList().FindIndex(c => c.Dimension == dimension) : -1;
            if (index >= 0)
                offers.Add(new Offer(i, index, element.Components[index], _regions[i].And(everything)));
        }

        return offers;
    }

    private Region RegionOf(TariffRestrictions given)
    {
        var brand = given.PaymentBrand is { } name ? _brands.IndexOf(name) + 1 : -1;
        return new Region(
        [
            given.Days.IsEmpty ? _everything[Axis.Weekday] : Spans.Of(given.Days.Select(static day => new Span((int)day, (int)day + 1))),
            MinutesOf(given),
            Between(Axis.Date, given.StartDate is { } first ? DayOf(first) : null, given.EndDate is { } end ? DayOf(end) : null),
            Between(Axis.Energy, given.MinEnergy?.Value, given.MaxEnergy?.Value),
            Between(Axis.Duration, Ticks(given.MinDuration), Ticks(given.MaxDuration)),
            Between(Axis.Power, given.MinPowerW, given.MaxPowerW),
            Between(Axis.Current, given.MinCurrentMa, given.MaxCurrentMa),
            Between(Axis.Idle, Ticks(given.MinIdle), Ticks(given.MaxIdle)),
            Between(Axis.Charging, Ticks(given.MinCharging), Ticks(given.MaxCharging)),
            given.EvseKind is { } kind ? Spans.Of((int)kind, (int)kind + 1) : _everything[Axis.Evse],
            brand > 0 ? Spans.Of(brand, brand + 1) : _everything[Axis.Brand],
        ]);
    }

    /// <summary>The minutes of a day in which a window is open; one of no length is the whole day (billing.md 1.9, A6 and A7).</summary>
    public static Spans MinutesOf(TariffRestrictions given)
    {
        var (start, end) = (MinuteOf(given.StartTime), MinuteOf(given.EndTime));
        return start == end ? Spans.Of(0, 1440)
            : end == 0 ? Spans.Of(start, 1440)
            : start < end ? Spans.Of(start, end)
            : Spans.Of([new Span(0, end), new Span(start, 1440)]);
    }

    /// <summary>The day's number on <see cref="Axis.Date"/>.</summary>
    public static int DayOf(LocalDate date) => Period.DaysBetween(LocalClock.Epoch, date);

    private static int MinuteOf(LocalTime? time) => time is { } given ? (given.Hour * 60) + given.Minute : 0;

    private static long? Ticks(Duration? duration) => duration?.BclCompatibleTicks;

    private Spans Between(Axis axis, long? min, long? max) => _everything[axis].And(Spans.Of(min ?? long.MinValue, max ?? long.MaxValue));
}

/// <summary>What is priced: a session, or the reservation before it.</summary>
internal enum PriceContext
{
    /// <summary>The session itself.</summary>
    Session = 0,

    /// <summary>A reservation that was used.</summary>
    Reserved = 1,

    /// <summary>A reservation that expired.</summary>
    Expired = 2,
}

/// <summary>A price and where it holds.</summary>
/// <param name="Element">Index of its element.</param>
/// <param name="Index">Its index in the element.</param>
/// <param name="Component">The price.</param>
/// <param name="Region">The situations in which its restrictions hold.</param>
internal sealed record Offer(int Element, int Index, PriceComponent Component, Region Region)
{
    /// <summary>JSON pointer of the component.</summary>
    public string Location => $"/elements/{Element}/price_components/{Index}";
}
