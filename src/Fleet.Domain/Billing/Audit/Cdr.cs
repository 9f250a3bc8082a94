using System.Text.Json;

using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing.Audit;

/// <summary>Another party's charge detail record (OCPI mod_cdrs), as far as it decides or states money.</summary>
/// <param name="Version">The version that it is written in.</param>
/// <param name="Id">Its name.</param>
/// <param name="Start">Start of the session, or of its reservation.</param>
/// <param name="Stop">End of the session.</param>
/// <param name="Currency">The currency's code as it states it.</param>
/// <param name="Tariffs">Its tariffs as they stand there.</param>
/// <param name="Periods">Its periods as they stand there; in order of time unless a finding says otherwise.</param>
/// <param name="Totals">What it states of the whole.</param>
public sealed record Cdr(
    OcpiVersion Version, string Id, Instant Start, Instant Stop, string Currency, ValueList<CdrTariff> Tariffs, ValueList<CdrPeriod> Periods, CdrTotals Totals)
{
    /// <summary>IANA zone of the location, where the record names it.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The location's country: two or three letters of ISO 3166; null where it is missing.</summary>
    public string? Country { get; init; }

    /// <summary>What its EVSE delivers; null when the record does not say.</summary>
    public EvseKind? EvseKind { get; init; }

    /// <summary>Whether it takes back another record.</summary>
    public bool IsCredit { get; init; }

    /// <summary>The record that it takes back.</summary>
    public string? CreditReference { get; init; }

    /// <summary>Its signed meter values, byte by byte as they were sent (<c>signed_data</c>); null where there are none.</summary>
    public string? SignedData { get; init; }

    /// <summary>What a person should know of it.</summary>
    public ValueList<DocumentFinding> Findings { get; init; }
}

/// <summary>A tariff within a record.</summary>
/// <param name="Id">Its name; null where it has none.</param>
/// <param name="Document">The tariff as it stands there.</param>
/// <param name="JsonPointer">Where.</param>
public sealed record CdrTariff(string? Id, JsonElement Document, string JsonPointer);

/// <summary>A charging period: what happened from its start to the next one's.</summary>
/// <param name="Start">Its start.</param>
/// <param name="Volumes">What it states, each dimension once.</param>
/// <param name="TariffId">The tariff that it was priced by, where it names one.</param>
/// <param name="JsonPointer">Where it stands.</param>
public sealed record CdrPeriod(Instant Start, ValueList<CdrVolume> Volumes, string? TariffId, string JsonPointer)
{
    /// <summary>What it states of <paramref name="dimension"/>; null where it does not.</summary>
    public Stated? this[string dimension] => Volumes.FirstOrDefault(volume => volume.Dimension == dimension)?.Volume;

    /// <summary>The bounds of power and current that it states; null when it states none.</summary>
    internal Load? Load
    {
        get
        {
            var load = new Load(Thousandths("MIN_POWER"), Thousandths("MAX_POWER"), Thousandths("MIN_CURRENT"), Thousandths("MAX_CURRENT"));
            return load == new Load() ? null : load;
        }
    }

    private long? Thousandths(string dimension) => this[dimension] is { } stated ? (long)Math.Round(stated.Value * 1000m, MidpointRounding.AwayFromZero) : null;
}

/// <summary>How much of a dimension a period took.</summary>
/// <param name="Dimension">OCPI CdrDimensionType.</param>
/// <param name="Volume">kWh, h, kW or A.</param>
public sealed record CdrVolume(string Dimension, Stated Volume);

/// <summary>A number as a record states it; its decimals are those that were written.</summary>
/// <param name="Value">The number.</param>
/// <param name="JsonPointer">Where it stands.</param>
public sealed record Stated(decimal Value, string JsonPointer);

/// <summary>A cost as a record states it.</summary>
/// <param name="Net">Without tax.</param>
/// <param name="Gross">With tax.</param>
/// <param name="Tax">The tax alone (2.3.0).</param>
public sealed record StatedCost(Stated? Net, Stated? Gross, Stated? Tax);

/// <summary>What a record states of the whole session; null where it does not.</summary>
public sealed record CdrTotals
{
    /// <summary>All of it.</summary>
    public StatedCost? Cost { get; init; }

    /// <summary>Fees.</summary>
    public StatedCost? FixedCost { get; init; }

    /// <summary>Energy.</summary>
    public StatedCost? EnergyCost { get; init; }

    /// <summary>Charging time.</summary>
    public StatedCost? TimeCost { get; init; }

    /// <summary>Parking time.</summary>
    public StatedCost? ParkingCost { get; init; }

    /// <summary>The reservation, its fees included.</summary>
    public StatedCost? ReservationCost { get; init; }

    /// <summary>Energy, kWh.</summary>
    public Stated? Energy { get; init; }

    /// <summary>Time in all, h.</summary>
    public Stated? Time { get; init; }

    /// <summary>Time without charging, h.</summary>
    public Stated? ParkingTime { get; init; }
}
