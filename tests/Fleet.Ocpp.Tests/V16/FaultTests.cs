using System.Text;
using Fleet.Ocpp.Framing;
using Fleet.Ocpp.Rpc;
using Fleet.Ocpp.V16;

namespace Fleet.Ocpp.Tests.V16;

public sealed class FaultTests
{
    [Theory]
    [InlineData("Authorize", "{}", "idTag: required")]
    [InlineData("StartTransaction", """{"idTag":"T","meterStart":1,"timestamp":"2026-05-04T12:00:00Z"}""", "connectorId: required")]
    [InlineData("StopTransaction", """{"meterStop":1,"timestamp":"2026-05-04T12:00:00Z"}""", "transactionId: required")]
    [InlineData("MeterValues", """{"meterValue":[{"timestamp":"2026-05-04T12:00:00Z","sampledValue":[]}]}""", "connectorId: required")]
    [InlineData("MeterValues", """{"connectorId":1}""", "meterValue: required")]
    [InlineData("MeterValues", """{"connectorId":1,"meterValue":[]}""", "meterValue: must have at least 1 item")]
    [InlineData("MeterValues", """{"connectorId":1,"meterValue":[{"sampledValue":[]}]}""", "meterValue[0].timestamp: required")]
    [InlineData("MeterValues", """{"connectorId":1,"meterValue":[{"timestamp":"2026-05-04T12:00:00Z","sampledValue":[{"value":"1"},{}]}]}""", "meterValue[0].sampledValue[1].value: required")]
    [InlineData("StopTransaction", """{"transactionId":1,"meterStop":1,"timestamp":"2026-05-04T12:00:00Z","transactionData":[{"timestamp":"2026-05-04T12:00:00Z"}]}""", "transactionData[0].sampledValue: required")]
    public void A_missing_member_is_an_occurrence_violation(string action, string payload, string description) =>
        Refused(action, payload, ErrorCode.OccurrenceConstraintViolation, description);

    [Theory]
    [InlineData("Authorize", """{"idTag":5}""", "idTag: must be a text, not a number")]
    [InlineData("Authorize", """{"idTag":null}""", "idTag: must be a text, not null")]
    [InlineData("Authorize", """{"idTag":["T"]}""", "idTag: must be a text, not a list")]
    [InlineData("StartTransaction", """{"connectorId":"1"}""", "connectorId: must be an integer, not a text")]
    [InlineData("StartTransaction", """{"connectorId":1.5}""", "connectorId: must be an integer, not a number")]
    [InlineData("StartTransaction", """{"connectorId":true}""", "connectorId: must be an integer, not a boolean")]
    [InlineData("StartTransaction", """{"timestamp":1746360000}""", "timestamp: must be a text, not a number")]
    [InlineData("StatusNotification", """{"status":3}""", "status: must be a text, not a number")]
    [InlineData("MeterValues", """{"connectorId":1,"meterValue":{}}""", "meterValue: must be a list, not an object")]
    [InlineData("MeterValues", """{"connectorId":1,"meterValue":[[]]}""", "meterValue[0]: must be an object, not a list")]
    [InlineData("MeterValues", """{"connectorId":1,"meterValue":[{"timestamp":"2026-05-04T12:00:00Z","sampledValue":[{"value":1}]}]}""", "meterValue[0].sampledValue[0].value: must be a text, not a number")]
    [InlineData("MeterValues", """{"connectorId":1,"meterValue":[{"timestamp":"2026-05-04T12:00:00Z","sampledValue":[{"value":"1","unit":7}]}]}""", "meterValue[0].sampledValue[0].unit: must be a text, not a number")]
    [InlineData("MeterValues", """{"connectorId":1,"transactionId":"x","meterValue":[]}""", "transactionId: must be an integer, not a text")]
    public void A_wrong_type_is_a_type_violation(string action, string payload, string description) =>
        Refused(action, payload, ErrorCode.TypeConstraintViolation, description);

    [Theory]
    [InlineData("Authorize", """{"idTag":"012345678901234567890"}""", "idTag: longer than 20 characters")]
    [InlineData("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M","firmwareVersion":"012345678901234567890123456789012345678901234567890"}""", "firmwareVersion: longer than 50 characters")]
    [InlineData("StartTransaction", """{"connectorId":-1}""", "connectorId: must be from 0 to 2147483647")]
    [InlineData("StartTransaction", """{"connectorId":99999999999}""", "connectorId: must be from 0 to 2147483647")]
    [InlineData("StartTransaction", """{"connectorId":1e400}""", "connectorId: must be from 0 to 2147483647")]
    [InlineData("MeterValues", """{"connectorId":-1,"meterValue":[]}""", "connectorId: must be from 0 to 2147483647")]
    [InlineData("MeterValues", """{"connectorId":1,"meterValue":[{"timestamp":"yesterday"}]}""", "meterValue[0].timestamp: must be a date and time such as 2026-01-31T12:34:56Z")]
    [InlineData("StatusNotification", """{"status":"available"}""", "status: must be one of Available, Preparing, Charging, SuspendedEVSE, SuspendedEV, Finishing, Reserved, Unavailable, Faulted")]
    [InlineData("StartTransaction", """{"timestamp":"2026-02-30T12:00:00Z"}""", "timestamp: must be a date and time such as 2026-01-31T12:34:56Z")]
    public void A_forbidden_value_is_a_property_violation(string action, string payload, string description) =>
        Refused(action, payload, ErrorCode.PropertyConstraintViolation, description);

    [Theory]
    [InlineData("Heartbeat", """{} , "more" """)]
    [InlineData("Heartbeat", """{"a":}""")]
    [InlineData("Authorize", """{"idTag":"T",}""")]
    [InlineData("Authorize", """{"idTag":"T" """)]
    [InlineData("Authorize", """{'idTag':'T'}""")]
    [InlineData("Authorize", """{"idTag":"\ud800"}""")]
    [InlineData("Authorize", """{"\ud800":1,"idTag":"T" """)]
    [InlineData("MeterValues", """{"connectorId":1,"meterValue":[{"timestamp":"2026-05-04T12:00:00Z","sampledValue":[{"value":"1"}""")]
    [InlineData("MeterValues", """{"connectorId":1,"meterValue":[{"timestamp":"2026-05-04T12:00:00Z","sampledValue":[{"value":"\udc00"}]}]}""")]
    public void What_is_not_json_is_a_format_violation(string action, string payload) =>
        Assert.Equal(ErrorCode.FormatViolation, Table(action, payload)!.Code);

    [Theory]
    [InlineData("ChangeConfiguration", """{"key":"k","value":null}""", "value: must be a text, not null", ErrorCode.TypeConstraintViolation)]
    [InlineData("GetConfiguration", """{"key":["a","012345678901234567890123456789012345678901234567890"]}""", "key[1]: longer than 50 characters", ErrorCode.PropertyConstraintViolation)]
    [InlineData("GetConfiguration", """{"key":["a",null]}""", "key[1]: must be a text, not null", ErrorCode.TypeConstraintViolation)]
    [InlineData("RemoteStartTransaction", """{"idTag":"T","connectorId":0}""", "connectorId: must be from 1 to 2147483647", ErrorCode.PropertyConstraintViolation)]
    [InlineData("RemoteStartTransaction", """{"idTag":"T","chargingProfile":{"chargingSchedule":{"chargingSchedulePeriod":[{"startPeriod":0}]}}}""", "chargingProfile.chargingSchedule.chargingSchedulePeriod[0].limit: required", ErrorCode.OccurrenceConstraintViolation)]
    public void Commands_to_the_charge_point_are_checked_as_well(string action, string payload, string description, ErrorCode code)
    {
        var fault = Actions.Table.Read(new Call("1", action, Encoding.UTF8.GetBytes(payload)), CallDirection.ToChargePoint).Fault;

        Assert.Equal((code, description), (fault!.Code, fault.ToString()));
    }

    [Fact]
    public void A_response_is_checked_as_well() =>
        Assert.Equal("configurationKey[0].readonly: must be a boolean, not a text", Actions.GetConfiguration.Response("""{"configurationKey":[{"key":"k","readonly":"yes"}]}"""u8).Fault!.ToString());

    [Theory]
    [InlineData("Foo")]
    [InlineData("")]
    [InlineData("heartbeat")]
    public void An_unknown_action_is_not_implemented(string action) =>
        Refused(action, "{}", ErrorCode.NotImplemented, $"action: '{action}' is not known");

    [Fact]
    public void An_action_of_the_other_direction_is_not_supported() =>
        Refused("Reset", """{"type":"Soft"}""", ErrorCode.NotSupported, "action: 'Reset' is not called in this direction");

    [Theory]
    [InlineData(CallDirection.FromChargePoint)]
    [InlineData(CallDirection.ToChargePoint)]
    public void Data_transfer_goes_both_ways(CallDirection caller) =>
        Assert.Null(Actions.Table.Read(new Call("1", "DataTransfer", """{"vendorId":"V"}"""u8.ToArray()), caller).Fault);

    private static void Refused(string action, string payload, ErrorCode code, string description)
    {
        var fault = Table(action, payload);
        Assert.NotNull(fault);
        Assert.Equal((code, description), (fault.Code, fault.ToString()));
    }

    private static Ocpp.Validation.Fault? Table(string action, string payload) =>
        Actions.Table.Read(new Call("1", action, Encoding.UTF8.GetBytes(payload)), CallDirection.FromChargePoint).Fault;
}
