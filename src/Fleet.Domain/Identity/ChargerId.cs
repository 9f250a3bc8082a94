namespace Fleet.Domain.Identity;

/// <summary>The identity that a charger connects with: 1 to 48 characters, none of them a control character (OCPP 2.0.1 part 4, 3.2).</summary>
public readonly record struct ChargerId
{
    /// <summary>The most characters that an identity has.</summary>
    public const int MaxLength = 48;

    private ChargerId(string value) => Value = value;

    /// <summary>The identity as the charger gives it; compared with regard to case.</summary>
    public string Value { get; }

    /// <summary>Reads an identity; false and a sentence in <paramref name="error"/> when it is none.</summary>
    public static bool TryParse(string? text, out ChargerId id, out string? error)
    {
        error = text switch
        {
            null or "" => "chargerId: must not be empty",
            { Length: > MaxLength } => $"chargerId: at most {MaxLength} characters",
            _ when text.Any(char.IsControl) => "chargerId: must not hold control characters",
            _ when text != text.Trim() => "chargerId: must not begin or end with a space",
            _ => null,
        };
        id = error is null ? new ChargerId(text!) : default;
        return error is null;
    }

    /// <summary>Reads an identity.</summary>
    /// <exception cref="FormatException">It is none; the message names the rule.</exception>
    public static ChargerId Parse(string text) => TryParse(text, out var id, out var error) ? id : throw new FormatException(error);

    /// <summary>This identity without a colon, for use before one: <c>:</c> is written <c>%3A</c> and <c>%</c> is written <c>%25</c>, so that no two share a form.</summary>
    public string Escaped => Value.AsSpan().IndexOfAny('%', ':') < 0
        ? Value
        : Value.Replace("%", "%25", StringComparison.Ordinal).Replace(":", "%3A", StringComparison.Ordinal);

    /// <summary>Reads what <see cref="Escaped"/> wrote.</summary>
    public static bool TryParseEscaped(string text, out ChargerId id) =>
        TryParse(text.Replace("%3A", ":", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal), out id, out _);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
