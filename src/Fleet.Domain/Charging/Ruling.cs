using NodaTime;

namespace Fleet.Domain.Charging;

/// <summary>A person's decision about a session, kept with it for ever.</summary>
/// <param name="By">Who.</param>
/// <param name="Reason">Why, in the person's words.</param>
/// <param name="At">When.</param>
public sealed record Ruling(string By, string Reason, Instant At);
