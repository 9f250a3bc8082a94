using Fleet.Domain.Billing.Documents;

namespace Fleet.Node.Ocpp;

/// <summary>The tariff of chargers that have none.</summary>
/// <param name="Document">The tariff; null when there is none, and bills are held for NO_TARIFF.</param>
internal sealed record DefaultTariff(TariffDocument? Document)
{
    /// <summary>Reads the tariff at <paramref name="path"/>; none when that is null.</summary>
    /// <exception cref="InvalidOperationException">The file is no tariff that Fleet can price by; the message lists why.</exception>
    public static DefaultTariff Load(string? path)
    {
        if (path is null)
            return new DefaultTariff((TariffDocument?)null);
        var reading = TariffJson.Read(File.ReadAllText(path));
        return reading.Document is { } document
            ? new DefaultTariff(document)
            : throw new InvalidOperationException(
                $"Fleet:Billing:DefaultTariff: {path} is no tariff: {string.Join("; ", reading.Errors.Select(error => $"{error.JsonPointer}: {error.Rule}"))}");
    }
}
