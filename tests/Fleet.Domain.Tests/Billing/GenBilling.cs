using CsCheck;

using Fleet.Domain.Billing;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Tests.Billing;

/// <summary>Random tariffs and sessions.</summary>
internal static class GenBilling
{
    private static readonly Gen<string> Restriction = Gen.OneOf(
        Gen.Const(""),
        Gen.Select(Gen.Int[0, 23], Gen.Int[0, 59], Gen.Int[0, 23], Gen.Int[0, 59])
            .Select((h1, m1, h2, m2) => $"\"start_time\":\"{h1:00}:{m1:00}\",\"end_time\":\"{h2:00}:{m2:00}\""),
        Gen.OneOf("MONDAY", "SATURDAY", "SUNDAY").Select(day => $"\"day_of_week\":[\"{day}\"]"),
        Gen.Int[0, 40_000].Select(wh => $"\"min_kwh\":{wh / 1000m}"),
        Gen.Int[1, 40_000].Select(wh => $"\"max_kwh\":{wh / 1000m}"),
        Gen.Int[0, 20_000].Select(s => $"\"min_duration\":{s}"),
        Gen.Int[1, 20_000].Select(s => $"\"max_duration\":{s}"));

    private static readonly Gen<string> More = Gen.OneOf(
        "",
        ",\"tax_included\":\"YES\"",
        ",\"tax_included\":\"NO\",\"country_code\":\"CA\"",
        ",\"min_price\":{\"excl_vat\":1.005,\"incl_vat\":1.2}",
        ",\"max_price\":{\"excl_vat\":3.333,\"incl_vat\":3.5}",
        ",\"tax_included\":\"YES\",\"min_price\":{\"before_taxes\":2,\"after_taxes\":2.11},\"max_price\":{\"before_taxes\":5,\"after_taxes\":5.5}");

    /// <summary>Tariffs with everything that the engine knows, sometimes with negative prices.</summary>
    public static readonly Gen<FrozenTariff> Tariff = Tariffs(
        Gen.OneOf("ENERGY", "TIME", "PARKING_TIME", "FLAT"), Gen.Int[-500, 99_999], Gen.OneOf(0, 1, 60, 300, 1000));

    /// <summary>Tariffs for energy alone, without blocks, limits or negative prices.</summary>
    public static readonly Gen<FrozenTariff> EnergyTariff = Tariffs(Gen.Const("ENERGY"), Gen.Int[0, 99_999], Gen.Const(1), Gen.Const(""));

    /// <summary>Sessions of up to a day with up to 20 readings; both on a grid of a quarter second around a clock change in Europe.</summary>
    public static readonly Gen<BillableSession> Session =
        from start in Gen.Long[0, 4 * 86_400 * 2].Select(q => Instant.FromUtc(2019, 10, 26, 0, 0) + Duration.FromMilliseconds(q * 250))
        from parts in Gen.Select(Gen.Int[1, 4 * 3600 * 4], Gen.Enum<StretchKind>()).Array[0, 6]
        from readings in Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 5_000]).Array[0, 20]
        select Build(start, parts, readings);

    private static Gen<FrozenTariff> Tariffs(Gen<string> types, Gen<int> prices, Gen<int> steps, Gen<string>? more = null)
    {
        var component = Gen.Select(types, prices, steps, Gen.OneOf("", ",\"vat\":0", ",\"vat\":10", ",\"vat\":20", ",\"vat\":5.2"))
            .Select((type, price, step, vat) => $$"""{"type":"{{type}}","price":{{price / 10_000m}},"step_size":{{step}}{{vat}}}""");
        var element = Gen.Select(component.Array[1, 3], Restriction)
            .Select((components, restriction) => $$"""{"price_components":[{{string.Join(',', components)}}],"restrictions":{ {{restriction}} } }""");
        return Gen.Select(element.Array[1, 4], more ?? More, Gen.OneOf("EUR", "JPY", "KWD"))
            .Select((elements, rest, currency) => A.Tariff(
                $$"""{"id":"T","currency":"{{currency}}","elements":[{{string.Join(',', elements)}}]{{rest}}}""", "Europe/Berlin"));
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
