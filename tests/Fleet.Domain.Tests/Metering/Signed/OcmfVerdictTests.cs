using Fleet.Domain.Metering.Signed;

namespace Fleet.Domain.Tests.Metering.Signed;

/// <summary>The sequence rules of OCMF's check component, and the other three verdicts beside them.</summary>
public sealed class OcmfVerdictTests : IDisposable
{
    private readonly SignedMeter _meter = new();

    public void Dispose() => _meter.Dispose();

    [Fact]
    public void A_begin_and_an_end_on_consecutive_pages_are_good_in_all_four_respects()
    {
        var verdicts = SignedMeter.Judge(_meter.Key, _meter.Record(7, "B", 10m), _meter.Record(8, "E", 12m, 60));

        Assert.All(verdicts, verdict => Assert.Equal(
            (SignatureVerdict.Ok, KeyVerdict.Ok, SequenceVerdict.Complete, BillableVerdict.Yes), (verdict.Signature, verdict.Key, verdict.Sequence, verdict.Billable)));
        Assert.All(verdicts, verdict => Assert.True(verdict.IsValid));
    }

    [Theory]
    [InlineData("L")]
    [InlineData("R")]
    [InlineData("A")]
    [InlineData("P")]
    public void A_transaction_may_end_for_a_reason(string end) => Assert.Empty(Faults(_meter.Record(1, "B", 1m), _meter.Record(2, end, 1m, 9)));

    [Fact]
    public void The_order_of_arrival_does_not_matter() => Assert.Empty(Faults(_meter.Record(3, "E", 3m, 60), _meter.Record(1, "B", 1m), _meter.Record(2, "C", 2m, 30)));

    [Fact]
    public void A_missing_page_is_seen() => AssertFault("page T4 follows T2: 1 records are missing", _meter.Record(2, "B", 1m), _meter.Record(4, "E", 2m, 60));

    [Fact]
    public void A_record_that_is_there_twice_is_seen()
    {
        var begin = _meter.Record(1, "B", 1m);
        AssertFault("the record of page T1 is there twice", begin, begin, _meter.Record(2, "E", 2m, 60));
    }

    [Fact]
    public void Two_records_of_one_page_are_seen() =>
        AssertFault("two records have the page T2", _meter.Record(1, "B", 1m), _meter.Record(2, "C", 2m, 30), _meter.Record(2, "E", 2m, 60));

    [Fact]
    public void Pages_of_both_contexts_are_seen() => AssertFault(
        "the pages (PG) are of both contexts, T and F",
        _meter.Record(1, "B", 1m), _meter.Record(2, "E", 2m, 60).Replace("\"T2\"", "\"F2\"", StringComparison.Ordinal));

    [Fact]
    public void A_missing_begin_is_seen() => AssertFault("the first reading must begin the transaction (TX B), has TX C", _meter.Record(1, "C", 1m), _meter.Record(2, "E", 2m, 60));

    [Fact]
    public void A_missing_end_is_seen() =>
        AssertFault("the last reading must end the transaction (TX E, L, R, A or P), has TX C", _meter.Record(1, "B", 1m), _meter.Record(2, "C", 2m, 60));

    [Fact]
    public void Two_begins_are_seen() =>
        AssertFault("register 1.0.1.8.0 begins more than once", _meter.Record(1, "B", 1m), _meter.Record(2, "B", 1m, 30), _meter.Record(3, "E", 2m, 60));

    [Fact]
    public void Two_ends_are_seen() =>
        AssertFault("register 1.0.1.8.0 ends more than once", _meter.Record(1, "B", 1m), _meter.Record(2, "E", 2m, 30), _meter.Record(3, "E", 2m, 60));

    [Fact]
    public void Records_of_two_meters_are_seen() =>
        AssertFault("the records are of several meters (MS)", _meter.Record(1, "B", 1m), _meter.Record(2, "E", 2m, 60, meter: "M2"));

    [Fact]
    public void A_meter_that_is_not_good_is_seen_and_not_billed()
    {
        var verdict = SignedMeter.Judge(_meter.Key, _meter.Record(1, "B", 1m), _meter.Record(2, "E", 2m, 60, status: "F"))[1];

        Assert.Contains("the meter's state (ST) is F, not G", verdict.SequenceReasons, StringComparer.Ordinal);
        Assert.Equal((SignatureVerdict.Ok, BillableVerdict.No), (verdict.Signature, verdict.Billable));
    }

    [Fact]
    public void A_register_that_runs_backward_is_seen_for_each_register_on_its_own()
    {
        AssertFault("register 1.0.1.8.0 runs backward, from 2000.000 to 1000.000 Wh", _meter.Record(1, "B", 2m), _meter.Record(2, "E", 1m, 60));
        Assert.DoesNotContain(
            Faults(_meter.Record(1, "B", 2m), _meter.Record(2, "E", 1m, 60, register: "1-0:2.8.0")), fault => fault.Contains("backward", StringComparison.Ordinal));
    }

    [Fact]
    public void Time_that_runs_backward_is_seen() =>
        AssertFault("time runs backward, from 2026-03-02T12:01:00Z to 2026-03-02T12:00:30Z", _meter.Record(1, "B", 1m, 60), _meter.Record(2, "E", 2m, 30));

    [Theory]
    [InlineData("MISMATCH")]
    [InlineData("INVALID")]
    [InlineData("OUTDATED")]
    [InlineData("UNKNOWN")]
    public void A_user_who_was_not_identified_is_seen(string level) => AssertFault(
        $"the user's identification (IL) is {level}", _meter.Record(1, "B", 1m, more: $",\"IL\":\"{level}\""), _meter.Record(2, "E", 2m, 60));

    [Fact]
    public void An_error_during_the_transaction_is_seen_and_that_record_not_billed()
    {
        var verdicts = SignedMeter.Judge(_meter.Key, _meter.Record(1, "B", 1m), _meter.Record(2, "X", 2m, 30), _meter.Record(3, "E", 3m, 60));

        Assert.Contains("an error occurred during the transaction (TX X)", verdicts[0].SequenceReasons, StringComparer.Ordinal);
        Assert.Equal([BillableVerdict.Yes, BillableVerdict.No, BillableVerdict.Yes], verdicts.Select(verdict => verdict.Billable));
    }

    [Theory]
    [InlineData("", BillableVerdict.Yes)]
    [InlineData("t", BillableVerdict.EnergyOnly)]
    [InlineData("E", BillableVerdict.No)]
    [InlineData("Et", BillableVerdict.No)]
    public void Error_flags_say_what_may_be_billed(string flags, BillableVerdict expected)
    {
        var payload = $$$"""{"PG":"T1","MS":"M","IS":true,"IT":"NONE","RD":[{"TM":"{{{SignedMeter.Time(0, "S")}}}","TX":"B","RV":1,"RI":"1-0:1.8.0","RU":"kWh","EF":"{{{flags}}}","ST":"G"},{"TM":"{{{SignedMeter.Time(9, "S")}}}","TX":"E"}]}""";

        var verdict = SignedMeter.Judge(_meter.Key, _meter.Sign(payload))[0];

        Assert.Equal(expected, verdict.Billable);
        Assert.Equal(flags.Length == 0 ? SequenceVerdict.Complete : SequenceVerdict.Incomplete, verdict.Sequence);
    }

    [Theory]
    [InlineData("S", "S", BillableVerdict.Yes)]
    [InlineData("S", "R", BillableVerdict.Yes)]
    [InlineData("I", "S", BillableVerdict.EnergyOnly)]
    [InlineData("S", "U", BillableVerdict.EnergyOnly)]
    [InlineData("R", "", BillableVerdict.EnergyOnly)]
    public void The_weakest_clock_of_the_transaction_decides_for_all_its_records(string begin, string end, BillableVerdict expected)
    {
        var verdicts = SignedMeter.Judge(_meter.Key, _meter.Record(1, "B", 1m, clock: begin), _meter.Record(2, "E", 2m, 60, clock: end));

        Assert.All(verdicts, verdict => Assert.Equal(expected, verdict.Billable));
    }

    [Fact]
    public void A_key_that_traveled_with_the_record_proves_the_bytes_and_not_whose_meter_it_is()
    {
        var record = _meter.Record(1, "B", 1m);

        var verdict = OcmfVerdict.Judge([SignedValue.Read(record, null, _meter.PublicKey)], null)[0];

        Assert.Equal((SignatureVerdict.Ok, KeyVerdict.Unknown), (verdict.Signature, verdict.Key));
    }

    [Fact]
    public void A_record_of_another_meter_is_told_from_one_that_was_tampered_with()
    {
        using var evse = new SignedMeter();
        var record = _meter.Record(1, "B", 1m);
        var tampered = record.Replace("1.000", "9.000", StringComparison.Ordinal);

        var other = OcmfVerdict.Judge([SignedValue.Read(record, null, _meter.PublicKey)], evse.Key)[0];
        var broken = OcmfVerdict.Judge([SignedValue.Read(tampered, null, _meter.PublicKey)], evse.Key)[0];

        Assert.Equal((SignatureVerdict.Ok, KeyVerdict.Other, BillableVerdict.No), (other.Signature, other.Key, other.Billable));
        Assert.Equal((SignatureVerdict.Invalid, KeyVerdict.Unknown, BillableVerdict.No), (broken.Signature, broken.Key, broken.Billable));
    }

    [Fact]
    public void Without_any_key_nothing_is_said_against_the_record()
    {
        var verdict = SignedMeter.Judge(null, _meter.Record(1, "B", 1m), _meter.Record(2, "E", 2m, 60))[0];

        Assert.Equal((SignatureVerdict.NoKey, KeyVerdict.Unknown, SequenceVerdict.Complete), (verdict.Signature, verdict.Key, verdict.Sequence));
    }

    [Theory]
    [InlineData("1b1b1b1b0101010176", "SML")]
    [InlineData("AP;0;3;AJ2J7LYMGCIWT4AHUJPPFIIVB3FGRV2JQ2HVZG2I;", "ALFEN")]
    [InlineData("128.8.0(ST:200501162017)", "PCDF")]
    [InlineData("<?xml version=\"1.0\"?><signedMeterValue/>", "EDL40")]
    [InlineData("anything", "unknown")]
    public void Another_format_is_kept_byte_for_byte_and_called_unsupported(string original, string format)
    {
        var verdict = SignedMeter.Judge(_meter.Key, original)[0];

        Assert.Equal((original, format), (verdict.Value.Original, verdict.Value.Format));
        Assert.Equal(SignatureVerdict.Unsupported, verdict.Signature);
    }

    [Fact]
    public void A_record_is_found_in_base64_in_hex_and_in_the_object_of_the_open_charge_alliance()
    {
        var record = _meter.Record(1, "B", 1m);
        var bytes = System.Text.Encoding.UTF8.GetBytes(record);
        var envelope = $$"""{"signedMeterData":"{{Convert.ToBase64String(bytes)}}","signingMethod":"","encodingMethod":"OCMF","publicKey":"{{_meter.PublicKey}}"}""";

        Assert.All([Convert.ToBase64String(bytes), Convert.ToHexString(bytes), envelope], text => Assert.Equal(record, SignedValue.Read(text).Record?.Original));
        Assert.Equal((envelope, _meter.PublicKey), (SignedValue.Read(envelope).Original, SignedValue.Read(envelope).PublicKey));
    }

    private ValueList<string> Faults(params string[] records) => SignedMeter.Judge(_meter.Key, records)[0].SequenceReasons;

    private void AssertFault(string fault, params string[] records) => Assert.Contains(fault, Faults(records), StringComparer.Ordinal);
}
