using Fleet.Cluster.ReferenceData;
using Fleet.Domain.Billing.Documents;

using static Fleet.Cluster.Tests.Given;

namespace Fleet.Cluster.Tests.ReferenceData;

/// <summary>A tariff change that is scheduled leaves the present price in force until it begins (OCPI start_date_time), and a correction reaches back.</summary>
public sealed class TariffVersionsTests : IDisposable
{
    private readonly TemporaryDatabase _database = new();
    private readonly ReferenceStore _store;

    public TariffVersionsTests() => _store = new ReferenceStore(_database.Database, new ManualTime());

    [Fact]
    public async Task A_session_before_a_scheduled_change_gets_the_version_before()
    {
        await EnterAsync(0, "0.30");
        await EnterAsync(10, "0.60", from: 100);

        Assert.Equal([0.30m, 0.30m, 0.30m, 0.60m, 0.60m], await PricesAsync(-5, 5, 99, 100, 500));
    }

    [Fact]
    public async Task A_correction_of_the_present_price_does_not_take_back_the_scheduled_one()
    {
        await EnterAsync(0, "0.30");
        await EnterAsync(10, "0.60", from: 100);
        await EnterAsync(20, "0.35");

        Assert.Equal([0.30m, 0.30m, 0.35m, 0.35m, 0.60m], await PricesAsync(5, 15, 20, 99, 100));
    }

    [Fact]
    public async Task A_scheduled_change_is_corrected_by_another_one_of_the_same_beginning()
    {
        await EnterAsync(0, "0.30");
        await EnterAsync(10, "0.60", from: 100);
        await EnterAsync(20, "0.50", from: 100);

        Assert.Equal([0.30m, 0.50m], await PricesAsync(99, 100));
    }

    [Fact]
    public async Task Nobody_pays_a_price_that_was_entered_after_the_session_began()
    {
        await EnterAsync(0, "0.30");
        await EnterAsync(50, "0.60", from: 20);

        Assert.Equal([0.30m, 0.30m, 0.60m], await PricesAsync(20, 49, 50));
    }

    [Fact]
    public async Task Between_the_end_of_one_version_and_the_beginning_of_the_next_none_is_in_force_and_the_tariff_is_still_there()
    {
        await EnterAsync(0, "0.30", until: 40);
        await EnterAsync(10, "0.60", from: 60);

        Assert.False((await _store.TariffAsync("T1", At(50)))!.Tariff.IsInForceAt(At(50)));
        Assert.Equal([0.30m, 0.60m], await PricesAsync(39, 60));
        Assert.Null(await _store.CorrectedTariffAsync("T1", At(50)));
    }

    [Fact]
    public async Task As_it_stands_now_a_tariff_says_of_the_past_what_was_entered_last_for_that_time()
    {
        await EnterAsync(0, "0.30");
        await EnterAsync(50, "0.25");
        await EnterAsync(60, "0.60", from: 100);

        Assert.Equal(0.25m, PriceOf((await _store.CorrectedTariffAsync("T1", At(5)))!));
        Assert.Equal(0.60m, PriceOf((await _store.CorrectedTariffAsync("T1", At(100)))!));
        Assert.Null(await _store.CorrectedTariffAsync("T2", At(5)));
    }

    public void Dispose()
    {
        _store.Dispose();
        _database.Dispose();
    }

    private async Task<decimal[]> PricesAsync(params int[] minutes)
    {
        List<decimal> prices = [];
        foreach (var minute in minutes)
            prices.Add(PriceOf((await _store.TariffAsync("T1", At(minute)))!));
        return [.. prices];
    }

    private static decimal PriceOf(TariffDocument document) => document.Tariff.Elements[0].Components[0].Price;

    private Task EnterAsync(int minute, string price, int? from = null, int? until = null)
    {
        var window = (from is { } start ? $",\"start_date_time\":\"{At(start)}\"" : "") + (until is { } end ? $",\"end_date_time\":\"{At(end)}\"" : "");
        var json = $$"""{"id":"T1","currency":"EUR","country_code":"DE","party_id":"ABC","elements":[{"price_components":[{"type":"ENERGY","price":{{price}},"step_size":1}]}],"last_updated":"2026-01-01T00:00:00Z"{{window}}}""";
        return _store.RecordTariffAsync("T1", TariffJson.Read(json).Document!, new Audit(At(minute), "Ada"));
    }
}
