using Fleet.Node;
using Fleet.Node.Demo;
using Fleet.Node.Settings;

if (args is [DemoOptions.Command, ..])
    return await DemoCommand.RunAsync(args[1..]);

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
try
{
    var settings = builder.Configuration.GetSection(FleetSettings.Section).Get<FleetSettings>() ?? new FleetSettings();
    await using var node = NodeHost.Build(builder, settings);
    await node.RunAsync();
    return 0;
}
catch (InvalidOperationException wrong) when (wrong.InnerException is not null || wrong.Message.StartsWith("Fleet:", StringComparison.Ordinal))
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}
catch (IOException busy) when (busy.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{busy.Message} Choose others with Fleet:Ocpp:Port and Fleet:Http:Port.");
    return 2;
}
