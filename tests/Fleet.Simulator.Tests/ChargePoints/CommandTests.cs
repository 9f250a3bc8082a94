using System.Text.Json;
using Fleet.Ocpp.V16.Messages;
using Fleet.Simulator.ChargePoints;
using NodaTime;

namespace Fleet.Simulator.Tests.ChargePoints;

/// <summary>What a charger does when the central system calls it.</summary>
public sealed class CommandTests : IAsyncLifetime, IDisposable
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 8, 0);

    private readonly CancellationTokenSource _end = new();
    private readonly Hardware _hardware = new();
    private CannedCentralSystem _system = null!;
    private ChargePointClient _charger = null!;
    private Task _running = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        _system = await CannedCentralSystem.StartAsync();
        _charger = new(new() { Id = "CP1", CentralSystem = _system.Url, Connectors = 2, FirstReconnect = TimeSpan.FromMilliseconds(20) }, _hardware);
        _running = _charger.RunAsync(_end.Token);
        await _system.NextAsync("StatusNotification");
        await _system.NextAsync("StatusNotification");
    }

    public async Task DisposeAsync()
    {
        await _end.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(30));
        await _system.DisposeAsync();
    }

    public void Dispose() => _end.Dispose();

    [Theory]
    [InlineData("""{"idTag":"TAG","connectorId":2}""", "Accepted")]
    [InlineData("""{"idTag":"TAG"}""", "Accepted")]
    [InlineData("""{"idTag":"TAG","connectorId":1}""", "Rejected")] // taken
    [InlineData("""{"idTag":"TAG","connectorId":3}""", "Rejected")] // there is none
    public async Task A_remote_start_is_tried_on_a_free_connector_only(string request, string expected)
    {
        await _charger.StartAsync(1, "OTHER", 0, Start);

        Assert.Equal(expected, await StatusOfAsync("RemoteStartTransaction", request));
        Assert.Equal(expected == "Accepted" ? ["TAG"] : [], _hardware.Started);
    }

    [Fact]
    public async Task A_remote_stop_of_an_unknown_transaction_is_rejected()
    {
        var transaction = await _charger.StartAsync(1, "TAG", 0, Start);
        await transaction.Started.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal("Rejected", await StatusOfAsync("RemoteStopTransaction", """{"transactionId":99}"""));
        Assert.Equal("Accepted", await StatusOfAsync("RemoteStopTransaction", """{"transactionId":1}"""));
        Assert.Equal([transaction], _hardware.Stopped);
    }

    [Fact]
    public async Task A_connector_out_of_service_is_reported_unavailable_and_takes_no_remote_start()
    {
        Assert.Equal("Accepted", await StatusOfAsync("ChangeAvailability", """{"connectorId":2,"type":"Inoperative"}"""));

        var told = await _system.NextAsync("StatusNotification");
        Assert.Equal((2, "Unavailable"), (told.Payload.GetProperty("connectorId").GetInt32(), told.Payload.GetProperty("status").GetString()));
        Assert.Equal("Rejected", await StatusOfAsync("RemoteStartTransaction", """{"idTag":"TAG","connectorId":2}"""));
    }

    [Fact]
    public async Task Availability_changes_after_the_transaction_when_one_runs()
    {
        await _charger.StartAsync(1, "TAG", 0, Start);

        Assert.Equal("Scheduled", await StatusOfAsync("ChangeAvailability", """{"connectorId":0,"type":"Inoperative"}"""));
    }

    [Fact]
    public async Task A_triggered_message_comes_after_the_answer()
    {
        Assert.Equal("Accepted", await StatusOfAsync("TriggerMessage", """{"requestedMessage":"Heartbeat"}"""));
        await _system.NextAsync("Heartbeat");
        Assert.Equal("NotImplemented", await StatusOfAsync("TriggerMessage", """{"requestedMessage":"FirmwareStatusNotification"}"""));
        Assert.Equal("Rejected", await StatusOfAsync("TriggerMessage", """{"requestedMessage":"MeterValues","connectorId":3}"""));
    }

    [Fact]
    public async Task A_reset_stops_what_runs_and_boots_on_a_new_link()
    {
        Assert.Equal("Accepted", await StatusOfAsync("Reset", """{"type":"Soft"}"""));

        var boot = await _system.NextAsync("BootNotification");
        Assert.Equal(2, boot.Link);
        Assert.Equal([StopReason.SoftReset], _hardware.Restarts);
    }

    [Fact]
    public async Task Configuration_is_read_and_changed_by_its_rules()
    {
        Assert.Equal("Accepted", await StatusOfAsync("ChangeConfiguration", """{"key":"HeartbeatInterval","value":"60"}"""));
        Assert.Equal("Rejected", await StatusOfAsync("ChangeConfiguration", """{"key":"HeartbeatInterval","value":"soon"}"""));
        Assert.Equal("Rejected", await StatusOfAsync("ChangeConfiguration", """{"key":"NumberOfConnectors","value":"9"}"""));
        Assert.Equal("NotSupported", await StatusOfAsync("ChangeConfiguration", """{"key":"Color","value":"red"}"""));

        var read = await _system.CallAsync("CP1", "GetConfiguration", """{"key":["HeartbeatInterval","Color"]}""");
        Assert.Equal("60", read.GetProperty("configurationKey")[0].GetProperty("value").GetString());
        Assert.Equal("Color", read.GetProperty("unknownKey")[0].GetString());
        Assert.Equal(11, (await _system.CallAsync("CP1", "GetConfiguration", "{}")).GetProperty("configurationKey").GetArrayLength());
    }

    private async Task<string?> StatusOfAsync(string action, string request)
    {
        JsonElement answer = await _system.CallAsync("CP1", action, request);
        return answer.GetProperty("status").GetString();
    }

    private sealed class Hardware : IChargerHardware
    {
        public List<string> Started { get; } = [];

        public List<ChargerTransaction> Stopped { get; } = [];

        public List<StopReason> Restarts { get; } = [];

        public bool TryStart(int? connectorId, string idTag)
        {
            Started.Add(idTag);
            return true;
        }

        public bool TryStop(ChargerTransaction transaction)
        {
            Stopped.Add(transaction);
            return true;
        }

        public MeterValue? ReadMeter(int connectorId) => null;

        public void Restart(StopReason reason) => Restarts.Add(reason);
    }
}
