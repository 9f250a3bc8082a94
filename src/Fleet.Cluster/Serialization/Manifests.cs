using System.Collections.Frozen;
using System.Runtime.Serialization;

using Fleet.Cluster.Entities;
using Fleet.Cluster.Gateways;
using Fleet.Cluster.Serialization.Mapping;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;

namespace Fleet.Cluster.Serialization;

/// <summary>
/// The table of all formats. Before the colon stands the family (<c>ce</c> charger event, <c>se</c> session event, <c>cs</c> charger snapshot: stored; <c>cc</c> and <c>sc</c>
/// commands, <c>re</c> replies, <c>en</c> between entities, <c>gw</c> to and from gateways: sent), behind the name the format's version.
/// </summary>
internal static class Manifests
{
    /// <summary>Every format that this version reads; of two for one type the later one is written.</summary>
    public static readonly Format[] All =
    [
        Format.Of("ce:on1", Protos.ChargerConnected.Parser, (ChargerConnected e) => e.ToProto(), proto => proto.ToDomain()),
        Format.Of("ce:off1", Protos.ChargerDisconnected.Parser, (ChargerDisconnected e) => e.ToProto(), proto => proto.ToDomain()),
        Format.Of("ce:boot1", Protos.ChargerBooted.Parser, (ChargerBooted e) => e.ToProto(), proto => proto.ToDomain()),
        Format.Of("ce:seen1", Protos.ChargerSeen.Parser, (ChargerSeen e) => e.ToProto(), proto => proto.ToDomain()),
        Format.Of("ce:report1", Protos.ConnectorReported.Parser, (ConnectorReported e) => e.ToProto(), proto => proto.ToDomain()),
        Format.Of("ce:start1", Protos.TransactionStarted.Parser, (TransactionStarted e) => e.ToProto(), proto => proto.ToDomain()),
        Format.Of("ce:end1", Protos.TransactionEnded.Parser, (TransactionEnded e) => e.ToProto(), proto => proto.ToDomain()),
        Format.Of("ce:park1", Protos.EvidenceParked.Parser, (EvidenceParked e) => e.ToProto(), proto => proto.ToDomain()),
        Format.Of("ce:match1", Protos.ParkedEvidenceMatched.Parser, (ParkedEvidenceMatched e) => e.ToProto(), proto => proto.ToDomain()),
        Format.Of("ce:settle1", Protos.ChargerDebtSettled.Parser, (ChargerDebtSettled e) => e.ToProto(), proto => proto.ToDomain()),
        Format.Of("ce:swap1", Protos.MeterSwapped.Parser, (MeterSwapped e) => e.ToProto(), proto => proto.ToDomain()),
        Format.Of("ce:queue1", Protos.CommandQueued.Parser, (CommandQueued e) => e.ToProto(), proto => proto.ToDomain()),
        Format.Of("ce:finish1", Protos.CommandFinished.Parser, (CommandFinished e) => e.ToProto(), proto => proto.ToDomain()),

        Format.Of("cs:all1", Protos.ChargerState.Parser, (ChargerState s) => s.ToProto(), proto => proto.ToDomain()),

        Format.Of("se:open1", Protos.SessionOpened.Parser, (SessionOpened e) => e.ToProto(), proto => proto.ToDomain()),
        Format.Of("se:read1", Protos.ReadingsRecorded.Parser, (ReadingsRecorded e) => e.ToProto(), proto => proto.ToDomain()),
        Format.Of("se:status1", Protos.ConnectorStatusNoted.Parser, (ConnectorStatusNoted e) => e.ToProto(), proto => proto.ToDomain()),
        Format.Of("se:stop1", Protos.SessionStopped.Parser, (SessionStopped e) => e.ToProto(), proto => proto.ToDomain()),
        Format.Of("se:bill1", Protos.SessionBilled.Parser, (SessionBilled e) => e.ToProto(), proto => proto.ToDomain()),
        Format.Of("se:restop1", Protos.StopRepeated.Parser, (StopRepeated e) => e.ToProto(), proto => proto.ToDomain()),
        Format.Of("se:settle1", Protos.SessionDebtSettled.Parser, (SessionDebtSettled e) => e.ToProto(), proto => proto.ToDomain()),
        Format.Of("se:super1", Protos.SessionSuperseded.Parser, (SessionSuperseded e) => e.ToProto(), proto => proto.ToDomain()),
        Format.Of("se:swap1", Protos.SessionMeterSwapped.Parser, (SessionMeterSwapped e) => e.ToProto(), proto => proto.ToDomain()),
        Format.Of("se:probe1", Protos.SessionProbed.Parser, (SessionProbed e) => e.ToProto(), proto => proto.ToDomain()),
        Format.Of("se:class1", Protos.RegisterReclassified.Parser, (RegisterReclassified e) => e.ToProto(), proto => proto.ToDomain()),
        Format.Of("se:tariff1", Protos.TariffReplaced.Parser, (TariffReplaced e) => e.ToProto(), proto => proto.ToDomain()),
        Format.Of("se:review1", Protos.ReviewAsked.Parser, (ReviewAsked e) => e.ToProto(), proto => proto.ToDomain()),

        Format.Of("cc:on1", Protos.ConnectCharger.Parser, (ConnectCharger c) => c.ToProto(), proto => proto.ToDomain()),
        Format.Of("cc:off1", Protos.DisconnectCharger.Parser, (DisconnectCharger c) => c.ToProto(), proto => proto.ToDomain()),
        Format.Of("cc:find1", Protos.FindConnection.Parser, (FindConnection c) => c.ToProto(), proto => proto.ToDomain()),
        Format.Of("cc:boot1", Protos.BootCharger.Parser, (BootCharger c) => c.ToProto(), proto => proto.ToDomain()),
        Format.Of("cc:see1", Protos.SeeCharger.Parser, (SeeCharger c) => c.ToProto(), proto => proto.ToDomain()),
        Format.Of("cc:report1", Protos.ReportConnector.Parser, (ReportConnector c) => c.ToProto(), proto => proto.ToDomain()),
        Format.Of("cc:start1", Protos.StartTransaction.Parser, (StartTransaction c) => c.ToProto(), proto => proto.ToDomain()),
        Format.Of("cc:read1", Protos.ReportReadings.Parser, (ReportReadings c) => c.ToProto(), proto => proto.ToDomain()),
        Format.Of("cc:stop1", Protos.StopTransaction.Parser, (StopTransaction c) => c.ToProto(), proto => proto.ToDomain()),
        Format.Of("cc:end1", Protos.EndTransaction.Parser, (EndTransaction c) => c.ToProto(), proto => proto.ToDomain()),
        Format.Of("cc:probe1", Protos.ProbeCharger.Parser, (ProbeCharger c) => c.ToProto(), proto => proto.ToDomain()),
        Format.Of("cc:swap1", Protos.SwapMeter.Parser, (SwapMeter c) => c.ToProto(), proto => proto.ToDomain()),
        Format.Of("cc:queue1", Protos.QueueCommand.Parser, (QueueCommand c) => c.ToProto(), proto => proto.ToDomain()),
        Format.Of("cc:result1", Protos.RecordCommandResult.Parser, (RecordCommandResult c) => c.ToProto(), proto => proto.ToDomain()),

        Format.Of("sc:open1", Protos.OpenSession.Parser, (OpenSession c) => c.ToProto(), proto => proto.ToDomain()),
        Format.Of("sc:read1", Protos.RecordReadings.Parser, (RecordReadings c) => c.ToProto(), proto => proto.ToDomain()),
        Format.Of("sc:status1", Protos.NoteConnectorStatus.Parser, (NoteConnectorStatus c) => c.ToProto(), proto => proto.ToDomain()),
        Format.Of("sc:stop1", Protos.StopSession.Parser, (StopSession c) => c.ToProto(), proto => proto.ToDomain()),
        Format.Of("sc:super1", Protos.SupersedeSession.Parser, (SupersedeSession c) => c.ToProto(), proto => proto.ToDomain()),
        Format.Of("sc:swap1", Protos.NoteMeterSwap.Parser, (NoteMeterSwap c) => c.ToProto(), proto => proto.ToDomain()),
        Format.Of("sc:free1", Protos.ReleaseHold.Parser, (ReleaseHold c) => c.ToProto(), proto => proto.ToDomain()),
        Format.Of("sc:credit1", Protos.CreditSession.Parser, (CreditSession c) => c.ToProto(), proto => proto.ToDomain()),
        Format.Of("sc:class1", Protos.ReclassifyRegister.Parser, (ReclassifyRegister c) => c.ToProto(), proto => proto.ToDomain()),
        Format.Of("sc:tariff1", Protos.RerateSession.Parser, (RerateSession c) => c.ToProto(), proto => proto.ToDomain()),

        Format.Of("re:done1", Protos.Done.Parser, (Done r) => r.ToProto(), proto => proto.ToDomain()),
        Format.Of("re:no1", Protos.Rejection.Parser, (Rejection r) => r.ToProto(), proto => proto.ToDomain()),
        Format.Of("re:retry1", Protos.Retry.Parser, (Retry r) => r.ToProto(), proto => proto.ToDomain()),
        Format.Of("re:start1", Protos.TransactionAnswer.Parser, (TransactionAnswer r) => r.ToProto(), proto => proto.ToDomain()),
        Format.Of("re:find1", Protos.ConnectionFound.Parser, (ConnectionFound r) => r.ToProto(), proto => proto.ToDomain()),
        Format.Of("re:poked1", Protos.Poked.Parser, (Poked r) => r.ToProto(), proto => proto.ToDomain()),

        Format.Of("en:pay1", Protos.Debt.Parser, (PayDebt m) => m.ToProto(), proto => proto.ToPayDebt()),
        Format.Of("en:paid1", Protos.DebtPaid.Parser, (DebtPaid m) => m.ToProto(), proto => proto.ToDomain()),
        Format.Of("en:poke1", Protos.Poke.Parser, (Poke m) => m.ToProto(), proto => proto.ToDomain()),

        Format.Of("gw:call1", Protos.CallCharger.Parser, (CallCharger m) => m.ToProto(), proto => proto.ToDomain()),
        Format.Of("gw:answer1", Protos.ChargerAnswer.Parser, (ChargerAnswer m) => m.ToProto(), proto => proto.ToDomain()),
        Format.Of("gw:read1", Protos.RequestReadings.Parser, (RequestReadings m) => m.ToProto(), proto => proto.ToDomain()),
        Format.Of("gw:send1", Protos.DeliverCommand.Parser, (DeliverCommand m) => m.ToProto(), proto => proto.ToDomain()),
    ];

    private static readonly FrozenDictionary<string, Format> ByManifest = All.ToFrozenDictionary(format => format.Manifest, StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, Format> ByType =
        All.GroupBy(format => format.Type).ToFrozenDictionary(formats => formats.Key, formats => formats.Last());

    /// <summary>The format in which <paramref name="value"/> is written.</summary>
    /// <exception cref="SerializationException">Its type has none.</exception>
    public static Format Of(object value) => ByType.TryGetValue(value.GetType(), out var format)
        ? format
        : throw new SerializationException($"{value.GetType()} has no line in the table of manifests, so it cannot be sent or stored.");

    /// <summary>The format of this manifest.</summary>
    /// <exception cref="SerializationException">This version does not know it.</exception>
    public static Format Named(string manifest) => ByManifest.TryGetValue(manifest, out var format)
        ? format
        : throw new SerializationException(
            $"The manifest '{manifest}' is not known to this version of Fleet: a newer version wrote it. Nothing of it was read; upgrade this node.");
}
