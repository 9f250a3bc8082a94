namespace Fleet.Domain.Billing.Promotions;

/// <summary>The volume of one dimension that is being collected while a promotion changes its price in one way.</summary>
internal struct PromotionRun
{
    private decimal _change;

    /// <summary>Whether it collects.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>The price that is changed; null where the dimension is not priced.</summary>
    public Candidate? Price { get; private set; }

    /// <summary>Thousandths of a Wh, or ms.</summary>
    public long Volume { get; private set; }

    /// <summary>Unix ticks.</summary>
    public long From { get; private set; }

    /// <summary>Unix ticks.</summary>
    public long To { get; private set; }

    /// <summary>By what the unit price of the last volume that had one was changed.</summary>
    public decimal LastChange { get; private set; }

    /// <summary>Whether it collects that price with that change.</summary>
    public readonly bool Is(Candidate? price, decimal change) => Price == price && _change == change;

    public void Open(Candidate? price, decimal change, long from) => (IsOpen, Price, _change, Volume, From, To) = (true, price, change, 0, from, from);

    public void Extend(long volume, long to) => (Volume, To) = (Volume + volume, to);

    /// <summary>Ends it.</summary>
    /// <returns>Whether there was a volume with a price.</returns>
    public bool Close()
    {
        var isPriced = IsOpen && Volume > 0 && Price is not null;
        IsOpen = false;
        if (isPriced)
            LastChange = _change;
        return isPriced;
    }
}
