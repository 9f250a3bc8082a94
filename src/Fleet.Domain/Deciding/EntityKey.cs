using Fleet.Domain.Identity;

namespace Fleet.Domain.Deciding;

/// <summary>
/// The address of an entity, and the persistence id of its journal: <c>c|CP1</c> for a charger, <c>s|CP1:17</c> for a session.
/// </summary>
/// <param name="Value">The key.</param>
public readonly record struct EntityKey(string Value)
{
    /// <summary>The first letter of a charger's key.</summary>
    public const char ChargerKind = 'c';

    /// <summary>The first letter of a session's key.</summary>
    public const char SessionKind = 's';

    /// <summary>The key of a charger.</summary>
    public static EntityKey Of(ChargerId charger) => new($"{ChargerKind}|{charger.Escaped}");

    /// <summary>The key of a session.</summary>
    public static EntityKey Of(SessionId session) => new($"{SessionKind}|{session}");

    /// <summary>The kind of entity: the key's first letter.</summary>
    public char Kind => Value[0];

    /// <summary>The id without the kind.</summary>
    public string Id => Value[2..];

    /// <summary>The charger's part of the id, which a charger shares with its sessions.</summary>
    public string ChargerPart
    {
        get
        {
            var colon = Value.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? Id : Value[2..colon];
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
