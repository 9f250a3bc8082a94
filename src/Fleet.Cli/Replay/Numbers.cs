using System.Globalization;

namespace Fleet.Cli.Replay;

/// <summary>Numbers as the files write them.</summary>
internal static class Numbers
{
    /// <summary>A number with a decimal point or a decimal comma; null when <paramref name="text"/> is none, or larger than a decimal holds.</summary>
    public static decimal? Read(string text) =>
        decimal.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
