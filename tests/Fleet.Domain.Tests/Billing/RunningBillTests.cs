using CsCheck;

using Fleet.Domain.Billing;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Tests.Billing;

/// <summary>The running cost is a prefix of the bill.</summary>
public sealed class RunningBillTests
{
    [Fact]
    public void After_each_reading_the_session_has_cost_what_it_would_be_billed_if_it_ended_there() =>
        Gen.Select(GenBilling.Tariff, GenBilling.Session).Sample((tariff, session) =>
        {
            if (session.Stretches.IsEmpty)
                return;
            var running = RunningBill.Of(tariff, RatingTerms.None, Until(session, 0, session.StartedAt));
            var changes = session.Stretches.ToList();
            for (var i = 0; i < session.Energy.Count; i++)
            {
                var at = session.Energy[i].At;
                foreach (var change in changes.TakeWhile(change => change.From <= at).ToList())
                {
                    running = running.Change(change.From, change.Kind);
                    changes.Remove(change);
                }

                running = running.Read(session.Energy[i], session.Energy);
                if (i + 1 < session.Energy.Count && session.Energy[i + 1].At == at)
                    continue;

                var bill = A.Bill(tariff, Until(session, i, at));
                Assert.Equal((bill.TotalExclTax, bill.TotalInclTax), (running.TotalExclTax, running.TotalInclTax));
            }
        });

    [Fact]
    public void A_reading_of_the_past_is_refused()
    {
        var tariff = A.Simple("""{"type":"ENERGY","price":0.2,"step_size":1}""");
        var later = new EnergyPoint(A.Monday10 + Duration.FromMinutes(10), new EnergyWh(500), 1);
        var running = RunningBill.Of(tariff, RatingTerms.None, A.Session(A.Monday10, 0, (0, 0))).Read(later, [later]);

        Assert.Throws<ArgumentOutOfRangeException>(() => running.Read(later with { At = A.Monday10 }, [later]));
        Assert.Throws<ArgumentOutOfRangeException>(() => running.Change(A.Monday10, StretchKind.Parking));
        Assert.Equal((0.10m, 0.10m), (running.TotalExclTax, running.TotalInclTax));
    }

    private static BillableSession Until(BillableSession session, int reading, Instant at) => session with
    {
        StoppedAt = at,
        Energy = new(session.Energy.Items[..(reading + 1)]),
        Stretches = session.Stretches.Where(s => s.From < at).Select(s => s with { To = Instant.Min(s.To, at) }).ToValueList(),
    };
}
