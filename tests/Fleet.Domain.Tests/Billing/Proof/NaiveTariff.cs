using System.Text.Json;

namespace Fleet.Domain.Tests.Billing.Proof;

/// <summary>A tariff read from its JSON without a line of the product's reader: what the naive pricer needs of it, in seconds and Wh.</summary>
internal sealed record NaiveTariff(string Currency, NaiveElement[] Elements, IReadOnlyDictionary<string, decimal> Caps)
{
    public static NaiveTariff Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var caps = root.TryGetProperty("caps", out var list)
            ? list.EnumerateArray().ToDictionary(c => c.GetProperty("type").GetString()!, c => c.GetProperty("amount").GetDecimal(), StringComparer.Ordinal)
            : [];
        return new NaiveTariff(root.GetProperty("currency").GetString()!, [.. root.GetProperty("elements").EnumerateArray().Select(NaiveElement.Read)], caps);
    }
}

/// <summary>A price of an element.</summary>
internal sealed record NaiveComponent(string Type, decimal Price, decimal? Vat);

/// <summary>A moment of a session: one second, or one watt-hour within it.</summary>
/// <param name="Local">The wall clock at the site.</param>
/// <param name="Elapsed">Seconds since the start.</param>
/// <param name="TakenWh">Energy before this moment.</param>
/// <param name="Idle">Seconds without a break in which the car asked for nothing, up to this moment.</param>
/// <param name="Charged">Seconds of charging before this moment.</param>
internal readonly record struct NaiveMoment(DateTime Local, long Elapsed, long TakenWh, long Idle, long Charged);

/// <summary>An element: its prices, and when it holds.</summary>
internal sealed class NaiveElement
{
    private static readonly Dictionary<string, DayOfWeek> Weekdays =
        Enum.GetValues<DayOfWeek>().ToDictionary(day => day.ToString().ToUpperInvariant(), StringComparer.Ordinal);

    private readonly TimeSpan? _from, _until;
    private readonly DateTime? _fromDate, _untilDate;
    private readonly DayOfWeek[]? _days;
    private readonly decimal? _minKwh, _maxKwh;
    private readonly long? _minDuration, _maxDuration, _minIdle, _maxIdle, _minCharging, _maxCharging;

    private NaiveElement(JsonElement element)
    {
        Components = [.. element.GetProperty("price_components").EnumerateArray().Select(component => new NaiveComponent(
            component.GetProperty("type").GetString()!,
            component.GetProperty("price").GetDecimal(),
            component.TryGetProperty("vat", out var vat) ? vat.GetDecimal() : null))];
        if (!element.TryGetProperty("restrictions", out var r))
            return;
        (_from, _until) = (Time(r, "start_time"), Time(r, "end_time"));
        (_fromDate, _untilDate) = (Date(r, "start_date"), Date(r, "end_date"));
        _days = r.TryGetProperty("day_of_week", out var days) ? [.. days.EnumerateArray().Select(day => Weekdays[day.GetString()!])] : null;
        (_minKwh, _maxKwh) = (Number(r, "min_kwh"), Number(r, "max_kwh"));
        (_minDuration, _maxDuration) = ((long?)Number(r, "min_duration"), (long?)Number(r, "max_duration"));
        (_minIdle, _maxIdle) = ((long?)Number(r, "min_idle_time"), (long?)Number(r, "max_idle_time"));
        (_minCharging, _maxCharging) = ((long?)Number(r, "min_charging_time"), (long?)Number(r, "max_charging_time"));
    }

    public NaiveComponent[] Components { get; }

    public static NaiveElement Read(JsonElement element) => new(element);

    public bool Holds(NaiveMoment at)
    {
        if (_days is not null && !_days.Contains(at.Local.DayOfWeek))
            return false;
        if (at.Local.Date < _fromDate || at.Local.Date >= _untilDate)
            return false;
        if (at.Elapsed < _minDuration || at.Elapsed >= _maxDuration)
            return false;
        if (at.TakenWh < _minKwh * 1000m || at.TakenWh >= _maxKwh * 1000m)
            return false;
        if (at.Idle < _minIdle || at.Idle >= _maxIdle)
            return false;
        if (at.Charged < _minCharging || at.Charged >= _maxCharging)
            return false;
        return HoldsAt(at.Local.TimeOfDay);
    }

    private bool HoldsAt(TimeSpan time)
    {
        if (_from is null && _until is null)
            return true;
        var from = _from ?? TimeSpan.Zero;
        var until = _until is null || _until == TimeSpan.Zero ? TimeSpan.FromDays(1) : _until.Value;
        if (from < until)
            return from <= time && time < until;
        return from == until || time >= from || time < until;
    }

    private static TimeSpan? Time(JsonElement restrictions, string name) =>
        restrictions.TryGetProperty(name, out var text) ? TimeOnly.ParseExact(text.GetString()!, "HH:mm").ToTimeSpan() : null;

    private static DateTime? Date(JsonElement restrictions, string name) =>
        restrictions.TryGetProperty(name, out var text) ? DateOnly.ParseExact(text.GetString()!, "yyyy-MM-dd").ToDateTime(TimeOnly.MinValue) : null;

    private static decimal? Number(JsonElement restrictions, string name) =>
        restrictions.TryGetProperty(name, out var number) ? number.GetDecimal() : null;
}
