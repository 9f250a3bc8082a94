using Fleet.Domain;
using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

namespace Fleet.Cluster.Projections;

/// <summary>A session's read row after one more event.</summary>
internal static class SessionProjection
{
    /// <summary>The state of a session whose transaction runs.</summary>
    public const string Charging = "CHARGING";

    /// <summary>The state of a session with a bill.</summary>
    public const string Billed = "BILLED";

    /// <summary>The state of a session whose bill a person must look at.</summary>
    public const string Held = "HELD";

    public static SessionView Apply(SessionView row, SessionEvent @event) => @event switch
    {
        SessionOpened e => Open(row, e.Start),
        ReadingsRecorded e => WithReadings(row, e.Readings) with
        {
            EnergyWh = e.Energy.Value,
            TotalInclTax = row.State == Charging ? e.CostInclTax ?? row.TotalInclTax : row.TotalInclTax,
        },
        SessionStopped e => WithReadings(row, e.Stop.Readings) with
        {
            StoppedAt = e.Stop.StoppedAt,
            MeterStopWh = e.Stop.MeterStop?.Value,
            StopReason = e.Stop.Reason.ToString(),
            PowerW = null,
        },
        SessionBilled e => row with
        {
            State = e.Bill.State == BillState.Billed ? Billed : Held,
            EnergyWh = e.Bill.Energy.Value,
            Currency = e.Bill.Currency?.Code,
            TotalInclTax = e.Bill.TotalInclTax,
            Review = null,
        },
        ReviewAsked e => row with { Review = e.Finding.Text },
        StopRepeated e => WithReadings(row, e.Stop.Readings),
        _ => row,
    };

    private static SessionView Open(SessionView row, TransactionStart start)
    {
        var id = SessionId.Parse(row.SessionId);
        return row with
        {
            ChargerId = id.Charger.Value,
            TransactionId = id.Transaction.Value,
            EvseId = start.Connector.EvseId,
            ConnectorId = start.Connector.ConnectorId,
            Token = start.Token.Value,
            TokenKey = start.Token.Key,
            DriverId = start.Terms.DriverId,
            SiteId = start.Terms.SiteId,
            State = Charging,
            StartedAt = start.StartedAt,
            MeterStartWh = start.MeterStart.Value,
            ArrivedAt = start.ArrivedAt,
            TariffId = start.Terms.Tariff?.Tariff.Id.Value,
            Currency = start.Terms.Tariff?.Tariff.Currency.Code,
        };
    }

    /// <summary>The newest by the charger's clock is what the car does now.</summary>
    private static SessionView WithReadings(SessionView row, ValueList<Reading> readings)
    {
        row = row with { Readings = row.Readings + readings.Count };
        foreach (var reading in readings)
        {
            if (reading.At < row.LastReadingAt)
                continue;
            row = row with
            {
                LastReadingAt = reading.At,
                PowerW = row.State == Charging ? reading.ImportPowerW ?? row.PowerW : null,
                SocPermille = reading.StateOfChargePermille ?? row.SocPermille,
            };
        }

        return row;
    }
}
