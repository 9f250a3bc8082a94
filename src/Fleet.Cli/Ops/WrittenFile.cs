namespace Fleet.Cli.Ops;

/// <summary>A file that is there only once it is whole: what is written stands beside it under another name until then.</summary>
/// <param name="path">The file; one that is there already is replaced.</param>
internal sealed class WrittenFile(string path) : IAsyncDisposable
{
    private readonly string _partial = $"{path}.partial";
    private StreamWriter? _text;

    /// <summary>Where to write, UTF-8.</summary>
    public TextWriter Text => _text ??= new StreamWriter(_partial);

    /// <summary>The file is whole.</summary>
    public async Task CommitAsync()
    {
        await Text.DisposeAsync();
        File.Move(_partial, path, overwrite: true);
    }

    /// <summary>What was not committed goes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_text is null)
            return;
        await _text.DisposeAsync();
        File.Delete(_partial);
    }
}
