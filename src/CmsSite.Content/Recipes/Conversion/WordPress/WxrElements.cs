using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Conversion.WordPress;

/// <summary>The elements of a WXR file (RSS with WordPress's own), one after another: however large the file, no more than one item is in memory.</summary>
internal static class WxrElements
{
    private static readonly XmlReaderSettings _safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false, IgnoreWhitespace = false };

    /// <summary>What is directly in the channel, with its line.</summary>
    /// <exception cref="RecipeException">It is no such file, or a damaged one; with line and column.</exception>
    public static IEnumerable<(XElement Element, int Line)> Read(Stream stream, string file)
    {
        using var reader = XmlReader.Create(stream, _safe);
        if (!Guard(file, () => reader.MoveToContent() == XmlNodeType.Element && reader.LocalName == "rss"))
        {
            throw Problem(file, (IXmlLineInfo)reader, $"the file begins with <{reader.Name}>, which is no export of WordPress", "Export the site under Tools → Export in WordPress, and give that file");
        }

        while (Guard(file, () => !reader.EOF))
        {
            if (reader.NodeType == XmlNodeType.Element && reader.Depth == 2)
            {
                var line = ((IXmlLineInfo)reader).LineNumber;
                yield return ((XElement)Guard(file, () => XNode.ReadFrom(reader)), line);
            }
            else
            {
                Guard(file, reader.Read);
            }
        }
    }

    /// <summary>The text of the child of that name, whatever its namespace is called; empty when there is none.</summary>
    public static string Wxr(this XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value.Trim() ?? "";

    /// <summary>The text of <c>content:encoded</c> or <c>excerpt:encoded</c>, which differ in their namespaces only.</summary>
    public static string Encoded(this XElement item, bool isExcerpt) => item.Elements()
        .FirstOrDefault(child => child.Name.LocalName == "encoded" && child.Name.NamespaceName.Contains("excerpt", StringComparison.OrdinalIgnoreCase) == isExcerpt)?.Value ?? "";

    /// <summary>A date in UTC; where there is none (<c>0000-00-00</c>), the local one as if it were.</summary>
    public static DateTime? Utc(string text, string? otherwise) =>
        DateTime.TryParse(text.Length == 0 || text.StartsWith("0000", StringComparison.Ordinal) ? otherwise : text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var utc) && utc.Year > 1 ? utc : null;

    private static T Guard<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (XmlException wrong)
        {
            var isDtd = wrong.Message.Contains("DTD", StringComparison.Ordinal);
            var message = wrong.Message.Split(" Line ")[0].TrimEnd('.');
            throw new RecipeException(new RecipeProblem(RecipeSeverity.Error, file, wrong.LineNumber, wrong.LinePosition, "",
                isDtd ? "the file has a document type (DTD), and such files are not read: they can unpack into anything" : $"the file is damaged here: {char.ToLowerInvariant(message[0])}{message[1..]}",
                isDtd ? "Remove the line <!DOCTYPE …>; no export of WordPress has one" : "Export it again, or correct this place in a text editor"), wrong);
        }
    }

    private static RecipeException Problem(string file, IXmlLineInfo at, string message, string hint) =>
        new(new RecipeProblem(RecipeSeverity.Error, file, at.LineNumber, at.LinePosition, "", message, hint));
}
