namespace Fleet.Domain.Identity;

/// <summary>What a driver identifies with: an RFID card's or an app's id. Compared without regard to case (OCPP 1.6 3.9), kept as given.</summary>
/// <param name="Value">1 to 36 characters.</param>
public readonly record struct IdToken(string Value)
{
    /// <summary>The most characters that a token has (OCPP 2.0.1 IdTokenType; OCPP 1.6 allows 20).</summary>
    public const int MaxLength = 36;

    /// <summary>The form in which tokens are looked up: equal tokens have equal keys.</summary>
    public string Key => Value.ToUpperInvariant();

    /// <inheritdoc/>
    public bool Equals(IdToken other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => Value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
