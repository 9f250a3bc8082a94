using NodaTime;

namespace Fleet.Domain.Charging;

/// <summary>What a charger says of itself when it boots (OCPP 1.6 4.2).</summary>
/// <param name="Vendor">Its maker.</param>
/// <param name="Model">Its model.</param>
/// <param name="SerialNumber">Its serial number.</param>
/// <param name="Firmware">Its firmware's version.</param>
/// <param name="Iccid">Its SIM card.</param>
/// <param name="Imsi">Its subscriber.</param>
/// <param name="MeterType">Its meter's type.</param>
/// <param name="MeterSerialNumber">Its meter's serial number.</param>
public sealed record ChargerDescription(
    string Vendor,
    string Model,
    string? SerialNumber = null,
    string? Firmware = null,
    string? Iccid = null,
    string? Imsi = null,
    string? MeterType = null,
    string? MeterSerialNumber = null);

/// <summary>A charger's socket. The newest handshake wins.</summary>
/// <param name="Id">Unique per handshake.</param>
/// <param name="Node">The address of the node that holds the socket, as Akka writes it.</param>
/// <param name="OcppVersion">The subprotocol: <c>ocpp1.6</c> or <c>ocpp2.0.1</c>.</param>
/// <param name="ConnectedAt">When, by that node's clock.</param>
public sealed record ChargerConnection(Guid Id, string Node, string OcppVersion, Instant ConnectedAt);
