namespace Fleet.Cli;

/// <summary>How every command ends.</summary>
internal static class ExitCode
{
    /// <summary>All is as it should be.</summary>
    public const int Ok = 0;

    /// <summary>The command ran and found something wrong, or could not do its work.</summary>
    public const int Finding = 1;

    /// <summary>The command was called wrongly; nothing is written to standard output.</summary>
    public const int Usage = 2;
}
