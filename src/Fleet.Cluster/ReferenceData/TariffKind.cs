using Fleet.Domain.Billing.Documents;

namespace Fleet.Cluster.ReferenceData;

/// <summary>Tariffs, as OCPI writes them.</summary>
internal sealed class TariffKind : ReferenceKind
{
    /// <inheritdoc/>
    public override string Name => "tariff";

    /// <inheritdoc/>
    internal override bool IsIdInside => true;

    /// <inheritdoc/>
    public override string? FaultOfId(string id) => EnteredText.FaultOfId(id);

    /// <inheritdoc/>
    public override ValueTask<EntryReading> ReadAsync(string id, string json, References references)
    {
        var reading = TariffJson.Read(json);
        return ValueTask.FromResult(reading.Document is not { } tariff
            ? EntryReading.Of(reading.Errors.Select(error => new FieldFault(error.JsonPointer, error.Rule)))
            : tariff.Tariff.Id.Value != id
                ? EntryReading.Of([new FieldFault("/id", $"must be '{id}', as in the address")])
                : EntryReading.Of(new Entry(id, tariff.CanonicalJson)));
    }

}
