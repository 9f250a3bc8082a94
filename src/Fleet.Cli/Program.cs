using Fleet.Cli;

return await FleetCommand.RunAsync(args, Terminal.OfThisProcess());
