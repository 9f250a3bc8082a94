using System.Collections.Concurrent;

namespace Fleet.Cluster.Serialization.Mapping;

/// <summary>Lets the thousands of sessions that froze the same text share one parsed copy of it.</summary>
/// <param name="capacity">How many are kept; when one more comes, all are forgotten, which costs a parse each and needs no bookkeeping on the way.</param>
/// <typeparam name="TKey">What decides about the copy.</typeparam>
/// <typeparam name="TValue">The copy; never changed.</typeparam>
internal sealed class ParsedCache<TKey, TValue>(int capacity)
    where TKey : notnull
    where TValue : class
{
    private readonly ConcurrentDictionary<TKey, TValue> _values = new();
    private int _count;

    /// <summary>The value of <paramref name="key"/>, parsed at most once while it is kept.</summary>
    public TValue GetOrParse(TKey key, Func<TKey, TValue> parse)
    {
        if (_values.TryGetValue(key, out var known))
            return known;
        var value = parse(key);
        if (Interlocked.Increment(ref _count) > capacity)
        {
            _values.Clear();
            Volatile.Write(ref _count, 1);
        }

        return _values.GetOrAdd(key, value);
    }
}
