using System.CommandLine;

using Fleet.Load;

var ocpp = Address("--ocpp", "The node's OCPP address.", "ws://127.0.0.1:9000/ocpp");
var api = Address("--api", "The node's HTTP address.", "http://127.0.0.1:8080");
var chargers = new Option<int>("--chargers") { Description = "How many chargers.", DefaultValueFactory = _ => 1000 };
var seconds = new Option<int>("--seconds") { Description = "For how long.", DefaultValueFactory = _ => 30 };
var pid = new Option<int?>("--pid") { Description = "The node's process, to state its CPU time and memory." };

var command = new RootCommand("A closed-loop load: chargers that do sessions of 20 MeterValues as fast as they are answered; every bill is checked at the end.")
{
    ocpp, api, chargers, seconds, pid,
};
command.SetAction((arguments, cancellation) => ClosedLoop.RunAsync(
    arguments.GetRequiredValue(ocpp),
    arguments.GetRequiredValue(api),
    arguments.GetRequiredValue(chargers),
    TimeSpan.FromSeconds(arguments.GetRequiredValue(seconds)),
    arguments.GetValue(pid),
    cancellation));
return await command.Parse(args).InvokeAsync();

static Option<Uri> Address(string name, string description, string usual) => new(name)
{
    Description = description,
    DefaultValueFactory = _ => new Uri(usual),
    CustomParser = result =>
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address))
            return address;
        result.AddError($"{name} {result.Tokens[0].Value}: must be an address such as {usual}");
        return null;
    },
};
