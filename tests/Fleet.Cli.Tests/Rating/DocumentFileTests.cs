using Fleet.Cli.Rating;
using Fleet.Cli.Tests.Replay;

namespace Fleet.Cli.Tests.Rating;

public sealed class DocumentFileTests
{
    private const string Document = """{"tariffs":[{"id":"A"},{"id":"B","a/b~c":7}]}""";

    [Theory]
    [InlineData("", Document)]
    [InlineData("#/tariffs/1/id", "\"B\"")]
    [InlineData("#/tariffs/1/a~1b~0c", "7")]
    [InlineData("#", Document)]
    public void The_part_that_a_pointer_names_is_read(string part, string expected)
    {
        using var file = TemporaryFile.WithByteOrderMark(Document);

        Assert.True(DocumentFile.Of(file.Path + part).TryRead(out var element, out _));

        Assert.Equal(expected, element.GetRawText());
    }

    [Theory]
    [InlineData("#tariffs", "a JSON pointer begins with /")]
    [InlineData("#/tariffs/2", "/tariffs has no member 2")]
    [InlineData("#/tariffs/-1", "/tariffs has no member -1")]
    [InlineData("#/tarifs", "the document has no member tarifs")]
    [InlineData("#/tariffs/0/id/x", "/tariffs/0/id has no member x")]
    public void A_pointer_to_nothing_is_named_with_its_file(string part, string told)
    {
        using var file = TemporaryFile.Of(Document);

        Assert.False(DocumentFile.Of(file.Path + part).TryRead(out _, out var error));

        Assert.StartsWith(file.Path + part, error, StringComparison.Ordinal);
        Assert.Contains(told, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "must be JSON")]
    [InlineData("""{"a":1,"a":2}""", "must be JSON")]
    [InlineData("", "must be JSON")]
    public void What_is_no_JSON_is_refused(string content, string told)
    {
        using var file = TemporaryFile.Of(content);

        Assert.False(DocumentFile.Of(file.Path).TryRead(out _, out var error));

        Assert.StartsWith($"{file.Path} {told}", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        Assert.False(DocumentFile.Of("no-such-file.json#/a").TryRead(out _, out var error));

        Assert.StartsWith("no-such-file.json cannot be read", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_inside_a_document_begins_at_the_folder_of_its_file()
    {
        var folder = Path.Combine("some", "folder");

        Assert.Equal(new DocumentFile(Path.Combine(folder, "t.json"), "/tariffs/0"), new DocumentFile(Path.Combine(folder, "session.json"), "/x").Beside("t.json#/tariffs/0"));
    }
}
