using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing.Documents;

/// <summary>
/// Elements of which the first that holds decides about every dimension, as 2.1.1 wants it, made of elements that are asked for one dimension at a time. Where two elements
/// that overlap price different things, they are split into one for each combination; the result is right by both ways of reading.
/// </summary>
internal static class WholeElements
{
    private const int Most = 500;

    private static readonly TariffDimension[] Order = [TariffDimension.Energy, TariffDimension.Time, TariffDimension.ParkingTime, TariffDimension.Flat];

    public static ValueList<TariffElement> Of(ValueList<TariffElement> elements, List<OcpiLoss> losses)
    {
        if (IsWhole(elements))
            return elements;
        List<TariffElement> cells = [new TariffElement([])];
        foreach (var dimension in Order)
        {
            cells = [.. cells.SelectMany(cell => Refine(cell, elements, dimension)).Take(Most + 1)];
            if (cells.Count <= Most)
                continue;
            losses.Add(new OcpiLoss("/elements", "2.1.1 takes the first element that holds for every dimension; there are too many combinations to say what these elements mean together, so they are written as they are."));
            return elements;
        }

        return cells.Where(static cell => !cell.Components.IsEmpty).ToValueList();
    }

    // As long as an element prices all that later ones that overlap it price, it makes no difference.
    private static bool IsWhole(ValueList<TariffElement> elements)
    {
        for (var i = 0; i < elements.Count; i++)
        {
            var priced = elements[i].Components.Select(static component => component.Dimension).ToHashSet();
            for (var j = i + 1; j < elements.Count; j++)
            {
                if (!elements[j].Components.All(component => priced.Contains(component.Dimension)) && And(elements[i].Restrictions, elements[j].Restrictions).Any())
                    return false;
            }
        }

        return true;
    }

    private static IEnumerable<TariffElement> Refine(TariffElement cell, ValueList<TariffElement> elements, TariffDimension dimension)
    {
        foreach (var element in elements)
        {
            if (element.Components.Items.FirstOrDefault(component => component.Dimension == dimension) is not { } price)
                continue;
            foreach (var restrictions in And(cell.Restrictions, element.Restrictions))
            {
                yield return new TariffElement(cell.Components.Add(price), restrictions == new TariffRestrictions() ? null : restrictions);
                if (restrictions == (cell.Restrictions ?? new TariffRestrictions()))
                    yield break;
            }
        }

        yield return cell;
    }

    /// <summary>The restrictions under which both hold; several where the hours of the day fall apart, none where they never do.</summary>
    private static IEnumerable<TariffRestrictions> And(TariffRestrictions? one, TariffRestrictions? other)
    {
        if (one is null || other is null)
            return [one ?? other ?? new TariffRestrictions()];
        var both = new TariffRestrictions
        {
            StartDate = Later(one.StartDate, other.StartDate),
            EndDate = Earlier(one.EndDate, other.EndDate),
            Days = one.Days.IsEmpty ? other.Days : other.Days.IsEmpty ? one.Days : one.Days.Where(day => other.Days.Contains(day)).ToValueList(),
            MinEnergy = Later(one.MinEnergy?.Value, other.MinEnergy?.Value) is { } min ? new EnergyWh(min) : null,
            MaxEnergy = Earlier(one.MaxEnergy?.Value, other.MaxEnergy?.Value) is { } max ? new EnergyWh(max) : null,
            MinPowerW = Later(one.MinPowerW, other.MinPowerW),
            MaxPowerW = Earlier(one.MaxPowerW, other.MaxPowerW),
            MinDuration = Later(one.MinDuration, other.MinDuration),
            MaxDuration = Earlier(one.MaxDuration, other.MaxDuration),
        };
        var isNever = both.StartDate >= both.EndDate || both.MinEnergy >= both.MaxEnergy || both.MinPowerW >= both.MaxPowerW || both.MinDuration >= both.MaxDuration
            || (both.Days.IsEmpty && !(one.Days.IsEmpty && other.Days.IsEmpty));
        return isNever ? [] : Windows(one, other).Select(window => both with { StartTime = window.Start, EndTime = window.End });
    }

    private static IEnumerable<(LocalTime? Start, LocalTime? End)> Windows(TariffRestrictions one, TariffRestrictions other)
    {
        var (first, second) = (RegionMap.MinutesOf(one), RegionMap.MinutesOf(other));
        var both = first.And(second);
        if (both.Equals(first))
            return [(one.StartTime, one.EndTime)];
        if (both.Equals(second))
            return [(other.StartTime, other.EndTime)];
        var spans = both.Items.ToList();
        if (spans.Count > 1 && spans[0].From == 0 && spans[^1].To == 1440)
        {
            spans[^1] = spans[^1] with { To = spans[0].To };
            spans.RemoveAt(0);
        }

        return spans.Select(static span => ((LocalTime?)At(span.From), (LocalTime?)At(span.To)));
    }

    private static LocalTime At(long minute) => LocalTime.FromMinutesSinceMidnight((int)(minute % 1440));

    private static T? Later<T>(T? one, T? other)
        where T : struct, IComparable<T> =>
        one is { } a && other is { } b ? (a.CompareTo(b) > 0 ? a : b) : one ?? other;

    private static T? Earlier<T>(T? one, T? other)
        where T : struct, IComparable<T> =>
        one is { } a && other is { } b ? (a.CompareTo(b) < 0 ? a : b) : one ?? other;
}
