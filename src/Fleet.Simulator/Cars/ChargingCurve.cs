namespace Fleet.Simulator.Cars;

/// <summary>The power that a battery accepts over its state of charge: all of it up to 80 %, then less and less, and none when full.</summary>
internal static class ChargingCurve
{
    private const int Full = 1000;

    /// <summary>Corners (state of charge in per mille, accepted power in per mille), with straight lines between them.</summary>
    private static readonly (int Charge, int Share)[] Corners = [(0, 1000), (800, 1000), (900, 450), (Full, 50)];

    /// <summary>Power that a battery accepts, W; never more at a higher state of charge.</summary>
    /// <param name="mostW">Most power that it ever accepts, W.</param>
    /// <param name="chargePerMille">State of charge, 0 to 1000.</param>
    public static int AcceptedPowerW(int mostW, int chargePerMille)
    {
        if (chargePerMille >= Full) return 0;
        var right = Array.FindIndex(Corners, corner => corner.Charge > chargePerMille);
        var (from, to) = (Corners[right - 1], Corners[right]);
        var share = from.Share - ((from.Share - to.Share) * (chargePerMille - from.Charge) / (to.Charge - from.Charge));
        return (int)((long)mostW * share / 1000);
    }
}
