using Fleet.Domain.Billing;

using NodaTime;

namespace Fleet.Domain.Tests.Billing.Proof;

/// <summary>The engine against the naive pricer on real sessions, in the zones where they happened and across the clock changes of both.</summary>
public sealed class RealSessionsTests
{
    private const string LosAngeles = "America/Los_Angeles";
    private const string London = "Europe/London";
    private const long Day = 86_400;

    [SkippableTheory]
    [InlineData("Caltech", LosAngeles, 80)]
    [InlineData("CaltechMarch", LosAngeles, 20)]
    [InlineData("Perth", London, 25)]
    public void A_sample_of_real_sessions_costs_to_the_cent_what_each_of_its_seconds_costs(string set, string zone, int every) =>
        AssertAgreed([.. Sessions(set).Where(session => session.Stop - session.Start < Day).Where((_, i) => i % every == 0)], zone);

    [SkippableTheory]
    [InlineData("Caltech", LosAngeles)]
    [InlineData("Caltech", London)]
    [InlineData("CaltechMarch", LosAngeles)]
    [InlineData("Perth", London)]
    [Trait("Category", "Long")]
    public void Every_real_session_costs_to_the_cent_what_each_of_its_seconds_costs(string set, string zone)
    {
        Requirement.Minutes();
        AssertAgreed(Sessions(set), zone);
    }

    [SkippableTheory]
    [InlineData("CaltechMarch", LosAngeles, "2019-03-10T10:00:00Z", 2)]
    [InlineData("Perth", London, "2017-03-26T01:00:00Z", 1)]
    public void Sessions_that_really_ran_while_the_clock_was_changed_agree(string set, string zone, string change, int atLeast)
    {
        var at = DateTimeOffset.Parse(change).ToUnixTimeSeconds();
        var sessions = Sessions(set).FindAll(session => session.Start < at && at < session.Stop && session.Stop - session.Start < 7 * Day);

        Assert.True(sessions.Count >= atLeast, $"Only {sessions.Count} sessions ran at {change}.");
        AssertAgreed(sessions, zone);
    }

    [SkippableTheory]
    [InlineData("Caltech", LosAngeles, "2019-11-03T09:00:00Z")]
    [InlineData("Caltech", LosAngeles, "2020-03-08T10:00:00Z")]
    [InlineData("Perth", London, "2016-10-30T01:00:00Z")]
    [InlineData("Perth", London, "2017-03-26T01:00:00Z")]
    public void Real_sessions_moved_by_whole_days_onto_the_night_of_a_clock_change_agree(string set, string zone, string change)
    {
        var at = DateTimeOffset.Parse(change);
        var night = DateOnly.FromDateTime(at.UtcDateTime);
        var moved = Sessions(set)
            .Where(session => session.Stop - session.Start < Day)
            .SelectMany(session => new[] { session.MovedTo(night.AddDays(-1)), session.MovedTo(night) })
            .Where(session => session.Start < at.ToUnixTimeSeconds() && at.ToUnixTimeSeconds() < session.Stop)
            .Take(70)
            .ToList();

        Assert.True(moved.Count >= 50, $"Only {moved.Count} sessions would have run at {change}.");
        AssertAgreed(moved, zone);
    }

    [SkippableFact]
    public void The_sessions_meet_every_price_of_the_tariff_its_grace_and_its_cap()
    {
        var tariff = A.Tariff(ProofTariff.Json, LosAngeles);
        var met = RecordedSessions.Caltech().SelectMany(session => A.Bill(tariff, session.ToBillable()).Lines)
            .Where(line => line.Volume > 0).Select(line => line.TariffPointer).OfType<string>().ToHashSet(StringComparer.Ordinal);

        Assert.Superset(PointersOf(ProofTariff.Json).Append("/caps/0").Append("/elements/1/restrictions/min_idle_time").ToHashSet(StringComparer.Ordinal), met);
    }

    private static IEnumerable<string> PointersOf(string json) => NaiveTariff.Read(json).Elements
        .SelectMany((element, e) => element.Components.Select((_, c) => $"/elements/{e}/price_components/{c}"));

    private static List<RecordedSession> Sessions(string set) => set switch
    {
        "Caltech" => RecordedSessions.Caltech(),
        "CaltechMarch" => RecordedSessions.CaltechMarch(),
        "Perth" => RecordedSessions.Perth(),
        _ => throw new ArgumentOutOfRangeException(nameof(set), set, "no such data set"),
    };

    private static void AssertAgreed(List<RecordedSession> sessions, string zone)
    {
        var (json, frozen) = (ProofTariff.Json, A.Tariff(ProofTariff.Json, zone));
        var naive = new NaiveSecondPricer(NaiveTariff.Read(json), zone, decimals: 2);
        var wrong = sessions.AsParallel().AsOrdered().Select(session => Difference(session, naive, frozen)).OfType<string>().ToList();

        Assert.NotEmpty(sessions);
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {sessions.Count} differ:\n{string.Join('\n', wrong.Take(5))}");
    }

    /// <summary>What the two say differently; null when they agree.</summary>
    private static string? Difference(RecordedSession session, NaiveSecondPricer naive, FrozenTariff tariff)
    {
        var bill = Rating.Rate(tariff, session.ToBillable(), RatingTerms.None);
        var expected = naive.Price(session);
        var taxes = bill.Taxes.Where(tax => tax.Base != 0m).ToDictionary(tax => tax.RatePercent!.Value, tax => tax.Amount);
        return bill.TotalExclTax == expected.Net && bill.TotalInclTax == expected.Gross
            && Math.Abs(bill.ExactExclTax!.Value - expected.Exact) < 0.000_000_001m
            && taxes.Count == expected.TaxByRate.Count && taxes.All(tax => expected.TaxByRate[tax.Key] == tax.Value)
            ? null
            : $"""
               {session.Name} from {Instant.FromUnixTimeSeconds(session.Start)} to {Instant.FromUnixTimeSeconds(session.Stop)}:
               engine {bill.TotalExclTax}/{bill.TotalInclTax} ({bill.ExactExclTax}), naive {expected.Net}/{expected.Gross} ({expected.Exact})
               {string.Join("; ", bill.Lines.Select(line => $"{line.Kind} {line.Volume} x {line.UnitPrice} = {line.Amount}"))}
               {string.Join("; ", expected.Lines.Select(line => $"{line.Type} {line.Volume} x {line.Price.Price} = {line.Rounded}"))}
               """;
    }
}
