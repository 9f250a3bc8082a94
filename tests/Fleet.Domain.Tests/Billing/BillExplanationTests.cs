using Fleet.Domain.Billing;
using Fleet.Domain.Metering;

namespace Fleet.Domain.Tests.Billing;

public sealed class BillExplanationTests
{
    [Fact]
    public void A_bill_is_explained_line_by_line()
    {
        var tariff = A.Tariff(
            """
            {"id":"DAY-1","currency":"EUR","elements":[{"price_components":[
              {"type":"FLAT","price":0.5,"vat":20,"step_size":1},{"type":"ENERGY","price":0.25,"vat":10,"step_size":100},
              {"type":"PARKING_TIME","price":5,"vat":20,"step_size":1}]}]}
            """,
            "Europe/Berlin");
        var charged = A.Session(A.Monday10, 60, (0, 0), (30, 6_000), (60, 20_450));
        var session = charged with
        {
            StoppedAt = charged.StoppedAt + NodaTime.Duration.FromMinutes(12),
            Stretches = charged.Stretches.Add(
                new Stretch(charged.StoppedAt, charged.StoppedAt + NodaTime.Duration.FromMinutes(12), StretchKind.Parking)),
        };

        var text = BillExplanation.Write(A.Bill(tariff, session));

        Assert.Equal(
            $"""
            Total: 7.44 EUR including tax.
            20.450 kWh taken, 1 h 00 min 00 s charging, 0 h 12 min 00 s connected without charging.
            Tariff DAY-1 as it was when the session started (fingerprint {tariff.Hash[..16]}), rules ocpi-2.2.1-d2.
            All times are those of Europe/Berlin.

             1. Session fee ........................................................................... 0.50 EUR
                once a session, VAT 20 %
                2019-01-14 11:00:00, reading 0, tariff /elements/0/price_components/0
             2. Energy ................................................................................ 5.11 EUR
                20.450 kWh x 0.25 EUR per kWh, VAT 10 %
                2019-01-14 11:00:00 to 2019-01-14 12:12:00, readings 0 to 2, tariff
                /elements/0/price_components/1
             3. Rounding up to a block of 100 Wh ...................................................... 0.02 EUR
                0.050 kWh x 0.25 EUR per kWh, VAT 10 %
                2019-01-14 11:00:00 to 2019-01-14 12:12:00, readings 0 to 2, tariff
                /elements/0/price_components/1
             4. Parking time .......................................................................... 1.00 EUR
                0 h 12 min 00 s = 0.2 h x 5.00 EUR per hour, VAT 20 %
                2019-01-14 12:00:00 to 2019-01-14 12:12:00, reading 2, tariff /elements/0/price_components/2
            ----------------------------------------------------------------------------------------------------
            Without tax ............................................................................... 6.63 EUR
            VAT 10 % on 5.13 EUR ...................................................................... 0.51 EUR
            VAT 20 % on 1.50 EUR ...................................................................... 0.30 EUR
            To pay .................................................................................... 7.44 EUR
            Check it: the amounts of the 4 lines add up to the total without tax; tax is due on the sum of its
            rate. Halves are rounded up. Rounding them makes it 0.005 EUR more than the exact sum.

            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void A_held_bill_says_first_that_nothing_is_charged_and_why()
    {
        var session = A.Session(A.Monday10, 60, (0, 0), (60, 10_000));
        var terms = new RatingTerms([new Finding(FindingCode.ImplausibleEnergy, "More than the EVSE can deliver.")], [FindingCode.ImplausibleEnergy]);

        var text = BillExplanation.Write(Rating.Rate(A.Simple("""{"type":"ENERGY","price":0.25,"step_size":1}"""), session, terms));

        Assert.StartsWith(
            "HELD for IMPLAUSIBLE_ENERGY: nothing is charged until a person has looked at it. Proposal: 2.50 EUR\nincluding tax.\n",
            text,
            StringComparison.Ordinal);
        Assert.EndsWith("Note: More than the EVSE can deliver. (IMPLAUSIBLE_ENERGY)\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_tariff_the_energy_is_told_and_no_price()
    {
        var text = BillExplanation.Write(Rating.Rate(null, A.Session(A.Monday10, 60, (0, 0), (60, 10_000)), RatingTerms.None));

        Assert.StartsWith("HELD for NO_TARIFF: nothing is charged", text, StringComparison.Ordinal);
        Assert.Contains("10.000 kWh taken", text, StringComparison.Ordinal);
        Assert.DoesNotContain("EUR", text, StringComparison.Ordinal);
    }
}
