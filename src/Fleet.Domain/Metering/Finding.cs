namespace Fleet.Domain.Metering;

/// <summary>Something in a session's evidence, tariff or bill that a person should know; never silent, never an exception.</summary>
/// <param name="Code">One of the words in <see cref="FindingCode"/>; stable, part of the interface.</param>
/// <param name="Text">A sentence with the values that led to it.</param>
/// <param name="Reading">The number of the reading in its session that it is about, where there is one.</param>
public sealed record Finding(string Code, string Text, int? Reading = null);
