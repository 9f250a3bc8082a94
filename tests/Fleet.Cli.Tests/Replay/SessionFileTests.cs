using Fleet.Cli.Replay;

namespace Fleet.Cli.Tests.Replay;

/// <summary>CSV as it comes: quotes, separators, line ends, packed or not.</summary>
public sealed class SessionFileTests
{
    private const string Row = "1,51519,2,2017-08-31T00:00:00,22:12,2017-08-31T00:00:00,23:11,18.27,\"Broxden \"\"Park\"\" & Ride, Perth\",APT Triple Rapid Charger";

    [Fact]
    public void Quotes_keep_separators_and_doubled_quotes()
    {
        var session = Assert.Single(Files.Read(TemporaryFile.Of($"{Files.Perth}\n{Row}\n")).Sessions);

        Assert.Equal("Broxden \"Park\" & Ride, Perth", session.Site);
    }

    [Fact]
    public void A_byte_order_mark_and_carriage_returns_and_blank_lines_and_a_missing_last_line_end_change_nothing()
    {
        var plain = Files.Read(TemporaryFile.Of($"{Files.Perth}\n{Row}\n"));

        var other = Files.Read(TemporaryFile.WithByteOrderMark($"{Files.Perth}\r\n\r\n{Row}"));

        Assert.Equal(plain.Sessions, other.Sessions);
    }

    [Fact]
    public void A_gzip_file_is_unpacked_whatever_its_name()
    {
        var plain = Files.Read(TemporaryFile.Of($"{Files.Perth}\n{Row}\n"));

        Assert.Equal(plain.Sessions, Files.Read(TemporaryFile.Gzipped($"{Files.Perth}\n{Row}\n")).Sessions);
    }

    [Fact]
    public void Columns_are_found_by_name_in_any_order_and_further_ones_are_ignored()
    {
        var rows = Files.Read(TemporaryFile.Of(
            "El_kWh;Note;End_plugout;Start_plugin;Shared_ID;User_type;User_ID;Garage_ID\n1,85;x;09.01.2019 23:10;09.01.2019 22:35;Shared-7;Shared;Bl2-2;Bl2\n"));

        var session = Assert.Single(rows.Sessions);
        Assert.Equal(("Shared-7", "Bl2-2", 1850L, "Bl2"), (session.Charger.Value, session.Token, session.Energy.Value, session.Site));
    }

    [Fact]
    public void A_row_with_too_few_or_too_many_fields_or_a_stray_quote_is_rejected_and_the_next_one_is_read()
    {
        var rows = Files.Read(TemporaryFile.Of($"{Files.Perth}\n1,51519\n{Row},more\n{Row.Replace("APT", "A\"PT", StringComparison.Ordinal)}\n{Row}\n"));

        Assert.Equal([(1, RejectReason.TornRow), (2, RejectReason.TornRow), (3, RejectReason.TornRow)], rows.Rejected.Select(r => (r.Row, r.Reason)));
        Assert.Equal(4, Assert.Single(rows.Sessions).Row);
    }

    [Fact]
    public void A_quote_that_never_ends_is_reported_and_not_taken_for_a_row()
    {
        var rows = Files.Read(TemporaryFile.Of($"{Files.Perth}\n{Row}\n2,51519,\"2,2017\n3,51519\n"));

        Assert.Equal(1, Assert.Single(rows.Sessions).Row);
        Assert.Equal([(2, RejectReason.TornRow)], rows.Rejected.Select(r => (r.Row, r.Reason)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b,c\n1,2,3\n")]
    public void A_file_of_an_unknown_kind_is_refused_with_the_headers_that_are_known(string text)
    {
        using var file = TemporaryFile.Of(text);

        Assert.Null(SessionFile.Open(file.Path, out var error));
        Assert.Contains("CP ID", error, StringComparison.Ordinal);
        Assert.Contains("El_kWh", error, StringComparison.Ordinal);
    }
}
