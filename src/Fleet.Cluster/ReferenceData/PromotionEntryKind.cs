using Fleet.Domain.Billing.Promotions;

namespace Fleet.Cluster.ReferenceData;

/// <summary>Promotions, memberships and premium stations. One ends by its <c>until</c>: sessions that froze it keep it.</summary>
internal sealed class PromotionEntryKind : ReferenceKind
{
    /// <inheritdoc/>
    public override string Name => "promotion";

    /// <inheritdoc/>
    internal override bool IsIdInside => true;

    /// <inheritdoc/>
    public override string? FaultOfId(string id) => EnteredText.FaultOfId(id);

    /// <inheritdoc/>
    public override async ValueTask<EntryReading> ReadAsync(string id, string json, References references)
    {
        var reading = PromotionJson.Read(json);
        if (reading.Promotion is not { Promotion: var promotion } frozen)
            return EntryReading.Of(reading.Errors.Select(error => new FieldFault(error.JsonPointer, error.Rule)));
        if (promotion.Id.Value != id)
            return EntryReading.Of([new FieldFault("/id", $"must be '{id}', as in the address")]);
        var faults = new List<FieldFault>();
        foreach (var (i, site) in promotion.Eligibility.Sites.Index())
        {
            if (await references.SiteAsync(site) is null)
                faults.Add(new FieldFault($"/eligibility/sites/{i}", $"there is no site '{site}'; enter it first"));
        }

        return faults.Count > 0 ? EntryReading.Of(faults) : EntryReading.Of(new Entry(id, frozen.CanonicalJson));
    }
}
