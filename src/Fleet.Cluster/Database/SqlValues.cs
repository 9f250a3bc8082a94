using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

using LinqToDB;
using LinqToDB.Data;
using LinqToDB.Mapping;

using NodaTime;

namespace Fleet.Cluster.Database;

/// <summary>How values stand in each kind of database.</summary>
internal static class SqlValues
{
    /// <summary>SQLite: times and money are text, which keeps every digit.</summary>
    public static MappingSchema Sqlite { get; } = CreateSqlite();

    /// <summary>PostgreSQL: <c>timestamptz</c> and <c>numeric</c>.</summary>
    public static MappingSchema PostgreSql { get; } = CreatePostgreSql();

    /// <summary>
    /// <paramref name="text"/> as every database can keep it: PostgreSQL refuses NUL characters, and neither kind half of a surrogate pair, either of which would make a charger's
    /// message an event that the projector never gets past. Both become U+FFFD.
    /// </summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Storable(string? text)
    {
        if (text is null)
            return null;
        if (text.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
            text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return text.Replace('\0', '\ufffd');
    }

    private static MappingSchema CreateSqlite()
    {
        var mapping = new MappingSchema("Fleet.Sqlite");
        mapping.SetDataType(typeof(Instant), DataType.Text);
        mapping.SetConvertExpression<Instant, DataParameter>(at => new DataParameter(null, SqlInstant.Write(at), DataType.Text));
        mapping.SetConvertExpression<string, Instant>(text => SqlInstant.Read(text));
        mapping.SetDataType(typeof(decimal), DataType.Text);
        mapping.SetConvertExpression<decimal, DataParameter>(amount => new DataParameter(null, Write(amount), DataType.Text));
        mapping.SetConvertExpression<string, decimal>(text => decimal.Parse(text, CultureInfo.InvariantCulture));
        mapping.SetConvertExpression<string, DataParameter>(text => new DataParameter(null, Storable(text), DataType.Text));
        return mapping;
    }

    private static MappingSchema CreatePostgreSql()
    {
        var mapping = new MappingSchema("Fleet.PostgreSql");
        mapping.SetDataType(typeof(Instant), DataType.DateTimeOffset);
        mapping.SetConvertExpression<Instant, DataParameter>(at => new DataParameter(null, SqlInstant.ToUtc(at), DataType.DateTimeOffset));
        mapping.SetConvertExpression<DateTime, Instant>(utc => SqlInstant.OfUtc(utc));
        mapping.SetConvertExpression<DateTimeOffset, Instant>(at => Instant.FromDateTimeOffset(at));
        mapping.SetConvertExpression<string, DataParameter>(text => new DataParameter(null, Storable(text), DataType.Text));
        return mapping;
    }

    private static string Write(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);
}
