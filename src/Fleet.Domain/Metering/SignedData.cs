namespace Fleet.Domain.Metering;

/// <summary>A signed meter value as a charger sent it, character for character: only so can its signature be checked, now or in years.</summary>
/// <param name="Data">The value (OCPP 1.6: a sampled value of the format SignedData; OCPP 2.0.1: signedMeterData).</param>
/// <param name="Encoding">OCPP 2.0.1 encodingMethod, such as OCMF; null where none is said.</param>
/// <param name="Method">OCPP 2.0.1 signingMethod; null where none is said.</param>
/// <param name="PublicKey">The key that came with it; null where none did. It proves nothing about whose meter it is.</param>
/// <param name="IsCut">Whether it was longer than <see cref="MaxLength"/> and only its beginning is here.</param>
public sealed record SignedData(string Data, string? Encoding = null, string? Method = null, string? PublicKey = null, bool IsCut = false)
{
    /// <summary>The longest value that is kept whole, in characters; records of the field have less than 2,000.</summary>
    public const int MaxLength = 64 * 1024;

    private const int MaxNameLength = 50;
    private const int MaxKeyLength = 2_500;

    /// <summary>What a charger sent, cut to the lengths that are kept (OCPP 2.0.1 SignedMeterValueType for the other members): nothing is refused, for the sake of its other values.</summary>
    public static SignedData Of(string data, string? encoding = null, string? method = null, string? publicKey = null) => new(
        Cut(data, MaxLength),
        encoding is null ? null : Cut(encoding, MaxNameLength),
        method is null ? null : Cut(method, MaxNameLength),
        publicKey is null ? null : Cut(publicKey, MaxKeyLength),
        data.Length > MaxLength);

    /// <summary>Never between the two halves of a character.</summary>
    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
