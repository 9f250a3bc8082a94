using System.Globalization;

using Fleet.Simulator.Days;

namespace Fleet.Node.Demo;

/// <summary>Shows the day as it goes: one line that is written over on a terminal, a line every few seconds elsewhere.</summary>
internal sealed class DemoProgress(DayRunner day, DemoIncome income, TextWriter output, bool isTerminal, TimeProvider time)
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(5);

    /// <summary>Shows until <paramref name="done"/>.</summary>
    public async Task ShowUntilAsync(Task done)
    {
        using var ticks = new PeriodicTimer(isTerminal ? OnTerminal : Elsewhere, time);
        while (!done.IsCompleted)
        {
            var tick = ticks.WaitForNextTickAsync().AsTask();
            await Task.WhenAny(tick, done);
            await income.ReadOnAsync();
            var line = Line();
            await output.WriteAsync(isTerminal ? $"\r{line,-110}" : line + Environment.NewLine);
        }

        if (isTerminal)
            await output.WriteLineAsync();
    }

    private string Line()
    {
        var now = day.Progress;
        var clock = now.Clock.InUtc().TimeOfDay.ToString("HH:mm", CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{clock} UTC  {now.Connected,4} connected {now.Charging,4} charging {now.PowerW / 1000m,7:N0} kW {now.EnergyWh / 1000m,8:N0} kWh  {now.Finished,4} finished {income.Entries.Count,4} billed {income.Total,9:N2} EUR");
    }
}
