using CsCheck;

using Fleet.Domain.Billing;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Tests.Billing;

/// <summary>Random tariffs and sessions.</summary>
internal static class GenBilling
{
    private static readonly Gen<string> Clock = Gen.OneOf(
        Gen.Const(""),
        Gen.Select(Gen.Int[0, 23], Gen.Int[0, 59], Gen.Int[0, 23], Gen.Int[0, 59])
            .Select((h1, m1, h2, m2) => $"\"start_time\":\"{h1:00}:{m1:00}\",\"end_time\":\"{h2:00}:{m2:00}\""),
        Gen.OneOf("MONDAY", "SATURDAY", "SUNDAY").Select(day => $"\"day_of_week\":[\"{day}\"]"),
        Gen.OneOf("start_date", "end_date").Select(name => $"\"{name}\":\"2019-10-27\""));

    private static readonly Gen<string> Energies = Gen.OneOf(
        Gen.Const(""),
        Gen.Int[0, 40_000].Select(wh => $"\"min_kwh\":{wh / 1000m}"),
        Gen.Int[1, 40_000].Select(wh => $"\"max_kwh\":{wh / 1000m}"));

    private static readonly Gen<string> Powers =
        Gen.Select(Gen.OneOf("min_power", "max_power"), Gen.Int[1, 20_000]).Select((name, w) => $"\"{name}\":{w / 1000m}");

    private static readonly Gen<string> Loads = Gen.Frequency(
        (3, Gen.Const("")),
        (1, Powers),
        (1, Gen.Select(Gen.OneOf("min_current", "max_current"), Gen.Int[1, 80_000]).Select((name, ma) => $"\"{name}\":{ma / 1000m}")));

    private static readonly Gen<string> Durations = Gen.Frequency(
        (3, Gen.Const("")),
        (4, Gen.Select(
                Gen.OneOf("min_duration", "max_duration", "min_idle_time", "max_idle_time", "min_charging_time", "max_charging_time"), Gen.Int[1, 20_000])
            .Select((name, seconds) => $"\"{name}\":{seconds}")));

    /// <summary>What an element of every OCPI version can say.</summary>
    private static readonly Gen<string> OcpiRestrictions = Gen.Select(
            Clock,
            Energies,
            Gen.Frequency((3, Gen.Const("")), (1, Powers)),
            Gen.Frequency((1, Gen.Const("")), (1, Gen.Select(Gen.OneOf("min_duration", "max_duration"), Gen.Int[1, 20_000]).Select((name, s) => $"\"{name}\":{s}"))))
        .Select((clock, energy, power, duration) => string.Join(',', new[] { clock, energy, power, duration }.Where(given => given.Length > 0)));

    private static readonly Gen<string> Places = Gen.Frequency(
        (8, Gen.Const("")),
        (1, Gen.OneOf("AC", "DC").Select(kind => $"\"evse_kind\":\"{kind}\"")),
        (1, Gen.Const("\"payment_brand\":\"VISA\"")));

    private static readonly Gen<string> Restrictions = Gen.Select(Clock, Energies, Loads, Durations, Places)
        .Select((clock, energy, load, duration, place) => string.Join(',', new[] { clock, energy, load, duration, place }.Where(given => given.Length > 0)));

    /// <summary>An element for reservations, or none.</summary>
    private static readonly Gen<string?> Reserved = Gen.Select(
            Gen.Bool, Gen.OneOf("TIME", "FLAT"), Gen.Int[0, 99_999], Gen.OneOf(1, 60, 300), Gen.OneOf("RESERVATION", "RESERVATION_EXPIRES"))
        .Select((any, type, price, step, kind) => any
            ? $$"""{"price_components":[{"type":"{{type}}","price":{{price / 10_000m}},"step_size":{{step}}}],"restrictions":{"reservation":"{{kind}}"} }"""
            : null);

    private static readonly Gen<string> Caps = Gen.Frequency(
        (2, Gen.Const("")),
        (1, Gen.Select(Gen.OneOf("ENERGY", "TIME", "PARKING_TIME"), Gen.Int[0, 50_000])
            .Select((type, amount) => $$""","caps":[{"type":"{{type}}","amount":{{amount / 10_000m}} }]""")));

    private static readonly Gen<string> More = Gen.OneOf(
        "",
        ",\"tax_included\":\"YES\"",
        ",\"tax_included\":\"NO\",\"country_code\":\"CA\"",
        ",\"min_price\":{\"excl_vat\":1.005,\"incl_vat\":1.2}",
        ",\"max_price\":{\"excl_vat\":3.333,\"incl_vat\":3.5}",
        ",\"tax_included\":\"YES\",\"min_price\":{\"before_taxes\":2,\"after_taxes\":2.11},\"max_price\":{\"before_taxes\":5,\"after_taxes\":5.5}");

    /// <summary>Tariffs with everything that the engine knows, sometimes with negative prices.</summary>
    public static readonly Gen<FrozenTariff> Tariff = Tariffs(
        Gen.OneOf("ENERGY", "TIME", "PARKING_TIME", "FLAT"),
        Gen.Int[-500, 99_999],
        Gen.OneOf(0, 1, 60, 300, 1000),
        Restrictions,
        Gen.Select(More, Caps).Select((more, caps) => more + caps),
        Reserved);

    /// <summary>Tariffs of which every OCPI version can say all but tax and limits.</summary>
    public static readonly Gen<FrozenTariff> OcpiTariff = Tariffs(
        Gen.OneOf("ENERGY", "TIME", "PARKING_TIME", "FLAT"), Gen.Int[-500, 99_999], Gen.OneOf(0, 1, 60, 300, 1000), OcpiRestrictions, More);

    /// <summary>Tariffs for energy alone whose price depends on the energy taken before; no blocks, limits or negative prices.</summary>
    public static readonly Gen<FrozenTariff> EnergyTariff = Tariffs(Gen.Const("ENERGY"), Gen.Int[0, 99_999], Gen.Const(1), Energies);

    /// <summary>Tariffs whose prices depend on nothing but the wall clock: no fees, blocks or limits.</summary>
    public static readonly Gen<FrozenTariff> ClockTariff = Tariffs(Gen.OneOf("ENERGY", "TIME", "PARKING_TIME"), Gen.Int[-500, 99_999], Gen.Const(1), Clock);

    /// <summary>What else decides: the EVSE, the card, an interruption before, a meter whose clock may not be used.</summary>
    public static readonly Gen<RatingTerms> Terms = Gen.Select(
            Gen.OneOf<EvseKind?>(null, EvseKind.AC, EvseKind.DC), Gen.OneOf(null, "VISA"), Gen.Frequency((9, false), (1, true)), Gen.Frequency((9, false), (1, true)))
        .Select((kind, brand, resumes, clock) => new RatingTerms(EvseKind: kind, PaymentBrand: brand, Resumes: resumes, TimeNotBillable: clock));

    /// <summary>
    /// Sessions of up to a day with up to 20 readings, some of them after a reservation; both on a grid of a quarter second around a clock change in Europe.
    /// </summary>
    public static readonly Gen<BillableSession> Session =
        from start in Gen.Long[0, 4 * 86_400 * 2].Select(q => Instant.FromUtc(2019, 10, 26, 0, 0) + Duration.FromMilliseconds(q * 250))
        from parts in Gen.Select(Gen.Int[1, 4 * 3600 * 4], Gen.Enum<StretchKind>()).Array[0, 6]
        from readings in Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 5_000]).Array[0, 20]
        from reserved in Gen.Int[-7200, 3600]
        select Build(start, parts, readings) with
        {
            Reservation = reserved <= 0 ? null : new Reservation(start - Duration.FromSeconds(reserved), start, Expired: false),
        };

    private static Gen<FrozenTariff> Tariffs(
        Gen<string> types, Gen<int> prices, Gen<int> steps, Gen<string> restrictions, Gen<string>? more = null, Gen<string?>? reserved = null)
    {
        var component = Gen.Select(types, prices, steps, Gen.OneOf("", ",\"vat\":0", ",\"vat\":10", ",\"vat\":20", ",\"vat\":5.2"))
            .Select((type, price, step, vat) => $$"""{"type":"{{type}}","price":{{price / 10_000m}},"step_size":{{step}}{{vat}}}""");
        var element = Gen.Select(component.Array[1, 3], restrictions)
            .Select((components, restriction) => $$"""{"price_components":[{{string.Join(',', components)}}],"restrictions":{ {{restriction}} } }""");
        return Gen.Select(element.Array[1, 4], reserved ?? Gen.Const((string?)null), more ?? Gen.Const(""), Gen.OneOf("EUR", "JPY", "KWD"), Gen.Enum<RuleSet>())
            .Select((elements, reservation, rest, currency, rules) => A.Tariff(
                $$"""{"id":"T","currency":"{{currency}}","elements":[{{string.Join(',', elements.Append(reservation).OfType<string>())}}]{{rest}}}""",
                "Europe/Berlin",
                rules));
    }

    private static BillableSession Build(Instant start, (int Quarters, StretchKind Kind)[] parts, (int Share, int Wh)[] readings)
    {
        var stretches = new List<Stretch>();
        var stop = start;
        foreach (var (quarters, kind) in parts)
        {
            var to = stop + Duration.FromMilliseconds(quarters * 250L);
            stretches.Add(new Stretch(stop, to, kind));
            stop = to;
        }

        var milliseconds = (stop - start).BclCompatibleTicks / NodaConstants.TicksPerMillisecond;
        var points = new List<EnergyPoint> { new(start, EnergyWh.Zero, 0) };
        foreach (var (share, wh) in readings.OrderBy(r => r.Share))
        {
            var at = start + Duration.FromMilliseconds(milliseconds * share / 1_000_000);
            points.Add(new EnergyPoint(at, points[^1].Energy + new EnergyWh(wh), points.Count));
        }

        return new BillableSession(start, stop, points.ToValueList(), stretches.ToValueList());
    }
}
