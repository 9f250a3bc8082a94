using Fleet.Cluster.Gateways;
using Fleet.Domain.Identity;

namespace Fleet.Cluster.Tests.Gateways;

/// <summary>A socket whose charger answers with what it was asked, or as told.</summary>
internal sealed class FakeSocket(Func<Task<ChargerAnswer>>? answer = null) : IChargerSocket
{
    public Guid ConnectionId { get; } = Guid.NewGuid();

    public string? ClosedBecause { get; private set; }

    public Task<ChargerAnswer> CallAsync(string action, string payload, TimeSpan timeout) =>
        answer?.Invoke() ?? Task.FromResult(new ChargerAnswer(CallStatus.Answered, $$"""["{{action}}",{{payload}},{{timeout.TotalSeconds}}]"""));

    public Task<ChargerAnswer> RequestReadingsAsync(EvseConnector connector, TimeSpan timeout) =>
        CallAsync("readings", $"{connector}", timeout);

    public void Close(string reason) => ClosedBecause = reason;
}
