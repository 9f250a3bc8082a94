using Fleet.Domain.Billing;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Tests.Billing;

public sealed class RestrictionTests
{
    private static readonly Instant Friday2130 = Instant.FromUtc(2019, 1, 18, 21, 30);

    [Fact]
    public void Energy_is_cut_where_the_price_changes_and_the_cut_is_marked_as_interpolated()
    {
        var tariff = Elements(
            Element("ENERGY", 0.20m, "\"end_time\":\"11:00\""),
            Element("ENERGY", 0.40m, ""));

        var bill = A.Bill(tariff, A.Session(A.Monday10, 90, (0, 0), (45, 3_000), (75, 9_000), (90, 9_000)));

        // 11:00 is half way between 10:45 (3.000) and 11:15 (9.000): 6.000 kWh before it, 3.000 after.
        Assert.Equal(
            [(6_000m, 1.20m, 0, 2, true), (3_000m, 1.20m, 1, 3, true)],
            bill.Lines.Select(l => (l.Volume, l.Amount, l.FromReading, l.ToReading, l.Interpolated)));
        Assert.Equal(["/elements/0/price_components/0", "/elements/1/price_components/0"], bill.Lines.Select(l => l.TariffPointer!), StringComparer.Ordinal);
    }

    [Fact]
    public void A_cut_at_a_reading_is_proven()
    {
        var tariff = Elements(Element("ENERGY", 0.20m, "\"end_time\":\"11:00\""), Element("ENERGY", 0.40m, ""));

        var bill = A.Bill(tariff, A.Session(A.Monday10, 90, (0, 0), (60, 5_000), (90, 9_000)));

        Assert.Equal([(5_000m, 0, 1, false), (4_000m, 1, 2, false)], bill.Lines.Select(l => (l.Volume, l.FromReading, l.ToReading, l.Interpolated)));
    }

    [Fact]
    public void Each_dimension_takes_the_first_element_that_holds_and_prices_it()
    {
        var tariff = Elements(
            Element("TIME", 9m, "\"day_of_week\":[\"SUNDAY\"]"),
            Element("ENERGY", 0.10m, ""),
            """{"price_components":[{"type":"ENERGY","price":9,"step_size":1},{"type":"TIME","price":2,"step_size":1},{"type":"TIME","price":9,"step_size":1}]}""");

        var bill = A.Bill(tariff, A.Session(A.Monday10, 60, (0, 0), (60, 10_000)));

        Assert.Equal(["/elements/1/price_components/0", "/elements/2/price_components/1"], bill.Lines.Select(l => l.TariffPointer!), StringComparer.Ordinal);
        Assert.Equal(3.00m, bill.TotalExclTax);
    }

    [Fact]
    public void A_fee_is_charged_once_when_its_element_first_holds()
    {
        var tariff = Elements(Element("FLAT", 1.5m, "\"min_duration\":1800"), Element("TIME", 0m, ""));

        var bill = A.Bill(tariff, A.Session(A.Monday10, 60, (0, 0)));

        var fee = Assert.Single(bill.Lines, l => l.Kind == BillLineKind.Flat);
        Assert.Equal((1.50m, A.Monday10 + Duration.FromMinutes(30)), (fee.Amount, fee.From));
        Assert.Equal(0.00m, A.Bill(tariff, A.Session(A.Monday10, 30, (0, 0))).TotalExclTax);
    }

    [Fact]
    public void The_first_kilowatt_hours_are_free_to_the_watt_hour()
    {
        var tariff = Elements(Element("ENERGY", 0m, "\"max_kwh\":1.0"), Element("ENERGY", 0.2m, "\"min_kwh\":1.0"));

        var bill = A.Bill(tariff, A.Session(A.Monday10, 60, (0, 0), (7, 3_000), (60, 8_000)));

        Assert.Equal([(1_000m, 0.00m), (7_000m, 1.40m)], bill.Lines.Select(l => (l.Volume, l.Amount)));
        // 1,000 Wh at 3,000 Wh in 7 min: after 140 s.
        Assert.Equal(A.Monday10 + Duration.FromSeconds(140), bill.Lines[1].From);
    }

    [Fact]
    public void A_threshold_inside_a_jump_of_the_register_splits_the_jump()
    {
        var tariff = Elements(Element("ENERGY", 1m, "\"max_kwh\":4"), Element("ENERGY", 2m, ""));

        var bill = A.Bill(tariff, A.Session(A.Monday10, 60, (0, 0), (30, 1_000), (30, 6_000), (60, 6_000)));

        Assert.Equal([(4_000m, 4.00m), (2_000m, 4.00m)], bill.Lines.Select(l => (l.Volume, l.Amount)));
    }

    [Fact]
    public void A_threshold_is_reached_in_the_first_whole_millisecond_at_which_it_is_exceeded()
    {
        var tariff = Elements(Element("TIME", 0m, "\"max_kwh\":1"), Element("TIME", 3600m, ""));

        decimal FreeMilliseconds(long wh) =>
            A.Bill(tariff, A.Session(A.Monday10, 7, (0, 0), (7, wh))).Lines.First(l => l.Kind == BillLineKind.Time).Volume;

        // 1,000 Wh at 60,000 Wh a minute: after a second exactly; at 70,000 a minute after 857.14 ms, so 858.
        Assert.Equal(1_000m, FreeMilliseconds(420_000));
        Assert.Equal(858m, FreeMilliseconds(490_000));
    }

    [Fact]
    public void Cuts_within_one_millisecond_never_give_negative_energy()
    {
        var tariff = Elements(Element("ENERGY", 1m, "\"max_kwh\":500"), Element("ENERGY", 2m, ""));
        var stop = A.Monday10 + Duration.FromMilliseconds(7);
        var pause = A.Monday10 + Duration.FromTicks(37_500);
        ValueList<EnergyPoint> energy = [new(A.Monday10, EnergyWh.Zero, 0), new(stop, new EnergyWh(1_000_000), 1)];

        var bill = A.Bill(tariff, new BillableSession(A.Monday10, stop, energy, [
            new Stretch(A.Monday10, pause, StretchKind.Charging), new Stretch(pause, stop, StretchKind.Parking)]));

        // Half of 7 ms is rounded up to 4 ms, but at the pause after 3.75 ms the 500 kWh had flowed already: exactly they have the first price.
        Assert.Equal([500_000m, 500_000m], bill.Lines.Where(l => l.Kind == BillLineKind.Energy).Select(l => l.Volume));
    }

    [Fact]
    public void Durations_count_from_the_sessions_start()
    {
        var tariff = Elements(
            Element("PARKING_TIME", 0m, "\"max_duration\":3600"),
            Element("PARKING_TIME", 2m, "\"min_duration\":3600,\"max_duration\":10800"),
            Element("PARKING_TIME", 3m, "\"min_duration\":10800"));

        var bill = A.Bill(tariff, A.Stretches(A.Monday10, (30, StretchKind.Charging), (180, StretchKind.Parking)));

        // Parking from 0:30 to 3:30: half an hour free, two hours at 2.00, half an hour at 3.00.
        Assert.Equal([0.00m, 4.00m, 1.50m], bill.Lines.Select(l => l.Amount));
    }

    [Theory]
    [InlineData("\"start_time\":\"22:00\",\"end_time\":\"06:00\"", 480)]
    [InlineData("\"start_time\":\"22:00\",\"end_time\":\"00:00\"", 120)]
    [InlineData("\"end_time\":\"00:00\"", 600)]
    [InlineData("\"start_time\":\"03:00\"", 420)]
    [InlineData("\"start_time\":\"06:00\",\"end_time\":\"06:00\"", 600)]
    [InlineData("\"day_of_week\":[\"FRIDAY\"],\"start_time\":\"22:00\",\"end_time\":\"06:00\"", 120)]
    [InlineData("\"day_of_week\":[\"SATURDAY\"],\"start_time\":\"22:00\",\"end_time\":\"06:00\"", 360)]
    [InlineData("\"start_date\":\"2019-01-19\"", 450)]
    [InlineData("\"end_date\":\"2019-01-19\"", 150)]
    [InlineData("\"start_date\":\"2019-01-18\",\"end_date\":\"2019-01-19\"", 150)]
    public void A_night_is_priced_by_the_wall_clock(string restriction, int minutes)
    {
        // Friday 21:30 to Saturday 07:30 in UTC; the weekday is that of the instant (billing.md A6 to A8).
        var bill = A.Bill(Elements(Element("TIME", 60m, restriction)), A.Session(Friday2130, 600, (0, 0)));

        Assert.Equal(minutes, bill.ExactExclTax);
    }

    [Theory]
    // The clock jumps from 02:00 to 03:00 on 2019-03-31 and falls from 03:00 to 02:00 on 2019-10-27; sessions run from 22:00Z to 06:00Z.
    [InlineData(2019, 3, 30, "\"start_time\":\"02:30\",\"end_time\":\"04:00\"", 60)]
    [InlineData(2019, 3, 30, "\"start_time\":\"01:00\",\"end_time\":\"02:30\"", 60)]
    [InlineData(2019, 10, 26, "\"start_time\":\"02:00\",\"end_time\":\"03:00\"", 120)]
    [InlineData(2019, 10, 26, "\"start_time\":\"02:30\",\"end_time\":\"04:00\"", 120)]
    [InlineData(2019, 10, 26, "\"start_time\":\"01:00\",\"end_time\":\"02:30\"", 120)]
    [InlineData(2019, 10, 26, "\"day_of_week\":[\"SUNDAY\"]", 480)]
    public void Clock_changes_cover_both_occurrences_and_skip_the_gap(int year, int month, int day, string restriction, int minutes)
    {
        var tariff = InZone("Europe/Berlin", Element("TIME", 60m, restriction));

        var bill = A.Bill(tariff, A.Session(Instant.FromUtc(year, month, day, 22, 0), 480, (0, 0)));

        Assert.Equal(minutes, bill.ExactExclTax);
    }

    [Fact]
    public void A_pause_does_not_split_a_line_but_another_price_does()
    {
        var tariff = Elements(Element("TIME", 6m, "\"end_time\":\"11:00\""), Element("TIME", 12m, ""));

        var bill = A.Bill(tariff, A.Stretches(
            A.Monday10, (10, StretchKind.Charging), (10, StretchKind.Parking), (50, StretchKind.Charging)));

        // Charging 10:00 to 10:10 and 10:20 to 11:00 at 6.00, then ten minutes at 12.00.
        Assert.Equal([(3_000_000m, 5.00m), (600_000m, 2.00m)], bill.Lines.Select(l => (l.Volume, l.Amount)));
    }

    private static FrozenTariff Elements(params string[] elements) => InZone("UTC", elements);

    private static FrozenTariff InZone(string zone, params string[] elements) =>
        A.Tariff($$"""{"id":"T","currency":"EUR","elements":[{{string.Join(',', elements)}}]}""", zone);

    private static string Element(string type, decimal price, string restrictions) =>
        $$"""{"price_components":[{"type":"{{type}}","price":{{price}},"step_size":1}],"restrictions":{ {{restrictions}} } }""";
}
