using Fleet.Domain.Metering.Signed;
using NodaTime;

namespace Fleet.Domain.Tests.Metering.Signed;

public sealed class OcmfRecordTests
{
    [Fact]
    public void The_original_is_kept_and_the_payload_is_every_character_between_the_first_and_the_last_pipe()
    {
        const string record = "OCMF|{ \"PG\" : \"T1\",\n \"TT\":\"0,42 EUR|kWh\", \"RD\":[{\"RV\":2935.600}]}|{\"SD\":\"00\"}";

        var read = OcmfRecord.Read($"\r\n  {record}\n").Record!;

        Assert.Equal(record, read.Original);
        Assert.Equal("{ \"PG\" : \"T1\",\n \"TT\":\"0,42 EUR|kWh\", \"RD\":[{\"RV\":2935.600}]}", read.Payload);
        Assert.Equal("0,42 EUR|kWh", read.TariffText);
        Assert.Equal("2935.600", read.Readings[0].ValueText);
        Assert.Contains(read.Deviations, deviation => deviation.Text.Contains('|', StringComparison.Ordinal));
    }

    [Fact]
    public void A_field_that_is_left_out_repeats_the_reading_before_within_one_record()
    {
        const string record = """
            OCMF|{"RD":[{"TM":"2018-07-24T13:22:04,000+0200 S","TX":"B","RV":1.5,"RI":"1-b:1.8.0","RU":"kWh","EF":"","ST":"G"},{"RV":2,"TX":"C"},{"TM":"2018-07-24T13:23:04,500+0200 R"},{"TX":"E"}]}|{"SD":"00"}
            """;

        var readings = OcmfRecord.Read(record).Record!.Readings;

        Assert.Equal(4, readings.Count);
        Assert.All(readings, reading => Assert.Equal(("kWh", "G", "1-b:1.8.0"), (reading.Unit, reading.Status, reading.Register!.Value.Text)));
        Assert.Equal([1500m, 2000m, 2000m, 2000m], readings.Select(reading => reading.EnergyWh!.Value));
        Assert.Equal("BCCE", string.Concat(readings.Select(reading => reading.Transaction)));
        Assert.Equal(Instant.FromUtc(2018, 7, 24, 11, 22, 4), readings[1].At);
        Assert.Equal((Instant.FromUtc(2018, 7, 24, 11, 23, 4) + Duration.FromMilliseconds(500), ClockStatus.Relative), (readings[3].At!.Value, readings[3].Clock));
    }

    [Fact]
    public void Faults_of_form_are_deviations_and_the_record_is_read_all_the_same()
    {
        const string record = """
            OCMF|{"FV":1.0,"PG":"7","CT":0,"IS":true,"RD":[{"TM":"yesterday","TX":"Q","RV":"   9.038","RI":"01-00:01.08.00.FF","RU":"sec"}]}|{"SD":"00","SM":"text/plain"}
            """;

        var read = OcmfRecord.Read(record).Record!;

        Assert.Equal(9.038m, read.Readings[0].Value);
        Assert.Null(read.PageNumber);
        Assert.Superset(
            new HashSet<string>(["/FV", "/PG", "/MS", "/RD/0/TM", "/RD/0/TX", "/RD/0/RV", "/RD/0/RU", "/RD/0/ST", "/signature/SM"], StringComparer.Ordinal),
            read.Deviations.Select(deviation => deviation.JsonPointer).ToHashSet(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("OCMF")]
    [InlineData("OCMF|{}")]
    [InlineData("OCMF|{}|")]
    [InlineData("OCMF|{|{\"SD\":\"00\"}")]
    [InlineData("OCMF|[]|{\"SD\":\"00\"}")]
    [InlineData("OCMF|{}|{\"SD\":\"00\"} more")]
    [InlineData("OCMF|{}|{}")]
    [InlineData("OCMF|{\"PG\":\"T1\",\"PG\":\"T2\"}|{\"SD\":\"00\"}")]
    public void What_leaves_nothing_to_verify_is_a_fault(string text)
    {
        var read = OcmfRecord.Read(text);

        Assert.Null(read.Record);
        Assert.NotEmpty(read.Fault!);
    }

    [Theory]
    [InlineData("1-b:1.8.0", RegisterScope.ImportLifetime)]
    [InlineData("1-0:1.8.0*198", RegisterScope.ImportLifetime)]
    [InlineData("01-00:01.08.00.FF", RegisterScope.ImportLifetime)]
    [InlineData("01-00:B1.08.00*FF", RegisterScope.ImportLifetime)]
    [InlineData("01-00:B3.08.00*FF", RegisterScope.ImportTransaction)]
    [InlineData("01-00:b2.08.00*ff", RegisterScope.ImportTransaction)]
    [InlineData("1-0:2.8.0", RegisterScope.Export)]
    [InlineData("01-00:C3.08.00*FF", RegisterScope.Export)]
    [InlineData("1-b:1.9.0", RegisterScope.Other)]
    [InlineData("1-0:98.8.0.FF", RegisterScope.Other)]
    [InlineData("01-00:00.08.06.FF", RegisterScope.Other)]
    [InlineData("1.8.0", RegisterScope.Other)]
    [InlineData("", RegisterScope.Other)]
    public void A_register_is_told_by_its_identification(string code, RegisterScope expected) => Assert.Equal(expected, new ObisCode(code).Scope);

    [Fact]
    public void Spellings_of_one_register_are_the_same_register() =>
        Assert.Single(new[] { "1-0:1.8.0*FF", "01-00:01.08.00.FF", "1-0:1.8.0*ff" }.Select(code => new ObisCode(code).Register).Distinct(StringComparer.Ordinal));
}
