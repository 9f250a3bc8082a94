using System.Text;

using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;
using Fleet.Domain.Tests.Charging;
using Fleet.Ocpp.Framing;
using Fleet.Ocpp.Rpc;
using Fleet.Ocpp.V16;
using Fleet.Ocpp.V16.Messages;

using NodaTime;

namespace Fleet.Domain.Tests.Billing.Field;

/// <summary>
/// A charger in the field: what it says in OCPP 1.6 JSON is read, translated and given to its own entity and its sessions, as at the socket. Minutes count from noon; what it says arrives
/// when it is said. Transactions are numbered from 700.
/// </summary>
internal sealed class FieldCharger(FrozenTariff? tariff, long? maxPowerW = null)
{
    private const int First = 700;

    private readonly Conversation _conversation = new(eager: true);

    /// <summary>What holds at the next start.</summary>
    public SessionTerms Terms { get; set; } = new(TokenStatus.Accepted, MaxPowerW: maxPowerW, Tariff: tariff);

    public SessionState Session(int transaction = First) => _conversation.Session(transaction);

    public Bill Bill(int transaction = First) => Session(transaction).Bill ?? throw new InvalidOperationException($"{transaction} has no bill.");

    /// <summary>The bills that the session had, one after the other.</summary>
    public IReadOnlyList<SessionBilled> Bills(int transaction = First) => [.. _conversation.JournalOf(transaction).OfType<SessionBilled>()];

    /// <summary>The transaction's id.</summary>
    public int Start(int minute, long meter, int connector = 1, string tag = "ALICE")
    {
        var payload = $$"""{"connectorId":{{connector}},"idTag":"{{tag}}","meterStart":{{meter}},"timestamp":"{{Given.At(minute)}}"}""";
        return int.Parse(((TransactionAnswer)Say(minute, "StartTransaction", payload)).Transaction.Value);
    }

    public void Status(int minute, string status, int connector = 1) => Say(
        minute, "StatusNotification", $$"""{"connectorId":{{connector}},"errorCode":"NoError","status":"{{status}}","timestamp":"{{Given.At(minute)}}"}""");

    public void Meter(int minute, long wh, int transaction = First) => Say(minute, "MeterValues", $$"""
        {"connectorId":1,"transactionId":{{transaction}},"meterValue":[{"timestamp":"{{Given.At(minute)}}","sampledValue":[
          {"value":"{{wh}}","context":"Sample.Periodic","measurand":"Energy.Active.Import.Register","unit":"Wh"}]}]}
        """);

    public void Stop(int minute, long meter, int transaction = First, int? arrives = null) => Say(
        arrives ?? minute, "StopTransaction", $$"""{"transactionId":{{transaction}},"meterStop":{{meter}},"timestamp":"{{Given.At(minute)}}","reason":"Local"}""");

    /// <summary>Time passes until <paramref name="minute"/>: what fell silent is looked after.</summary>
    public void Wait(int minute) => _conversation.Wake(WatchPolicy.Default, Given.At(minute));

    /// <summary>Sends a call that arrives at <paramref name="minute"/>.</summary>
    public Reply Say(int minute, string action, string payload)
    {
        var call = Actions.Table.Read(new Call("1", action, Encoding.UTF8.GetBytes(payload)), CallDirection.FromChargePoint);
        Assert.Null(call.Fault);
        var now = Given.At(minute);
        return _conversation.Say(ToCommand(call.Value!.Request, now), now);
    }

    private ChargerCommand ToCommand(object request, Instant now) => request switch
    {
        StatusNotificationRequest status => new ReportConnector(Given.Charger, Translation.ToDomain(status, now)),
        StartTransactionRequest start => new StartTransaction(
            Given.Charger,
            EvseConnector.OfConnector(start.ConnectorId),
            new IdToken(start.IdTag),
            start.Timestamp,
            new EnergyWh(start.MeterStart),
            start.ReservationId,
            Terms,
            First),
        MeterValuesRequest values => new ReportReadings(
            Given.Charger,
            EvseConnector.OfConnector(values.ConnectorId),
            values.TransactionId is { } id ? new TransactionId($"{id}") : null,
            Translation.ToDomain(values.MeterValue)),
        StopTransactionRequest stop => new StopTransaction(Given.Charger, new TransactionId($"{stop.TransactionId}"), Translation.ToDomain(stop)),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request, "not a message about a transaction"),
    };
}
