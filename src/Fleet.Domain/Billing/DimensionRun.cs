namespace Fleet.Domain.Billing;

/// <summary>The volume of one dimension that is being collected under one price, and what was priced of it before.</summary>
internal struct DimensionRun
{
    /// <summary>Whether it collects.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>The price that holds; null where the dimension is not priced.</summary>
    public Candidate? Price { get; private set; }

    /// <summary>Thousandths of a Wh, or ticks.</summary>
    public long Volume { get; private set; }

    /// <summary>Unix ticks.</summary>
    public long From { get; private set; }

    /// <summary>Unix ticks.</summary>
    public long To { get; private set; }

    /// <summary>All volume of the session that had a price.</summary>
    public long PricedVolume { get; private set; }

    /// <summary>The last line that had a price.</summary>
    public BillLine? LastPriced { get; private set; }

    /// <summary>Step size of that line's component.</summary>
    public int LastStepSize { get; private set; }

    public void Open(Candidate? price, long from) => (IsOpen, Price, Volume, From, To) = (true, price, 0, from, from);

    public void Extend(long volume, long to) => (Volume, To) = (Volume + volume, to);

    public void Close(BillLine? line)
    {
        IsOpen = false;
        if (line is null || Price is null)
            return;
        PricedVolume += Volume;
        (LastPriced, LastStepSize) = (line, Price.Component.StepSize);
    }
}
