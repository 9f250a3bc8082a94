using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

namespace Fleet.Cluster.Serialization.Mapping;

/// <summary>What the events and commands of chargers and sessions are made of.</summary>
internal static class ChargingMapping
{
    public static Protos.EvseConnector ToProto(this EvseConnector connector) => new() { EvseId = connector.EvseId, ConnectorId = connector.ConnectorId };

    public static EvseConnector ToDomain(this Protos.EvseConnector proto) => new(proto.EvseId, proto.ConnectorId);

    public static Protos.ChargerConnection ToProto(this ChargerConnection connection) => new()
    {
        Id = connection.Id.ToBytes(),
        Node = connection.Node,
        OcppVersion = connection.OcppVersion,
        ConnectedAt = connection.ConnectedAt.ToTicks(),
    };

    public static ChargerConnection ToDomain(this Protos.ChargerConnection proto) =>
        new(proto.Id.ToGuid(), proto.Node, proto.OcppVersion, proto.ConnectedAt.ToInstant());

    public static Protos.ChargerDescription ToProto(this ChargerDescription description)
    {
        var proto = new Protos.ChargerDescription { Vendor = description.Vendor, Model = description.Model };
        if (description.SerialNumber is { } serialNumber)
            proto.SerialNumber = serialNumber;
        if (description.Firmware is { } firmware)
            proto.Firmware = firmware;
        if (description.Iccid is { } iccid)
            proto.Iccid = iccid;
        if (description.Imsi is { } imsi)
            proto.Imsi = imsi;
        if (description.MeterType is { } meterType)
            proto.MeterType = meterType;
        if (description.MeterSerialNumber is { } meterSerialNumber)
            proto.MeterSerialNumber = meterSerialNumber;
        return proto;
    }

    public static ChargerDescription ToDomain(this Protos.ChargerDescription proto) => new(
        proto.Vendor,
        proto.Model,
        proto.HasSerialNumber ? proto.SerialNumber : null,
        proto.HasFirmware ? proto.Firmware : null,
        proto.HasIccid ? proto.Iccid : null,
        proto.HasImsi ? proto.Imsi : null,
        proto.HasMeterType ? proto.MeterType : null,
        proto.HasMeterSerialNumber ? proto.MeterSerialNumber : null);

    public static Protos.ConnectorReport ToProto(this ConnectorReport report)
    {
        var proto = new Protos.ConnectorReport
        {
            Connector = report.Connector.ToProto(),
            Status = report.Status.ToNumber(),
            ErrorCode = report.ErrorCode,
            At = report.At.ToTicks(),
        };
        if (report.Info is { } info)
            proto.Info = info;
        if (report.VendorId is { } vendorId)
            proto.VendorId = vendorId;
        if (report.VendorErrorCode is { } vendorErrorCode)
            proto.VendorErrorCode = vendorErrorCode;
        return proto;
    }

    public static ConnectorReport ToDomain(this Protos.ConnectorReport proto) => new(
        Wire.Required(proto.Connector).ToDomain(),
        proto.Status.ToEnum<ConnectorStatus>(),
        proto.ErrorCode,
        proto.At.ToInstant(),
        proto.HasInfo ? proto.Info : null,
        proto.HasVendorId ? proto.VendorId : null,
        proto.HasVendorErrorCode ? proto.VendorErrorCode : null);

    public static Protos.SessionTerms ToProto(this SessionTerms terms)
    {
        var proto = new Protos.SessionTerms { Authorization = terms.Authorization.ToNumber(), Tariff = terms.Tariff?.ToProto() };
        if (terms.ParentToken is { } parentToken)
            proto.ParentToken = parentToken.Value;
        if (terms.DriverId is { } driverId)
            proto.DriverId = driverId;
        if (terms.SiteId is { } siteId)
            proto.SiteId = siteId;
        if (terms.MaxPowerW is { } maxPowerW)
            proto.MaxPowerW = maxPowerW;
        if (terms.EvseKind is { } kind)
            proto.EvseKind = kind.ToNumber();
        if (terms.MeterPublicKey is { } meterPublicKey)
            proto.MeterPublicKey = meterPublicKey;
        proto.Promotions.AddAll(terms.Promotions, BillingMapping.ToProto);
        return proto;
    }

    public static SessionTerms ToDomain(this Protos.SessionTerms proto) => new(
        proto.Authorization.ToEnum<TokenStatus>(),
        proto.HasParentToken ? new IdToken(proto.ParentToken) : null,
        proto.HasDriverId ? proto.DriverId : null,
        proto.HasSiteId ? proto.SiteId : null,
        proto.HasMaxPowerW ? proto.MaxPowerW : null,
        proto.Tariff?.ToDomain())
    {
        EvseKind = proto.HasEvseKind ? proto.EvseKind.ToEnum<EvseKind>() : null,
        MeterPublicKey = proto.HasMeterPublicKey ? proto.MeterPublicKey : null,
        Promotions = proto.Promotions.ToList(BillingMapping.ToDomain),
    };

    public static Protos.TransactionStart ToProto(this TransactionStart start)
    {
        var proto = new Protos.TransactionStart
        {
            Connector = start.Connector.ToProto(),
            Token = start.Token.Value,
            StartedAt = start.StartedAt.ToTicks(),
            ArrivedAt = start.ArrivedAt.ToTicks(),
            MeterStart = start.MeterStart.Value,
            Terms = start.Terms.ToProto(),
        };
        if (start.ReservationId is { } reservationId)
            proto.ReservationId = reservationId;
        if (start.Resumes is { } resumes)
            proto.Resumes = resumes.Value;
        return proto;
    }

    public static TransactionStart ToDomain(this Protos.TransactionStart proto) => new(
        Wire.Required(proto.Connector).ToDomain(),
        new IdToken(proto.Token),
        proto.StartedAt.ToInstant(),
        proto.ArrivedAt.ToInstant(),
        new EnergyWh(proto.MeterStart),
        proto.HasReservationId ? proto.ReservationId : null,
        Wire.Required(proto.Terms).ToDomain(),
        proto.HasResumes ? new TransactionId(proto.Resumes) : null);

    public static Protos.TransactionStop ToProto(this TransactionStop stop)
    {
        var proto = new Protos.TransactionStop { StoppedAt = stop.StoppedAt.ToTicks(), Reason = stop.Reason.ToNumber() };
        if (stop.MeterStop is { } meterStop)
            proto.MeterStop = meterStop.Value;
        if (stop.Token is { } token)
            proto.Token = token.Value;
        proto.Readings.AddAll(stop.Readings, MeteringMapping.ToProto);
        return proto;
    }

    public static TransactionStop ToDomain(this Protos.TransactionStop proto) => new(
        proto.StoppedAt.ToInstant(),
        proto.HasMeterStop ? new EnergyWh(proto.MeterStop) : null,
        proto.Reason.ToEnum<StopReason>(),
        proto.HasToken ? new IdToken(proto.Token) : null,
        proto.Readings.ToList(MeteringMapping.ToDomain));

    public static Protos.MeterSwap ToProto(this MeterSwap swap)
    {
        var proto = new Protos.MeterSwap { At = swap.At.ToTicks(), OldRegister = swap.OldRegister.Value, NewRegister = swap.NewRegister.Value };
        if (swap.SerialNumber is { } serialNumber)
            proto.SerialNumber = serialNumber;
        return proto;
    }

    public static MeterSwap ToDomain(this Protos.MeterSwap proto) => new(
        proto.At.ToInstant(), new EnergyWh(proto.OldRegister), new EnergyWh(proto.NewRegister), proto.HasSerialNumber ? proto.SerialNumber : null);

    public static Protos.Ruling ToProto(this Ruling ruling) => new() { By = ruling.By, Reason = ruling.Reason, At = ruling.At.ToTicks() };

    public static Ruling ToDomain(this Protos.Ruling proto) => new(proto.By, proto.Reason, proto.At.ToInstant());

    public static Protos.ParkedEvidence ToProto(this ParkedEvidence evidence)
    {
        var proto = new Protos.ParkedEvidence
        {
            Number = evidence.Number,
            Connector = evidence.Connector?.ToProto(),
            Stop = evidence.Stop?.ToProto(),
            ArrivedAt = evidence.ArrivedAt.ToTicks(),
        };
        if (evidence.Claimed is { } claimed)
            proto.Claimed = claimed.Value;
        proto.Readings.AddAll(evidence.Readings, MeteringMapping.ToProto);
        return proto;
    }

    public static ParkedEvidence ToDomain(this Protos.ParkedEvidence proto) => new(
        proto.Number,
        proto.Connector?.ToDomain(),
        proto.HasClaimed ? new TransactionId(proto.Claimed) : null,
        proto.Readings.ToList(MeteringMapping.ToDomain),
        proto.Stop?.ToDomain(),
        proto.ArrivedAt.ToInstant());
}
