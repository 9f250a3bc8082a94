using System.Buffers;
using System.Text;
using System.Text.Json;
using Fleet.Ocpp.Framing;
using Fleet.Ocpp.Rpc;
using Fleet.Ocpp.V16;
using Fleet.Ocpp.V16.Messages;
using NodaTime;
using SignedData = Fleet.Domain.Metering.SignedData;

namespace Fleet.Ocpp.Tests.V16;

public sealed class ReadingTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 5, 4, 12, 0);

    [Fact]
    public void Start_transaction_is_read_with_the_case_of_its_tag()
    {
        var start = Read(Actions.StartTransaction, """{"connectorId":2,"idTag":"aBcDeF","meterStart":5000000000,"reservationId":7,"timestamp":"2026-05-04T14:00:00+02:00"}""");

        Assert.Equal(new StartTransactionRequest { ConnectorId = 2, IdTag = "aBcDeF", MeterStart = 5_000_000_000, ReservationId = 7, Timestamp = Noon }, start);
    }

    [Fact]
    public void Stop_transaction_needs_neither_tag_nor_reason_and_takes_null_for_absent()
    {
        var expected = new StopTransactionRequest { TransactionId = -1, MeterStop = -1, Timestamp = Noon };

        Assert.Equal(expected, Read(Actions.StopTransaction, """{"transactionId":-1,"meterStop":-1,"timestamp":"2026-05-04T12:00:00"}"""));
        Assert.Equal(expected, Read(Actions.StopTransaction, """{"transactionId":-1,"meterStop":-1,"timestamp":"2026-05-04T12:00:00Z","idTag":null,"reason":null,"transactionData":null}"""));
    }

    [Fact]
    public void Members_that_ocpp_does_not_know_are_ignored()
    {
        var request = Read(Actions.Authorize, """{"vendor":{"idTag":[1,{"idTag":2}]},"idTag":"T","IDTAG":5}""");

        Assert.Equal(new AuthorizeRequest { IdTag = "T" }, request);
    }

    [Fact]
    public void Escaped_names_and_words_are_understood()
    {
        var status = Read(Actions.StatusNotification, """{"connector\u0049d":1,"errorCode":"NoErr\u006fr","status":"Avail\u0061ble","timestamp":"2026-05-04T12:00:00\u005A"}""");

        Assert.Equal(new StatusNotificationRequest { ConnectorId = 1, ErrorCode = ChargePointErrorCode.NoError, Status = ChargePointStatus.Available, Timestamp = Noon }, status);
    }

    [Theory]
    [InlineData("5", 5)]
    [InlineData("5.0", 5)]
    [InlineData("5e2", 500)]
    [InlineData("-0", 0)]
    public void An_integer_may_be_written_with_a_fraction_of_zero(string written, int value) =>
        Assert.Equal(value, Read(Actions.RemoteStopTransaction, $$"""{"transactionId":{{written}}}""").TransactionId);

    [Fact]
    public void Meter_values_are_read_member_by_member()
    {
        var request = Read(Actions.MeterValues, """
            {"connectorId":1,"transactionId":42,"meterValue":[
              {"timestamp":"2026-05-04T12:00:00Z","sampledValue":[
                {"value":"1234.5","context":"Sample.Periodic","format":"Raw","measurand":"Energy.Active.Import.Register","location":"Outlet","unit":"kWh"},
                {"value":"231","measurand":"Voltage","phase":"L1-N","unit":"V"},
                {"value":"50","measurand":"Frequency","unit":"Hertz"},
                {"value":"7"}]},
              {"timestamp":"2026-05-04T12:00:00.5Z","sampledValue":[]}]}
            """);

        Assert.Equal((1, 42L, 2), (request.ConnectorId, request.TransactionId!.Value, request.MeterValue.Count));
        Assert.Equal(Noon, request.MeterValue[0].Timestamp);
        Assert.Equal(
            [
                new SampledValue
                {
                    Value = "1234.5",
                    Context = ReadingContext.SamplePeriodic,
                    Format = ValueFormat.Raw,
                    Measurand = Measurand.EnergyActiveImportRegister,
                    Location = MeasurementLocation.Outlet,
                    Unit = UnitOfMeasure.KilowattHour,
                },
                new SampledValue { Value = "231", Measurand = Measurand.Voltage, Phase = Phase.L1N, Unit = UnitOfMeasure.Volt },
                new SampledValue { Value = "50", Measurand = Measurand.Frequency, Unit = UnitOfMeasure.Hertz },
                new SampledValue { Value = "7" },
            ],
            request.MeterValue[0].SampledValue);
        Assert.Empty(request.MeterValue[1].SampledValue);
    }

    /// <summary>OCPP 1.6 4.7: a value without fields is the energy import register in Wh.</summary>
    [Fact]
    public void A_value_without_fields_has_the_defaults_of_the_specification()
    {
        var bare = new SampledValue { Value = "7" };

        Assert.Equal(
            (ReadingContext.SamplePeriodic, ValueFormat.Raw, Measurand.EnergyActiveImportRegister, MeasurementLocation.Outlet),
            (bare.ContextOrDefault, bare.FormatOrDefault, bare.MeasurandOrDefault, bare.LocationOrDefault));
    }

    [Fact]
    public void Words_that_ocpp_does_not_know_are_kept_and_written_back()
    {
        const string Payload = """{"connectorId":1,"meterValue":[{"timestamp":"2026-05-04T12:00:00.000Z","sampledValue":[{"value":"","context":"Sample.Weird","format":"Hex","measurand":"voltage","phase":"L4","location":"Roof","unit":"MWh"}]}]}""";

        var request = Read(Actions.MeterValues, Payload);

        Assert.Equal(
            new SampledValue
            {
                Value = "",
                Context = ReadingContext.Unrecognized,
                Format = ValueFormat.Unrecognized,
                Measurand = Measurand.Unrecognized,
                Phase = Phase.Unrecognized,
                Location = MeasurementLocation.Unrecognized,
                Unit = UnitOfMeasure.Unrecognized,
                Unrecognized = new("Sample.Weird", "Hex", "voltage", "L4", "Roof", "MWh"),
            },
            Assert.Single(Assert.Single(request.MeterValue).SampledValue));
        Assert.Equal(Payload, Written(writer => Actions.MeterValues.Write(writer, request)));
    }

    [Fact]
    public void The_word_Unrecognized_itself_is_one_that_ocpp_does_not_know()
    {
        var request = Read(Actions.MeterValues, """{"connectorId":1,"meterValue":[{"timestamp":"2026-05-04T12:00:00Z","sampledValue":[{"value":"1","unit":"Unrecognized"}]}]}""");

        Assert.Equal("Unrecognized", request.MeterValue[0].SampledValue[0].Unrecognized!.Unit);
    }

    [Fact]
    public void A_stop_with_a_reason_that_OCPP_does_not_know_is_not_lost()
    {
        var stop = Read(Actions.StopTransaction, """{"transactionId":1,"meterStop":2,"timestamp":"2026-05-04T12:00:00Z","reason":"PlugFellOut"}""");

        Assert.Equal(StopReason.Other, stop.Reason);
    }

    [Fact]
    public void Signed_data_survives_byte_for_byte_in_meter_values_and_in_transaction_data()
    {
        const string Signed = """OCMF|{"FV":"1.0","RD":[{"TM":"2026-05-04T12:00:00,000+0200 S","RV":1234.560}]}|{"SD":"MEUCIQD+/aé=="}""";
        var quoted = JsonSerializer.Serialize(Signed);
        var meterValue = $$"""[{"timestamp":"2026-05-04T12:00:00Z","sampledValue":[{"value":{{quoted}},"format":"SignedData","context":"Transaction.End"}]}]""";

        var reading = Read(Actions.MeterValues, $$"""{"connectorId":1,"meterValue":{{meterValue}}}""");
        var stop = Read(Actions.StopTransaction, $$"""{"transactionId":1,"meterStop":2,"timestamp":"2026-05-04T12:00:00Z","transactionData":{{meterValue}}}""");

        Assert.Equal(Signed, reading.MeterValue[0].SampledValue[0].Value);
        Assert.Equal(Signed, stop.TransactionData![0].SampledValue[0].Value);
        Assert.Contains("MEUCIQD+/a", Written(writer => Actions.StopTransaction.Write(writer, stop)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_signed_value_is_kept_with_the_plain_ones_of_its_reading()
    {
        var (begin, end) = ("""OCMF|{ "RV" : 2935.600 }|{"SD":"00"}""", "AP;0;3;AJ2J7LYMGCIWT4AHUJPPFIIVB3FGRV2JQ2HVZG2I;");
        var stop = Read(Actions.StopTransaction, $$"""
            {"transactionId":1,"meterStop":2,"timestamp":"2026-05-04T12:00:00Z","transactionData":[{"timestamp":"2026-05-04T12:00:00Z","sampledValue":[
              {"value":{{JsonSerializer.Serialize(begin)}},"format":"SignedData","context":"Transaction.Begin"},{"value":"2935600"},
              {"value":"{{end}}","format":"SignedData","context":"Transaction.End"}]}]}
            """);

        var reading = Translation.ToDomain(stop).Readings[0];

        Assert.Equal([new SignedData(begin), new SignedData(end)], reading.SignedValues);
        Assert.Equal(2_935_600, reading.ImportRegister!.Value.Value);
    }

    [Fact]
    public void A_signed_value_that_is_far_too_long_is_cut_and_its_message_not_refused()
    {
        var values = Read(Actions.MeterValues, $$"""
            {"connectorId":1,"meterValue":[{"timestamp":"2026-05-04T12:00:00Z","sampledValue":[{"value":"{{new string('A', 100_000)}}","format":"SignedData"},{"value":"7"}]}]}
            """);

        var reading = Translation.ToDomain(values.MeterValue)[0];

        Assert.Equal((SignedData.MaxLength, true), (reading.SignedValues[0].Data.Length, reading.SignedValues[0].IsCut));
        Assert.Equal(7, reading.ImportRegister!.Value.Value);
    }

    [Fact]
    public void Written_messages_leave_absent_members_out_and_have_utc_with_milliseconds()
    {
        var written = Written(writer => Actions.BootNotification.Write(writer, new BootNotificationResponse
        {
            Status = RegistrationStatus.Accepted,
            CurrentTime = Noon + Duration.FromNanoseconds(123_999_999),
            Interval = 300,
        }));

        Assert.Equal("""{"status":"Accepted","currentTime":"2026-05-04T12:00:00.123Z","interval":300}""", written);
        Assert.Equal("""{"idTagInfo":{"status":"Invalid"},"transactionId":9}""", Written(writer => Actions.StartTransaction.Write(
            writer, new StartTransactionResponse { IdTagInfo = new() { Status = AuthorizationStatus.Invalid }, TransactionId = 9 })));
        Assert.Equal("{}", Written(writer => Actions.GetConfiguration.Write(writer, new GetConfigurationRequest())));
    }

    [Fact]
    public void A_remote_start_with_a_profile_is_written_as_the_schema_says()
    {
        var written = Written(writer => Actions.RemoteStartTransaction.Write(writer, new RemoteStartTransactionRequest
        {
            ConnectorId = 1,
            IdTag = "T",
            ChargingProfile = new()
            {
                ChargingProfileId = 5,
                StackLevel = 0,
                ChargingProfilePurpose = ChargingProfilePurpose.TxProfile,
                ChargingProfileKind = ChargingProfileKind.Relative,
                ChargingSchedule = new() { ChargingRateUnit = ChargingRateUnit.A, ChargingSchedulePeriod = [new() { StartPeriod = 0, Limit = 8.1m }] },
            },
        }));

        Assert.Equal(
            """{"connectorId":1,"idTag":"T","chargingProfile":{"chargingProfileId":5,"stackLevel":0,"chargingProfilePurpose":"TxProfile","chargingProfileKind":"Relative","chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":8.1}]}}}""",
            written);
    }

    [Fact]
    public void What_would_not_fit_the_schema_is_not_written()
    {
        Assert.Throws<JsonException>(() => Written(writer => Actions.Authorize.Write(writer, new AuthorizeRequest { IdTag = new string('x', 21) })));
        Assert.Throws<JsonException>(() => Written(writer => Actions.RemoteStartTransaction.Write(writer, new RemoteStartTransactionRequest { IdTag = "T", ConnectorId = 0 })));
        Assert.Throws<JsonException>(() => Written(writer => Actions.Heartbeat.Write(writer, new HeartbeatResponse { CurrentTime = Instant.MinValue })));
    }

    /// <summary>The codec's target: under 1 KB allocated for a frame of about 1 kB.</summary>
    [Fact]
    public void Meter_values_of_a_kilobyte_allocate_less_than_that()
    {
        var sampled = string.Join(',', Enumerable.Range(0, 7).Select(i =>
            $$"""{"value":"123{{i}}.5","context":"Sample.Periodic","format":"Raw","measurand":"Energy.Active.Import.Register","location":"Outlet","unit":"Wh"}"""));
        var frame = Encoding.UTF8.GetBytes($$"""[2,"0f8fad5b-d9cb-469f-a165-70867728950e","MeterValues",{"connectorId":1,"transactionId":170001,"meterValue":[{"timestamp":"2026-05-04T12:00:00.000Z","sampledValue":[{{sampled}}]}]}]""");
        Assert.InRange(frame.Length, 1000, 1200);
        Parse(frame);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Parse(frame);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 1023);
    }

    private static void Parse(byte[] frame)
    {
        var call = (Call)FrameReader.Read(frame, OcppVersion.V16);
        Assert.Null(Actions.Table.Read(call, CallDirection.FromChargePoint).Fault);
    }

    private static TRequest Read<TRequest, TResponse>(OcppAction<TRequest, TResponse> action, string payload)
        where TRequest : class
        where TResponse : class
    {
        var (request, fault) = action.Request(Encoding.UTF8.GetBytes(payload));
        Assert.Null(fault);
        return request!;
    }

    private static string Written(Action<Utf8JsonWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        FrameWriter.WriteCallResult(output, "i", write);
        return Encoding.UTF8.GetString(output.WrittenSpan)[7..^1];
    }
}
