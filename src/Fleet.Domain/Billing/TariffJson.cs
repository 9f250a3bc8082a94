namespace Fleet.Domain.Billing;

/// <summary>Reads OCPI tariffs (2.1.1, 2.2.1, 2.3.0).</summary>
public static class TariffJson
{
    /// <summary>Reads <paramref name="json"/>; what is wrong with it comes back as errors.</summary>
    public static TariffReading Read(string json) => new(null, [new TariffError("", $"not read yet: {json.Length}")]);
}
