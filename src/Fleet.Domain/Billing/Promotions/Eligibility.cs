using Fleet.Domain.Identity;

using NodaTime;

namespace Fleet.Domain.Billing.Promotions;

/// <summary>Whose sessions a promotion is for: of each list that is given one must fit. Decided once, when the session starts.</summary>
public sealed record Eligibility
{
    /// <summary>Everybody, everywhere.</summary>
    public static readonly Eligibility Everybody = new();

    /// <summary>Token groups, compared without regard to case.</summary>
    public ValueList<string> Groups { get; init; }

    /// <summary>Codes of which the driver entered one, compared without regard to case.</summary>
    public ValueList<string> CampaignCodes { get; init; }

    /// <summary>Ids of sites.</summary>
    public ValueList<string> Sites { get; init; }

    /// <summary>Ids of chargers.</summary>
    public ValueList<string> Chargers { get; init; }

    /// <summary>What the EVSE must deliver; an EVSE of unknown kind does not fit.</summary>
    public EvseKind? EvseKind { get; init; }

    /// <summary>Whether it names a place, and not only drivers.</summary>
    public bool NamesPlace => !Sites.IsEmpty || !Chargers.IsEmpty || EvseKind is not null;

    /// <summary>Whether <paramref name="session"/> may have the promotion.</summary>
    public bool Admits(StartingSession session) =>
        AnyOf(Groups, session.Groups, StringComparer.OrdinalIgnoreCase)
        && AnyOf(CampaignCodes, session.CampaignCodes, StringComparer.OrdinalIgnoreCase)
        && AnyOf(Sites, session.SiteId is { } site ? [site] : [], StringComparer.Ordinal)
        && AnyOf(Chargers, [session.Charger.Value], StringComparer.Ordinal)
        && (EvseKind is null || EvseKind == session.EvseKind);

    private static bool AnyOf(ValueList<string> wanted, ValueList<string> given, StringComparer comparer)
    {
        if (wanted.IsEmpty)
            return true;
        foreach (var one in given)
        {
            if (wanted.Items.Contains(one, comparer))
                return true;
        }

        return false;
    }
}

/// <summary>What decides about a session's promotions when it starts.</summary>
/// <param name="StartedAt">When, by the charger's clock.</param>
/// <param name="Charger">Where.</param>
/// <param name="SiteId">The charger's site; null when it has none.</param>
/// <param name="EvseKind">What the EVSE delivers; null when unknown.</param>
/// <param name="Groups">What the token belongs to: its parent token and its memberships.</param>
/// <param name="CampaignCodes">Codes that the token's driver entered.</param>
public sealed record StartingSession(
    Instant StartedAt, ChargerId Charger, string? SiteId, EvseKind? EvseKind, ValueList<string> Groups, ValueList<string> CampaignCodes);
