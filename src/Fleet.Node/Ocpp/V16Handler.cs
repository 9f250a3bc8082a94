using System.Security.Cryptography;

using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;
using Fleet.Ocpp.Framing;
using Fleet.Ocpp.Rpc;
using Fleet.Ocpp.V16;
using Fleet.Ocpp.V16.Messages;

using NodaTime;

namespace Fleet.Node.Ocpp;

/// <summary>Answers an OCPP 1.6 charger: each call becomes a command, and is answered once what it stands for is in the journal.</summary>
internal sealed class V16Handler(ChargerId charger, OcppServices services) : IRpcHandler
{
    private readonly CallPace _pace = new(services.Settings.Ocpp.CallsPerSecond, services.Time);

    public async ValueTask<CallAnswer> HandleAsync(Call call, CancellationToken cancellationToken)
    {
        await _pace.TakeAsync(cancellationToken);
        var started = services.Time.GetTimestamp();
        var (incoming, fault) = Actions.Table.Read(call, CallDirection.FromChargePoint);
        var answer = incoming is null ? CallAnswer.Refuse(fault!) : await AnswerAsync(incoming.Request, cancellationToken);
        services.Metrics.Called(incoming?.Action.Name, answer, services.Time.GetElapsedTime(started));
        return answer;
    }

    public void Notice(RpcNotice notice) => services.Log.Notice(charger, notice);

    private async ValueTask<CallAnswer> AnswerAsync(object request, CancellationToken cancellation)
    {
        try
        {
            return request switch
            {
                BootNotificationRequest boot => await AnswerAsync(boot, cancellation),
                HeartbeatRequest => await AnswerHeartbeatAsync(cancellation),
                StatusNotificationRequest status => await AnswerAsync(status, cancellation),
                AuthorizeRequest authorize => Actions.Authorize.Answer(new AuthorizeResponse { IdTagInfo = Show(await services.Terms.AuthorizeAsync(new IdToken(authorize.IdTag))) }),
                StartTransactionRequest start => await AnswerAsync(start, cancellation),
                MeterValuesRequest values => await AnswerAsync(values, cancellation),
                StopTransactionRequest stop => await AnswerAsync(stop, cancellation),
                DataTransferRequest => Actions.DataTransfer.Answer(new DataTransferResponse { Status = DataTransferStatus.UnknownVendorId }),
                _ => new CallAnswer.Error(ErrorCode.NotSupported, $"{request.GetType().Name} is not handled"),
            };
        }
        catch (TimeoutException late)
        {
            services.Log.NotStored(charger, late.Message);
            return new CallAnswer.Error(ErrorCode.InternalError, "could not be stored in time; send it again");
        }
    }

    private async ValueTask<CallAnswer> AnswerAsync(BootNotificationRequest boot, CancellationToken cancellation)
    {
        await AskAsync(new BootCharger(charger, Translation.ToDomain(boot)), cancellation);
        return Actions.BootNotification.Answer(new BootNotificationResponse
        {
            Status = RegistrationStatus.Accepted,
            CurrentTime = Now,
            Interval = services.Settings.Ocpp.HeartbeatSeconds,
        });
    }

    private async ValueTask<CallAnswer> AnswerHeartbeatAsync(CancellationToken cancellation)
    {
        await AskAsync(new SeeCharger(charger), cancellation);
        return Actions.Heartbeat.Answer(new HeartbeatResponse { CurrentTime = Now });
    }

    private async ValueTask<CallAnswer> AnswerAsync(StatusNotificationRequest status, CancellationToken cancellation)
    {
        await AskAsync(new ReportConnector(charger, Translation.ToDomain(status, Now)), cancellation);
        return Actions.StatusNotification.Answer(new StatusNotificationResponse());
    }

    private async ValueTask<CallAnswer> AnswerAsync(StartTransactionRequest start, CancellationToken cancellation)
    {
        var connector = EvseConnector.OfConnector(start.ConnectorId);
        var token = new IdToken(start.IdTag);
        var command = new StartTransaction(
            charger,
            connector,
            token,
            start.Timestamp,
            new EnergyWh(start.MeterStart),
            start.ReservationId,
            await services.Terms.FreezeAsync(charger, connector, token, start.Timestamp),
            RandomNumberGenerator.GetInt32(1, 1_000_000_000));
        var reply = (TransactionAnswer)await AskAsync(command, cancellation);
        return Actions.StartTransaction.Answer(new StartTransactionResponse
        {
            TransactionId = long.Parse(reply.Transaction.Value),
            IdTagInfo = new IdTagInfo { Status = Translation.ToOcpp(reply.Status), ParentIdTag = reply.ParentToken?.Value },
        });
    }

    private async ValueTask<CallAnswer> AnswerAsync(MeterValuesRequest values, CancellationToken cancellation)
    {
        var command = new ReportReadings(
            charger,
            EvseConnector.OfConnector(values.ConnectorId),
            values.TransactionId is { } id ? new TransactionId($"{id}") : null,
            Translation.ToDomain(values.MeterValue));
        await AskAsync(command, cancellation);
        return Actions.MeterValues.Answer(new MeterValuesResponse());
    }

    private async ValueTask<CallAnswer> AnswerAsync(StopTransactionRequest stop, CancellationToken cancellation)
    {
        await AskAsync(new StopTransaction(charger, new TransactionId($"{stop.TransactionId}"), Translation.ToDomain(stop)), cancellation);
        return Actions.StopTransaction.Answer(new StopTransactionResponse
        {
            IdTagInfo = string.IsNullOrEmpty(stop.IdTag) ? null : Show(await services.Terms.IdentifyAsync(new IdToken(stop.IdTag))),
        });
    }

    private static IdTagInfo Show(SessionTerms terms) =>
        new() { Status = Translation.ToOcpp(terms.Authorization), ParentIdTag = terms.ParentToken?.Value };

    private Instant Now => services.Clock.GetCurrentInstant();

    private async Task<Reply> AskAsync(ChargerCommand command, CancellationToken cancellation)
    {
        var reply = await services.Entities.AskAsync(command, TimeSpan.FromSeconds(services.Settings.Ocpp.StoreDeadlineSeconds), cancellation);
        return reply is Rejection rejected ? throw new InvalidOperationException($"{rejected.Code}: {rejected.Message}") : reply;
    }
}
