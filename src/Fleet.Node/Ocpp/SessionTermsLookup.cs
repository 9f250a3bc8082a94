using Fleet.Cluster.Projections;
using Fleet.Cluster.ReferenceData;
using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Identity;
using Fleet.Node.Settings;

using NodaTime;

namespace Fleet.Node.Ocpp;

/// <summary>What the edge looks up for a session before it starts: who may charge, where, and at what price.</summary>
/// <param name="reference">What people entered.</param>
/// <param name="queries">For tokens that have a session already.</param>
/// <param name="settings">The policies.</param>
/// <param name="defaults">The tariff where nobody entered one.</param>
/// <param name="promotions">The promotions that a session may have.</param>
/// <param name="clock">The node's clock.</param>
internal sealed class SessionTermsLookup(
    ReferenceStore reference, FleetQueries queries, FleetSettings settings, DefaultTariff defaults, PromotionChoice promotions, IClock clock)
{
    /// <summary>Whether a token may start a session now.</summary>
    public async ValueTask<SessionTerms> AuthorizeAsync(IdToken token)
    {
        var terms = await IdentifyAsync(token);
        var isSecond = terms.Authorization == TokenStatus.Accepted
            && settings.Authorization.ConcurrentTransactions == ConcurrentTransactions.Reject
            && await queries.IsChargingAsync(token);
        return isSecond ? terms with { Authorization = TokenStatus.ConcurrentTx } : terms;
    }

    /// <summary>What is known of a token, whatever it is doing.</summary>
    public async ValueTask<SessionTerms> IdentifyAsync(IdToken token)
    {
        var known = await reference.TokenAsync(token);
        var status = known?.StatusAt(clock.GetCurrentInstant())
            ?? (settings.Authorization.UnknownTokens == UnknownTokens.Accept ? TokenStatus.Accepted : TokenStatus.Invalid);
        return new SessionTerms(status, known?.ParentToken is { } parent ? new IdToken(parent) : null, known?.DriverId);
    }

    /// <summary>The terms of a session that starts at <paramref name="startedAt"/>: the price of that time, however late it is heard of.</summary>
    public async ValueTask<SessionTerms> FreezeAsync(ChargerId charger, EvseConnector connector, IdToken token, Instant startedAt)
    {
        var terms = await AuthorizeAsync(token);
        var chargerSettings = await reference.ChargerAsync(charger);
        var site = chargerSettings?.SiteId is { } siteId ? await reference.SiteAsync(siteId) : null;
        var tariff = chargerSettings?.TariffId is { } tariffId ? await reference.TariffAsync(tariffId, startedAt) : defaults.Document;
        var evse = chargerSettings?.Evse(connector.EvseId);
        EvseKind? evseKind = Enum.TryParse<EvseKind>(evse?.Kind, out var kind) ? kind : null;
        var isPriced = tariff?.Tariff.IsInForceAt(startedAt) == true;
        return terms with
        {
            SiteId = chargerSettings?.SiteId,
            MaxPowerW = evse?.MaxPowerW,
            EvseKind = evseKind,
            MeterPublicKey = evse?.PublicKey,
            Tariff = isPriced ? FrozenTariff.Freeze(tariff!, RuleSet.Ocpi221D2, site?.TimeZone ?? settings.Billing.TimeZone) : null,
            Promotions = isPriced ? await promotions.FreezeAsync(charger, chargerSettings?.SiteId, evseKind, token, startedAt, tariff!.Tariff.Currency) : [],
        };
    }
}
