namespace Fleet.Domain.Tests.Billing.Proof;

/// <summary>The tariff that real sessions are priced by: time of day, weekday, a first cheap block, an idle fee with grace, night exemption and cap.</summary>
internal static class ProofTariff
{
    /// <summary>Some of its boundaries lie in the hours that a clock change skips or repeats, in California (02:00 and 01:00) and in Britain (01:00).</summary>
    public const string Json = """
        {
          "id": "PROOF", "currency": "USD", "caps": [{ "type": "PARKING_TIME", "amount": 12 }],
          "elements": [
            { "price_components": [{ "type": "PARKING_TIME", "price": 0, "vat": 20, "step_size": 1 }],
              "restrictions": { "start_time": "21:00", "end_time": "07:15" } },
            { "price_components": [{ "type": "PARKING_TIME", "price": 7.2, "vat": 20, "step_size": 1 }],
              "restrictions": { "min_idle_time": 1800 } },
            { "price_components": [{ "type": "ENERGY", "price": 0.1055, "vat": 20, "step_size": 1 }],
              "restrictions": { "start_time": "01:30", "end_time": "02:30" } },
            { "price_components": [{ "type": "ENERGY", "price": 0.4575, "vat": 20, "step_size": 1 }, { "type": "TIME", "price": 0.6, "vat": 10, "step_size": 1 }],
              "restrictions": { "start_time": "16:00", "end_time": "21:00", "day_of_week": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"] } },
            { "price_components": [{ "type": "ENERGY", "price": 0.2999, "vat": 20, "step_size": 1 }],
              "restrictions": { "max_kwh": 5.005 } },
            { "price_components": [{ "type": "ENERGY", "price": 0.1855, "vat": 20, "step_size": 1 }],
              "restrictions": { "start_time": "22:30", "end_time": "05:00" } },
            { "price_components": [
                { "type": "FLAT", "price": 0.35, "vat": 5, "step_size": 1 },
                { "type": "ENERGY", "price": 0.3333, "vat": 20, "step_size": 1 },
                { "type": "TIME", "price": 0.15, "vat": 10, "step_size": 1 }] }
          ]
        }
        """;
}
