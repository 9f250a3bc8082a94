using System.CommandLine;

using Fleet.Cluster.Ops;

namespace Fleet.Cli.Ops;

/// <summary>A command of the ops port on the command line: its arguments, and what happens when it is called.</summary>
internal sealed class OpsInvocation
{
    private const string KeyVariable = "Fleet__Ops__Key";

    private static readonly Option<string?> Key = OptionOf.Value<string?>(
        "--key", $"The key of the node's ops port, where it wants one [default: {KeyVariable} from the environment]", "printable ASCII", text => IsKey(text) ? text : null);

    private static readonly Option<string?> As = OptionOf.Value<string?>(
        "--as",
        "Your name, for the record [default: your login name]",
        $"a name of at most {OpsCall.LongestName} characters",
        text => new OpsCall { By = text }.Fault is null && !string.IsNullOrWhiteSpace(text) ? text : null);

    private readonly OpsCommand _command;
    private readonly Terminal _terminal;
    private readonly Dictionary<OpsArgument, Func<ParseResult, string?>> _values = [];
    private readonly Argument<FileInfo> _file = new Argument<FileInfo>("FILE").AcceptExistingOnly();
    private readonly Option<FileInfo?> _out = new("--out") { Description = "Where to write it [default: standard output]", HelpName = "FILE" };

    private readonly Option<FileInfo> _switchedFile;
    private readonly Func<OpsCall, Task<int?>>? _inPlace;

    /// <summary>The command on the command line.</summary>
    /// <param name="command">Its definition.</param>
    /// <param name="terminal">Where it talks to.</param>
    /// <param name="inPlace">Does without a node what it can, and gives the exit code; null where it needs the node.</param>
    public OpsInvocation(OpsCommand command, Terminal terminal, Func<OpsCall, Task<int?>>? inPlace = null)
    {
        (_command, _terminal, _inPlace) = (command, terminal, inPlace);
        _switchedFile = new Option<FileInfo>(command.FileSwitch ?? "--file") { Description = command.ReadsFile, HelpName = "FILE" }.AcceptExistingOnly();
    }

    /// <summary>The command, under the last word of its name.</summary>
    public Command Create(string name)
    {
        var command = new Command(name, string.Join(Environment.NewLine, [_command.Help, .. _command.Examples.Select(example => $"  {example}")]));
        foreach (var argument in _command.Arguments)
            Add(command, argument);
        if (_command.FileSwitch is not null)
        {
            command.Add(_switchedFile);
        }
        else if (_command.ReadsFile is { } what)
        {
            _file.Description = what;
            command.Add(_file);
        }

        if (_command.WritesFile)
            command.Add(_out);
        command.Add(NodeAddress.Option);
        command.Add(Key);
        command.Add(As);
        command.SetAction(RunAsync);
        return command;
    }

    private static bool IsKey(string text) => text.Length > 0 && text.All(c => c is > ' ' and <= '~');

    private void Add(Command command, OpsArgument argument)
    {
        switch (argument.Kind)
        {
            case OpsArgumentKind.Positional:
                var positional = new Argument<string>(argument.Spelling) { Description = argument.Help };
                command.Add(positional);
                _values[argument] = parsed => parsed.GetValue(positional);
                break;
            case OpsArgumentKind.Option:
                var option = new Option<string?>(argument.Spelling) { Description = argument.Help, Required = argument.IsRequired };
                if (argument.Choices.Count > 0)
                    option.AcceptOnlyFromAmong([.. argument.Choices]);
                command.Add(option);
                _values[argument] = parsed => parsed.GetValue(option);
                break;
            case OpsArgumentKind.Flag:
                var flag = new Option<bool>(argument.Spelling) { Description = argument.Help };
                command.Add(flag);
                _values[argument] = parsed => parsed.GetValue(flag) ? "true" : null;
                break;
        }
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (call, node, error) = Read(parsed);
        if (error is not null)
        {
            await _terminal.Error.WriteLineAsync(error);
            return ExitCode.Usage;
        }

        try
        {
            if (_inPlace is not null && await _inPlace(call!) is { } code)
                return code;
            await using var file = FileOf(parsed)?.OpenRead();
            await using var written = parsed.GetValue(_out) is { } path ? new WrittenFile(path.FullName) : null;
            using var client = new OpsClient(node!, parsed.GetValue(Key) ?? _terminal.Variable(KeyVariable));
            var printer = new OpsPrinter(_terminal, call!.Json, _command.WritesFile ? written?.Text ?? _terminal.Out : null);
            var shown = await printer.ShowAsync(client.CallAsync(_command, call, file, cancellation), cancellation);
            if (shown == ExitCode.Ok && written is not null)
                await written.CommitAsync();
            return shown;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await _terminal.Error.WriteLineAsync("Stopped before the end: the node undoes what it had not finished.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await _terminal.Error.WriteLineAsync(failure.Message);
        }

        return ExitCode.Finding;
    }

    private FileInfo? FileOf(ParseResult parsed) => _command switch
    {
        { FileSwitch: not null } => parsed.GetValue(_switchedFile),
        { ReadsFile: not null } => parsed.GetRequiredValue(_file),
        _ => null,
    };

    private (OpsCall? Call, NodeAddress? Node, string? Error) Read(ParseResult parsed)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (argument, value) in _values)
        {
            if (value(parsed) is { } given)
                arguments[argument.Name] = given;
        }

        if (_command.FaultOf(arguments) is { } fault)
            return (null, null, fault);
        var (node, error) = parsed.GetValue(NodeAddress.Option) is { } named ? (named, null) : NodeAddress.FromEnvironment(_terminal.Variable);
        if (_terminal.Variable(KeyVariable) is { } key && !IsKey(key))
            error ??= $"{KeyVariable}: must be printable ASCII without spaces";
        var call = new OpsCall
        {
            By = parsed.GetValue(As) ?? Environment.UserName,
            Json = parsed.GetValue(FleetCommand.Json),
            FileName = (_command.WritesFile ? parsed.GetValue(_out) : FileOf(parsed))?.Name,
            Arguments = arguments,
        };
        if (_command.WritesFile && call is { Json: true, FileName: null } && arguments.GetValueOrDefault("format", "json") != "json")
            error ??= "--json prints one JSON document: say --format json with it, or --out FILE";
        return (call, node, error);
    }
}
