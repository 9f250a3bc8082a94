using Fleet.Domain.Metering;
using Fleet.Domain.Metering.Signed;

namespace Fleet.Domain.Tests.Metering.Signed;

/// <summary>What the signed values of a session say about its bill.</summary>
public sealed class SignedEvidenceTests : IDisposable
{
    private readonly SignedMeter _meter = new();

    public void Dispose() => _meter.Dispose();

    [Fact]
    public void Good_values_from_begin_to_end_prove_their_energy_and_find_nothing()
    {
        var evidence = Judge(10_000, _meter.Record(1, "B", 100m), _meter.Record(2, "C", 104m, 30), _meter.Record(3, "E", 110m, 60));

        Assert.Equal(new SignedEvidence(new EnergyWh(10_000), [], [], TimeNotBillable: false), evidence);
    }

    [Fact]
    public void A_session_without_signed_values_is_as_before() => Assert.Equal(SignedEvidence.None, Judge(10_000));

    [Fact]
    public void A_value_that_came_twice_counts_once()
    {
        var (begin, end) = (_meter.Record(1, "B", 100m), _meter.Record(2, "E", 110m, 60));

        Assert.Equal(Judge(10_000, begin, end), Judge(10_000, begin, end, begin, end));
    }

    [Fact]
    public void One_record_with_begin_and_end_is_enough()
    {
        var payload = $$$"""{"PG":"T1","MS":"M","IS":true,"IT":"NONE","RD":[{"TM":"{{{SignedMeter.Time(0, "S")}}}","TX":"B","RV":1.0,"RI":"1-0:1.8.0","RU":"kWh","ST":"G"},{"TM":"{{{SignedMeter.Time(9, "S")}}}","TX":"E","RV":1.7}]}""";

        Assert.Equal(new EnergyWh(700), Judge(700, _meter.Sign(payload)).Energy);
    }

    [Fact]
    public void A_value_that_was_changed_holds_the_bill_and_proves_nothing()
    {
        var evidence = Judge(10_000, _meter.Record(1, "B", 100m), _meter.Record(2, "E", 110m, 60).Replace("110.000", "109.000", StringComparison.Ordinal));

        Assert.Equal(FindingCode.SignatureInvalid, Codes(evidence.Holds));
        Assert.Equal(2, evidence.Holds[0].Reading);
        Assert.Contains(evidence.Holds[0], evidence.Findings);
        Assert.Equal(EnergyWh.Zero, evidence.Energy);
    }

    [Fact]
    public void A_value_that_another_meter_signed_holds_the_bill()
    {
        using var other = new SignedMeter();
        var data = new SignedData(other.Record(1, "B", 100m), PublicKey: other.PublicKey);

        var evidence = SignedEvidence.Judge([new SignedReading(1, [data])], EnergyWh.Zero, _meter.PublicKey);

        Assert.Equal(FindingCode.SignatureInvalid, Codes(evidence.Holds));
        Assert.Contains("is not the EVSE's", evidence.Holds[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_EVSE_s_key_nothing_is_proven_and_nothing_held_even_where_a_key_traveled_with_the_value()
    {
        var (begin, end) = (_meter.Record(1, "B", 100m), _meter.Record(2, "E", 110m, 60));
        var bare = SignedEvidence.Judge([new SignedReading(1, [new(begin), new(end)])], new EnergyWh(10_000), null);
        var traveled = SignedEvidence.Judge([new SignedReading(1, [new(begin, PublicKey: _meter.PublicKey), new(end, PublicKey: _meter.PublicKey)])], new EnergyWh(10_000), null);
        var useless = SignedEvidence.Judge([new SignedReading(1, [new(begin), new(end)])], new EnergyWh(10_000), "00");

        Assert.All([bare, traveled, useless], evidence => Assert.Equal((EnergyWh.Zero, true), (evidence.Energy, evidence.Holds.IsEmpty)));
        Assert.All([bare, traveled, useless], evidence => Assert.Contains(FindingCode.SignatureNoKey, Codes(evidence.Findings), StringComparison.Ordinal));
    }

    [Fact]
    public void A_format_that_cannot_be_checked_is_no_reason_to_hold()
    {
        var evidence = Judge(10_000, "AP;0;3;AJ2J7LYMGCIWT4AHUJPPFIIVB3FGRV2JQ2HVZG2I;");

        Assert.Equal(FindingCode.SignatureUnsupported, Codes(evidence.Findings));
        Assert.Empty(evidence.Holds);
        Assert.False(evidence.TimeNotBillable);
    }

    [Fact]
    public void A_value_that_cannot_be_read_is_said_to_be_so()
    {
        Assert.Equal(FindingCode.SignedDataMalformed, Codes(Judge(10_000, "OCMF|{}").Findings));
        Assert.Equal(
            $"{FindingCode.SignedDataMalformed} {FindingCode.SignedDataCut}",
            Codes(SignedEvidence.Judge([new SignedReading(1, [SignedData.Of("OCMF|" + new string('x', SignedData.MaxLength))])], EnergyWh.Zero, null).Findings));
    }

    [Theory]
    [InlineData(10_010, false)]
    [InlineData(9_990, false)]
    [InlineData(10_011, true)]
    [InlineData(9_989, true)]
    public void A_plain_register_that_went_up_by_another_energy_holds_the_bill(long plain, bool held)
    {
        var evidence = Judge(plain, _meter.Record(1, "B", 100m), _meter.Record(2, "E", 110m, 60));

        Assert.Equal(held ? FindingCode.SignedRegisterDiffers : "", Codes(evidence.Holds));
        Assert.Equal(held ? 0 : 10_000, evidence.Energy.Value);
    }

    [Fact]
    public void A_missing_record_is_a_finding_and_no_hold()
    {
        var evidence = Judge(10_000, _meter.Record(1, "B", 100m), _meter.Record(3, "E", 110m, 60));

        Assert.Equal(FindingCode.SignedSequenceIncomplete, Codes(evidence.Findings));
        Assert.Empty(evidence.Holds);
        Assert.Equal(new EnergyWh(10_000), evidence.Energy);
    }

    [Fact]
    public void A_meter_that_says_that_its_energy_is_faulty_holds_the_bill() =>
        Assert.Equal(FindingCode.SignedValueFaulty, Codes(Judge(10_000, _meter.Record(1, "B", 100m), _meter.Record(2, "E", 110m, 60, status: "F")).Holds));

    [Theory]
    [InlineData("S", false)]
    [InlineData("R", false)]
    [InlineData("I", true)]
    [InlineData("U", true)]
    public void The_weakest_clock_decides_whether_time_may_be_billed(string clock, bool informative)
    {
        var evidence = Judge(10_000, _meter.Record(1, "B", 100m), _meter.Record(2, "C", 104m, 30, clock), _meter.Record(3, "E", 110m, 60));

        Assert.Equal(informative, evidence.TimeNotBillable);
        Assert.Equal(informative ? FindingCode.ClockInformative : "", Codes(evidence.Findings));
        Assert.Equal(new EnergyWh(10_000), evidence.Energy);
    }

    [Fact]
    public void Of_several_registers_the_transaction_s_own_at_the_outlet_counts()
    {
        string Both(int page, string mark, decimal mains, decimal outlet, int second) => _meter.Sign(
            $$$"""{"PG":"T{{{page}}}","MS":"M","IS":true,"IT":"NONE","RD":[{"TM":"{{{SignedMeter.Time(second, "S")}}}","TX":"{{{mark}}}","RV":{{{mains}}},"RI":"01-00:B0.08.00*FF","RU":"kWh","ST":"G"},{"RV":{{{outlet}}},"RI":"01-00:B3.08.00*FF"}]}""");

        var evidence = Judge(9_800, Both(1, "B", 100m, 0m, 0), Both(2, "E", 110m, 9.8m, 60));

        Assert.Equal(new SignedEvidence(new EnergyWh(9_800), [], [], TimeNotBillable: false), evidence);
    }

    [Fact]
    public void A_long_value_is_cut_and_says_so_and_never_between_the_halves_of_a_character()
    {
        var whole = SignedData.Of(new string('x', SignedData.MaxLength));
        var cut = SignedData.Of(new string('x', SignedData.MaxLength - 1) + "\U0001F50C");

        Assert.Equal((SignedData.MaxLength, false), (whole.Data.Length, whole.IsCut));
        Assert.Equal((SignedData.MaxLength - 1, true), (cut.Data.Length, cut.IsCut));
    }

    /// <summary>One reading for each record, numbered from 1.</summary>
    private SignedEvidence Judge(long plain, params string[] records) => SignedEvidence.Judge(
        records.Select((record, index) => new SignedReading(index + 1, [new SignedData(record)])).ToValueList(), new EnergyWh(plain), _meter.PublicKey);

    private static string Codes(ValueList<Finding> findings) => string.Join(' ', findings.Items.Select(finding => finding.Code));
}
