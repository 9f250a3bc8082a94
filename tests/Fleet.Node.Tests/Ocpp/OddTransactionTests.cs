using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Ocpp;

/// <summary>What chargers really send: always answered with CALLRESULT, kept, and never billed wrongly.</summary>
public sealed class OddTransactionTests(DevelopmentNode development) : IClassFixture<DevelopmentNode>
{
    private const string Tariff =
        """
        {"id":"plain","currency":"EUR","country_code":"DE","party_id":"ABC","last_updated":"2026-01-01T00:00:00Z","elements":[{"price_components":[
          {"type":"ENERGY","price":0.25,"vat":19.0,"step_size":1}]}]}
        """;

    private readonly TestNode _node = development.Node;

    [Fact]
    public async Task Readings_and_stop_of_an_unknown_transaction_are_answered_kept_and_touch_no_other_session()
    {
        using var charger = await ConnectAsync("odd-unknown");
        var running = await charger.StartAsync(meterStart: 1000);

        await charger.MeterAsync(running + 1000, Charging.Start.AddMinutes(5), 777_000);
        await charger.StopAsync(running + 1000, Charging.Start.AddMinutes(6), 888_000);
        await _node.SettleAsync(charger);

        Assert.Equal(2, _node.Database.EventsOf("c|odd-unknown", Manifest.Parked));
        var session = (await _node.Api.GetAsync($"/sessions/odd-unknown:{running}")).Json;
        Assert.Equal("CHARGING", (string?)session["state"]);
        Assert.Equal(0, (long)session["energyWh"]!);
        Assert.Equal(0, (int)session["readings"]!);
        Assert.Empty(await _node.Api.BillsOfAsync("odd-unknown"));

        await charger.StopAsync(running, Charging.Start.AddHours(1), 3000);
        Assert.Equal(2000, (long)(await _node.Api.BilledSessionAsync($"odd-unknown:{running}"))["energyWh"]!);
        _node.AssertNoErrors();
    }

    [Fact]
    public async Task A_stop_without_any_start_is_answered_each_time_and_kept_once()
    {
        using var charger = await ConnectAsync("odd-no-start");

        await charger.StopAsync(4711, Charging.Start, 5000);
        await charger.StopAsync(4711, Charging.Start, 5000);
        await _node.SettleAsync(charger);

        Assert.Equal(1, _node.Database.EventsOf("c|odd-no-start", Manifest.Parked));
        Assert.Empty(await _node.Api.SessionsOfAsync("odd-no-start"));
        Assert.Empty(await _node.Api.BillsOfAsync("odd-no-start"));
    }

    [Fact]
    public async Task Minus_one_goes_to_the_only_transaction_that_it_can_mean_and_says_so_on_the_bill()
    {
        using var charger = await ConnectAsync("odd-minus-one");
        var transaction = await charger.StartAsync(meterStart: 1000);

        await charger.MeterAsync(-1, Charging.Start.AddMinutes(30), 2000);
        await charger.StopAsync(-1, Charging.Start.AddHours(1), 3000);

        var bill = await _node.Api.TransactionAsync($"odd-minus-one:{transaction}");
        Assert.Equal(2000, (long)bill["energyWh"]!);
        Assert.Equal(1, (int)bill["evidence"]!["readings"]!);
        Assert.Contains("MATCHED_EVIDENCE", bill.Findings(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Minus_one_that_may_mean_two_transactions_ends_neither()
    {
        using var charger = await ConnectAsync("odd-ambiguous");
        var first = await charger.StartAsync(meterStart: 1000);
        var second = await charger.StartAsync(meterStart: 1000, connector: 2);

        await charger.StopAsync(-1, Charging.Start.AddHours(1), 3000);
        await _node.SettleAsync(charger);

        foreach (var transaction in new[] { first, second })
            Assert.Equal("CHARGING", (string?)(await _node.Api.GetAsync($"/sessions/odd-ambiguous:{transaction}")).Json["state"]);
        Assert.Empty(await _node.Api.BillsOfAsync("odd-ambiguous"));
        Assert.Equal(1, _node.Database.EventsOf("c|odd-ambiguous", Manifest.Parked));
    }

    [Fact]
    public async Task A_stop_that_overtook_its_start_is_billed_when_the_start_comes()
    {
        using var charger = await ConnectAsync("odd-overtaken");
        await charger.MeterAsync(-1, Charging.Start.AddMinutes(30), 2500);
        await charger.StopAsync(-1, Charging.Start.AddHours(1), 4000);

        var transaction = await charger.StartAsync(meterStart: 1000);

        var bill = await _node.Api.TransactionAsync($"odd-overtaken:{transaction}");
        Assert.Equal(3000, (long)bill["energyWh"]!);
        Assert.Single(await _node.Api.BillsOfAsync("odd-overtaken"));
    }

    [Fact]
    public async Task A_stop_below_its_start_is_held_and_bills_no_energy()
    {
        using var charger = await ConnectAsync("odd-below");
        var transaction = await charger.StartAsync(meterStart: 900_000);
        await charger.StopAsync(transaction, Charging.Start.AddHours(1), 100);

        var bill = await _node.Api.TransactionAsync($"odd-below:{transaction}");

        Assert.Equal("HELD", (string?)bill["state"]);
        Assert.Equal(["STOP_BELOW_REGISTER"], bill.HeldFor());
        Assert.Equal(0, (long)bill["energyWh"]!);
        Assert.Equal(100, (long)bill["meterStopWh"]!);
    }

    [Theory]
    [InlineData("odd-1970", "1970-01-01T00:05:00Z")]
    [InlineData("odd-future", "2199-01-01T00:00:00Z")]
    public async Task A_reading_whose_time_cannot_be_right_is_kept_and_flagged_and_does_not_change_the_energy(string id, string at)
    {
        using var charger = await ConnectAsync(id);
        var transaction = await charger.StartAsync(meterStart: 1000);
        await charger.MeterAsync(transaction, Charging.Start.AddMinutes(20), 2000);
        await charger.MeterAsync(transaction, DateTime.Parse(at).ToUniversalTime(), 2100);
        await charger.StopAsync(transaction, Charging.Start.AddHours(1), 4000);

        var bill = await _node.Api.TransactionAsync($"{id}:{transaction}");

        Assert.Equal(3000, (long)bill["energyWh"]!);
        Assert.Equal(2, (int)bill["evidence"]!["readings"]!);
        Assert.Contains("IMPLAUSIBLE_TIME", bill.Findings(), StringComparer.Ordinal);
        Assert.Equal("BILLED", (string?)bill["state"]);
        Assert.Equal("0.75", (string?)bill["totalExclTax"]);
    }

    [Theory]
    [InlineData("odd-start-1970", "1970-01-01T00:00:10Z", "2026-03-02T09:00:00Z")]
    [InlineData("odd-stop-future", "2026-03-02T08:00:00Z", "2199-01-01T00:00:00Z")]
    [InlineData("odd-both-future", "2199-01-01T00:00:00Z", "2199-01-01T01:00:00Z")]
    public async Task A_session_whose_time_cannot_be_right_is_held_for_it(string id, string startedAt, string stoppedAt)
    {
        using var charger = await ConnectAsync(id);
        var transaction = await charger.StartAsync(DateTime.Parse(startedAt).ToUniversalTime(), meterStart: 1000);
        await charger.StopAsync(transaction, DateTime.Parse(stoppedAt).ToUniversalTime(), 4000);

        var bill = await _node.Api.TransactionAsync($"{id}:{transaction}");

        Assert.Equal("HELD", (string?)bill["state"]);
        Assert.Contains("IMPLAUSIBLE_TIME", bill.HeldFor(), StringComparer.Ordinal);
        Assert.Equal(3000, (long)bill["energyWh"]!);
        _node.AssertNoErrors();
    }

    [Fact]
    public async Task A_stop_before_its_start_is_held_and_lasts_no_negative_time()
    {
        using var charger = await ConnectAsync("odd-backwards");
        var transaction = await charger.StartAsync(meterStart: 1000);
        await charger.StopAsync(transaction, Charging.Start.AddHours(-1), 1500);

        var bill = await _node.Api.TransactionAsync($"odd-backwards:{transaction}");

        Assert.Contains("STOP_BEFORE_START", bill.HeldFor(), StringComparer.Ordinal);
        Assert.True((long)bill["chargingSeconds"]! >= 0 && (long)bill["idleSeconds"]! >= 0);
    }

    [Fact]
    public async Task Readings_after_the_stop_are_kept_and_the_bill_stands()
    {
        using var charger = await ConnectAsync("odd-late");
        var transaction = await charger.StartAsync(meterStart: 1000);
        await charger.StopAsync(transaction, Charging.Start.AddHours(1), 2000);
        var bill = await _node.Api.TransactionAsync($"odd-late:{transaction}");

        await charger.MeterAsync(transaction, Charging.Start.AddMinutes(30), 1500);
        var session = await _node.Api.WaitForAsync($"/sessions/odd-late:{transaction}", it => (int)it["readings"]! == 1);

        Assert.Equal(1000, (long)session["energyWh"]!);
        Assert.Equal(bill.ToJsonString(), (await _node.Api.TransactionAsync($"odd-late:{transaction}")).ToJsonString());
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    public async Task Registers_that_no_meter_can_show_are_answered_and_bill_no_energy(long meterStop)
    {
        var id = $"odd-register{meterStop}";
        using var charger = await ConnectAsync(id);
        var transaction = await charger.StartAsync(meterStart: 1000);
        await charger.MeterAsync(transaction, Charging.Start.AddMinutes(30), long.MaxValue);
        await charger.StopAsync(transaction, Charging.Start.AddHours(1), meterStop);

        var bill = await _node.Api.TransactionAsync($"{id}:{transaction}");

        Assert.Equal(0, (long)bill["energyWh"]!);
        Assert.NotEmpty(bill.Findings());
        _node.AssertNoErrors();
    }

    /// <summary>Some firmware sends a fixed field whole; PostgreSQL takes no NUL.</summary>
    [Fact]
    public async Task Texts_that_are_filled_up_with_NUL_are_answered_and_billed()
    {
        using var charger = await ConnectAsync("odd-nul");
        await charger.CallAsync("BootNotification", """{"chargePointVendor":"Acme\u0000\u0000","chargePointModel":"\u0000"}""");
        var transaction = await charger.StartAsync(meterStart: 1000, token: @"CARD\u0000");
        await charger.StopAsync(transaction, Charging.Start.AddHours(1), 3000);

        Assert.Equal(2000, (long)(await _node.Api.TransactionAsync($"odd-nul:{transaction}"))["energyWh"]!);
        Assert.StartsWith("Acme", (string?)(await _node.Api.GetAsync("/chargers/odd-nul")).Json["vendor"], StringComparison.Ordinal);
        _node.AssertNoErrors();
    }

    [Fact]
    public async Task A_list_filtered_by_text_with_NUL_is_empty() =>
        Assert.Empty((await _node.Api.GetAsync("/sessions?chargerId=%00&state=%00")).Json["items"]!.AsArray());

    private async Task<TestCharger> ConnectAsync(string id)
    {
        await _node.Api.EnterAsync("/tariffs/plain", Tariff);
        await _node.Api.EnterAsync($"/chargers/{id}", """{"tariffId":"plain","evses":[{"id":1,"maxPowerW":22000}]}""");
        return await TestCharger.ConnectAsync(_node, id);
    }
}
