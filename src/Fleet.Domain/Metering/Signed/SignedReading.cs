namespace Fleet.Domain.Metering.Signed;

/// <summary>The signed values of one reading of a session.</summary>
/// <param name="Number">The reading's number in its session.</param>
/// <param name="Data">The values.</param>
public readonly record struct SignedReading(int Number, ValueList<SignedData> Data);
