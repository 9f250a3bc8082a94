namespace Fleet.Cli;

/// <summary>Shows how far a command is: one line rewritten for a person, else a line now and then.</summary>
/// <param name="terminal">Where to.</param>
internal sealed class ProgressLine(Terminal terminal) : IDisposable
{
    private const int Width = 78;
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
                terminal.Error.Write($"\r{line(),-Width}");
            else
                terminal.Error.WriteLine(line());
        }
    }

    /// <summary>Takes the line that is rewritten away, so that another can stand in its place.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            if (_open)
                terminal.Error.Write($"\r{"",Width}\r");
            _open = false;
        }
    }

    /// <summary>Ends the line that was rewritten.</summary>
    public void Dispose()
    {
        if (_open)
            terminal.Error.WriteLine();
    }
}
