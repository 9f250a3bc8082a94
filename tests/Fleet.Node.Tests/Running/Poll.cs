namespace Fleet.Node.Tests.Running;

/// <summary>Waits for what the node does in its own time, such as its read tables.</summary>
internal static class Poll
{
    /// <summary>
    /// Longer than anything takes on a busy machine; a test that is right never waits so long. A gap that a write left in PostgreSQL's numbers when it was rolled back holds the
    /// read tables up for 30 s.
    /// </summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(75);

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until <paramref name="holds"/>, and gives the answer; fails with the last answer when the deadline passes.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Predicate<T> holds)
    {
        using var timer = new PeriodicTimer(Pace);
        using var deadline = new CancellationTokenSource(Deadline);
        var answer = await ask();
        while (!holds(answer))
        {
            Assert.False(deadline.IsCancellationRequested, $"after {Deadline.TotalSeconds:0} s the answer still is: {answer}");
            await timer.WaitForNextTickAsync();
            answer = await ask();
        }

        return answer;
    }
}
