namespace Fleet.Ocpp.Validation;

/// <summary>Bounds the length of a text member, or of every text in a list of texts.</summary>
/// <param name="maxLength">Greatest number of characters (UTF-16 code units).</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TextAttribute(int maxLength) : Attribute
{
    public int MaxLength { get; } = maxLength;
}

/// <summary>Bounds an integer member from below.</summary>
/// <param name="minimum">Smallest value that fits.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AtLeastAttribute(int minimum) : Attribute
{
    public int Minimum { get; } = minimum;
}

/// <summary>A decimal member has at most one digit after the point (schema: multipleOf 0.1).</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TenthsAttribute : Attribute;
