using System.Xml;
using System.Xml.Linq;
using Fleet.Domain.Metering.Signed;

namespace Fleet.Cli.Metering;

/// <summary>The transparency XML of SAFE: <c>value</c> elements that hold <c>signedData</c> (<c>encodedData</c> for binary forms) and <c>publicKey</c>.</summary>
internal static class SignedXml
{
    private const string BinaryOcmf = "OCMF binary";
    private const string Mennekes = "MENNEKES";

    // Some exports are a row of elements without a root around them.
    private static readonly XmlReaderSettings Settings = new()
    {
        ConformanceLevel = ConformanceLevel.Fragment,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
    };

    /// <summary>The signed values in <paramref name="bytes"/>. Throws <see cref="XmlException"/> where that is no XML.</summary>
    public static IReadOnlyList<SignedEntry> Read(byte[] bytes)
    {
        var roots = Roots(bytes);
        var values = roots.SelectMany(root => root.DescendantsAndSelf()).Where(element => element.Name.LocalName is "signedData" or "encodedData").Select(ToEntry).ToList();
        return values.Count == 0 && roots is [{ Name.LocalName: "Billing" or "ChargingProcess" } other]
            ? [new SignedEntry(SignedValue.Read($"{other}", Mennekes))]
            : values;
    }

    private static List<XElement> Roots(byte[] bytes)
    {
        var roots = new List<XElement>();
        using var reader = XmlReader.Create(new MemoryStream(bytes), Settings);
        reader.Read();
        while (!reader.EOF)
        {
            if (reader.NodeType == XmlNodeType.Element)
                roots.Add((XElement)XNode.ReadFrom(reader));
            else
                reader.Read();
        }

        return roots;
    }

    private static SignedEntry ToEntry(XElement data)
    {
        var value = data.Parent is { Name.LocalName: "value" } parent ? parent : null;
        var key = value?.Elements().FirstOrDefault(element => element.Name.LocalName == "publicKey")?.Value;
        var format = (string?)data.Attribute("format");
        var claimed = data.Name.LocalName == "encodedData" && format == SignedValue.Ocmf ? BinaryOcmf : format;
        return new SignedEntry(
            SignedValue.Read(data.Value, claimed, key),
            (string?)(value ?? data).Attribute("transactionId"),
            (string?)value?.Attribute("context"));
    }
}
