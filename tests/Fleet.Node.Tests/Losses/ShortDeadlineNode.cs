using Fleet.Node.Settings;
using Fleet.Node.Tests.Running;

using Microsoft.Extensions.Hosting;

namespace Fleet.Node.Tests.Losses;

/// <summary>Gives up storing after a few seconds.</summary>
public sealed class ShortDeadlineNode() : SharedNode(Environments.Development)
{
    /// <summary>How long it tries.</summary>
    public const int StoreDeadlineSeconds = 4;

    internal override FleetSettings Change(FleetSettings settings) =>
        settings with { Ocpp = settings.Ocpp with { StoreDeadlineSeconds = StoreDeadlineSeconds } };
}
