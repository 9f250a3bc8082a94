using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>The price that holds for a dimension: a component of the tariff and where it stands.</summary>
/// <param name="Component">Null where the dimension is not priced.</param>
/// <param name="Element">Index of its element.</param>
/// <param name="Index">Index within the element.</param>
internal readonly record struct PriceInForce(PriceComponent? Component, int Element, int Index)
{
    public string? Location => Component is null ? null : $"/elements/{Element}/price_components/{Index}";

    public bool IsSame(PriceInForce other) =>
        ReferenceEquals(Component, other.Component) && Element == other.Element && Index == other.Index;
}

/// <summary>The volume of one dimension that is being collected under one price, and what was priced of it before.</summary>
internal sealed class DimensionRun(BillLineKind kind)
{
    public BillLineKind Kind => kind;

    public bool IsOpen { get; private set; }

    public PriceInForce Price { get; private set; }

    public long Volume { get; private set; }

    public Instant From { get; private set; }

    public Instant To { get; private set; }

    /// <summary>All volume of the session that had a price.</summary>
    public long PricedVolume { get; private set; }

    /// <summary>The last line that had a price.</summary>
    public BillLine? LastPriced { get; private set; }

    /// <summary>Step size of that line's component.</summary>
    public int LastStepSize { get; private set; }

    public void Open(PriceInForce price, Instant from) => (IsOpen, Price, Volume, From, To) = (true, price, 0, from, from);

    public void Extend(long volume, Instant to) => (Volume, To) = (Volume + volume, to);

    public void Close(BillLine? line)
    {
        IsOpen = false;
        if (line is null || Price.Component is not { } component)
            return;
        PricedVolume += Volume;
        (LastPriced, LastStepSize) = (line, component.StepSize);
    }
}
