using Fleet.Domain.Identity;
using Fleet.Ocpp.Rpc;

namespace Fleet.Node.Ocpp;

/// <summary>What is logged of chargers; never a token or a password.</summary>
internal sealed partial class OcppLog(ILogger<OcppLog> logger)
{
    public void Notice(ChargerId charger, RpcNotice notice)
    {
        switch (notice)
        {
            case RpcNotice.HandlerFailed failed:
                HandlerFailed(logger, failed.Exception, charger, failed.Action);
                break;
            case RpcNotice.Malformed malformed:
                Malformed(logger, charger, malformed.Frame.Reason);
                break;
            case RpcNotice.UnmatchedAnswer or RpcNotice.Repeated:
                Ignored(logger, charger, notice.GetType().Name);
                break;
        }
    }

    public void Connected(ChargerId charger, string version) => Connected(logger, charger, version);

    public void Disconnected(ChargerId charger) => Disconnected(logger, charger);

    public void TurnedAway(string charger, string reason) => TurnedAway(logger, charger, reason);

    public void NotStored(ChargerId charger, string reason) => NotStored(logger, charger, reason);

    public void CutOff(ChargerId charger) => CutOff(logger, charger);

    public void ConnectionFailed(ChargerId charger, Exception failure) => ConnectionFailed(logger, failure, charger);

    public void NotAsked(Exception failure) => NotAsked(logger, failure);

    [LoggerMessage(100, LogLevel.Debug, "Charger {Charger} connected with {Version}")]
    private static partial void Connected(ILogger logger, ChargerId charger, string version);

    [LoggerMessage(101, LogLevel.Debug, "Charger {Charger} disconnected")]
    private static partial void Disconnected(ILogger logger, ChargerId charger);

    [LoggerMessage(102, LogLevel.Information, "Charger {Charger} was turned away: {Reason}")]
    private static partial void TurnedAway(ILogger logger, string charger, string reason);

    [LoggerMessage(103, LogLevel.Information, "Charger {Charger} sent a frame that is none: {Reason}")]
    private static partial void Malformed(ILogger logger, ChargerId charger, string reason);

    [LoggerMessage(104, LogLevel.Error, "{Action} of charger {Charger} failed")]
    private static partial void HandlerFailed(ILogger logger, Exception failure, ChargerId charger, string action);

    [LoggerMessage(105, LogLevel.Warning, "What charger {Charger} sent was not stored: {Reason}")]
    private static partial void NotStored(ILogger logger, ChargerId charger, string reason);

    [LoggerMessage(106, LogLevel.Debug, "{What} from charger {Charger}")]
    private static partial void Ignored(ILogger logger, ChargerId charger, string what);

    [LoggerMessage(107, LogLevel.Warning, "The connection of charger {Charger} failed")]
    private static partial void ConnectionFailed(ILogger logger, Exception failure, ChargerId charger);

    [LoggerMessage(108, LogLevel.Debug, "Charger {Charger} did not close its connection in time and was cut off")]
    private static partial void CutOff(ILogger logger, ChargerId charger);

    [LoggerMessage(109, LogLevel.Warning, "The database did not say which chargers were decommissioned; it is asked again")]
    private static partial void NotAsked(ILogger logger, Exception failure);
}
