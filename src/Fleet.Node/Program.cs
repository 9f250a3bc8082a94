using Fleet.Cluster.Database;
using Fleet.Node;
using Fleet.Node.Demo;
using Fleet.Node.Settings;

if (args is [DemoOptions.Command, ..])
    return await DemoCommand.RunAsync(args[1..]);

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
WebApplication node;
try
{
    var settings = builder.Configuration.GetSection(FleetSettings.Section).Get<FleetSettings>(bind => bind.ErrorOnUnknownConfiguration = true);
    node = NodeHost.Build(builder, settings ?? new FleetSettings());
}
catch (InvalidOperationException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}
catch (DatabaseException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}

try
{
    await node.RunAsync();
    return 0;
}
catch (IOException busy) when (busy.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{busy.Message} Choose others with Fleet:Ocpp:Port, Fleet:Http:Port and Fleet:Ops:Port.");
    return 2;
}
