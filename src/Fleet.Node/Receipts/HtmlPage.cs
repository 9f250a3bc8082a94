using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Fleet.Node.Receipts;

/// <summary>
/// A page that stands alone: no script, nothing loaded from anywhere, for the screen in light and dark and for paper. It is built as a tree, so that whatever a charger or a person
/// wrote is text in it and nothing else.
/// </summary>
internal static class HtmlPage
{
    /// <summary>Tells the browser what the page promises.</summary>
    public const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string Style =
        """
        :root { color-scheme: light dark; }
        body { font: 1rem/1.4 system-ui, sans-serif; max-width: 52rem; margin: 0 auto; padding: 1rem; background: Canvas; color: CanvasText; overflow-wrap: anywhere; }
        h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 1.6rem; }
        dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .15rem 1rem; } dt { font-weight: 600; } dd { margin: 0; }
        table { border-collapse: collapse; width: 100%; } caption { text-align: left; font-weight: 600; padding: .3rem 0; }
        th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid GrayText; font-weight: normal; } thead th { font-weight: 600; }
        thead th { overflow-wrap: normal; } .money { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; } tfoot th, tfoot td { font-weight: 700; } small { display: block; }
        @page { size: A4; margin: 14mm; }
        @media print { :root { color-scheme: light; font-size: 9pt; } body { max-width: none; padding: 0; } thead { display: table-header-group; } tr, dl, li { break-inside: avoid; } }
        """;

    /// <summary>The page as text.</summary>
    /// <param name="title">Its title and first heading.</param>
    /// <param name="content">What follows the heading.</param>
    public static string Write(string title, params object[] content)
    {
        var page = new XElement(
            "html",
            new XAttribute("lang", "en"),
            new XElement(
                "head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                Element("title", title),
                new XElement("style", Style)),
            new XElement("body", new XElement("main", Element("h1", title), content)));
        return $"<!DOCTYPE html>\n{page.ToString(SaveOptions.DisableFormatting)}\n";
    }

    /// <summary>An element that says <paramref name="text"/>.</summary>
    public static XElement Element(string name, string text) => new(name, Clean(text));

    /// <summary>A cell of an amount.</summary>
    public static XElement Money(string text, string name = "td") => new(name, new XAttribute("class", "money"), Clean(text));

    /// <summary>The heading of a column.</summary>
    public static XElement Column(string text, bool isMoney = false) =>
        isMoney ? new("th", new XAttribute("scope", "col"), new XAttribute("class", "money"), text) : new("th", new XAttribute("scope", "col"), text);

    /// <summary>The heading of a row.</summary>
    public static XElement Row(params object[] content) => new("th", new XAttribute("scope", "row"), content);

    /// <summary>A list of sentences.</summary>
    public static XElement List(IEnumerable<string> sentences) => new("ul", sentences.Select(sentence => Element("li", sentence)));

    /// <summary>Characters that no page can hold, such as U+0001, become the replacement character.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                clean.Append(text[i]).Append(text[++i]);
            else
                clean.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : '\uFFFD');
        }

        return clean.ToString();
    }
}
