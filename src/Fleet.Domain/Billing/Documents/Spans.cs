namespace Fleet.Domain.Billing.Documents;

/// <summary>A set of whole numbers as spans in order that do not touch, each from its first number to before its second.</summary>
internal readonly struct Spans : IEquatable<Spans>
{
    private readonly ValueList<Span> _items;

    private Spans(ValueList<Span> items) => _items = items;

    /// <summary>The spans, in order.</summary>
    public ValueList<Span> Items => _items;

    /// <summary>Whether there is no number in it.</summary>
    public bool IsEmpty => _items.IsEmpty;

    /// <summary>The least number; it must not be empty.</summary>
    public long Min => _items[0].From;

    /// <summary>The number after the greatest; it must not be empty.</summary>
    public long Max => _items[^1].To;

    /// <summary>The numbers from <paramref name="from"/> to before <paramref name="to"/>; none when these are equal or crossed.</summary>
    public static Spans Of(long from, long to) => from < to ? new Spans([new Span(from, to)]) : default;

    /// <summary>The numbers of all of <paramref name="spans"/>.</summary>
    public static Spans Of(IEnumerable<Span> spans)
    {
        var joined = new List<Span>();
        foreach (var span in spans.Where(span => span.From < span.To).OrderBy(span => span.From))
        {
            if (joined.Count > 0 && span.From <= joined[^1].To)
                joined[^1] = joined[^1] with { To = Math.Max(joined[^1].To, span.To) };
            else
                joined.Add(span);
        }

        return new Spans(joined.ToValueList());
    }

    /// <summary>The numbers in both.</summary>
    public Spans And(Spans other)
    {
        if (Equals(other))
            return this;
        var others = other._items;
        return Of(_items.SelectMany(a => others.Select(b => new Span(Math.Max(a.From, b.From), Math.Min(a.To, b.To)))));
    }

    /// <summary>Whether some number is in both.</summary>
    public bool Overlaps(Spans other)
    {
        foreach (var span in _items)
        {
            foreach (var another in other._items)
            {
                if (span.From < another.To && another.From < span.To)
                    return true;
            }
        }

        return false;
    }

    /// <summary>The numbers in this and not in <paramref name="other"/>.</summary>
    public Spans Without(Spans other)
    {
        if (Equals(other))
            return default;
        var left = new List<Span>();
        foreach (var span in _items)
        {
            var from = span.From;
            foreach (var hole in other._items)
            {
                if (hole.To <= from || hole.From >= span.To)
                    continue;
                if (from < hole.From)
                    left.Add(new Span(from, hole.From));
                from = hole.To;
            }

            if (from < span.To)
                left.Add(span with { From = from });
        }

        return left.Count == 0 ? default : new Spans(left.ToValueList());
    }

    /// <inheritdoc/>
    public bool Equals(Spans other) => _items == other._items;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Spans other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _items.GetHashCode();
}

/// <summary>The numbers from <paramref name="From"/> to before <paramref name="To"/>.</summary>
internal readonly record struct Span(long From, long To);
