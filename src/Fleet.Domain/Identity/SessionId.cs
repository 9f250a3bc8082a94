namespace Fleet.Domain.Identity;

/// <summary>
/// A session's id, <c>chargerId:transactionId</c>, split at the first colon. A colon inside the charger's id is written <c>%3A</c> and a percent sign
/// <c>%25</c>, so that no two sessions share an id.
/// </summary>
/// <param name="Charger">The charger.</param>
/// <param name="Transaction">The transaction on it.</param>
public readonly record struct SessionId(ChargerId Charger, TransactionId Transaction)
{
    /// <summary>Reads a session's id; false when it is none.</summary>
    public static bool TryParse(string? text, out SessionId id)
    {
        id = default;
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon <= 0 || colon == text!.Length - 1)
            return false;
        if (!ChargerId.TryParseEscaped(text[..colon], out var charger))
            return false;
        id = new SessionId(charger, new TransactionId(text[(colon + 1)..]));
        return true;
    }

    /// <summary>Reads a session's id.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static SessionId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"sessionId: '{text}' is not of the form chargerId:transactionId");

    /// <inheritdoc/>
    public override string ToString() => $"{Charger.Escaped}:{Transaction.Value}";
}
