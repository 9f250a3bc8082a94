namespace Fleet.Cli.Replay;

/// <summary>Shows how far a replay is: one line rewritten for a person, else a line now and then.</summary>
/// <param name="terminal">Where to.</param>
internal sealed class ReplayProgress(Terminal terminal) : IDisposable
{
    private static readonly TimeSpan Rewritten = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Appended = TimeSpan.FromSeconds(5);
    private readonly Lock _gate = new();
    private long _shownAt = terminal.Time.GetTimestamp();
    private bool _open;

    /// <summary>Shows <paramref name="line"/>, unless another was shown a moment ago.</summary>
    public void Show(Func<string> line)
    {
        if (terminal.Time.GetElapsedTime(Volatile.Read(ref _shownAt)) < (terminal.Interactive ? Rewritten : Appended))
            return;
        lock (_gate)
        {
            Volatile.Write(ref _shownAt, terminal.Time.GetTimestamp());
            _open = terminal.Interactive;
            if (terminal.Interactive)
                terminal.Error.Write($"\r{line(),-78}");
            else
                terminal.Error.WriteLine(line());
        }
    }

    /// <summary>Ends the line that was rewritten.</summary>
    public void Dispose()
    {
        if (_open)
            terminal.Error.WriteLine();
    }
}
