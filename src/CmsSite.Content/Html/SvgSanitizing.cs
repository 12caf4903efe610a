using System.Xml;
using System.Xml.Linq;

namespace CmsSite.Content.Html;

/// <summary>Leaves of an SVG image what draws: no scripts, no event handlers, no foreign content, no reference to anywhere outside the image.</summary>
public static class SvgSanitizing
{
    private const string Namespace = "http://www.w3.org/2000/svg";

    private static readonly HashSet<string> _elements = new(StringComparer.Ordinal)
    {
        "svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath",
        "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "marker", "filter", "feGaussianBlur", "feOffset", "feBlend", "feMerge",
        "feMergeNode", "feColorMatrix", "feFlood", "feComposite", "feTurbulence", "feDisplacementMap", "feMorphology", "feDropShadow",
    };

    /// <summary>The cleaned image; null when the text is not XML with an <c>svg</c> at its root. Document types are not read: entities can be bombs.</summary>
    public static string? Sanitize(string svg)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(svg), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersInDocument = 5_000_000 });
            var root = XDocument.Load(reader).Root;
            if (root is null || root.Name.LocalName != "svg" || root.Name.NamespaceName is not (Namespace or ""))
            {
                return null;
            }

            Clean(root);
            return root.ToString(SaveOptions.DisableFormatting);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static void Clean(XElement element)
    {
        element.Nodes().Where(node => node is XComment or XProcessingInstruction).Remove();
        element.Elements().Where(child => !_elements.Contains(child.Name.LocalName) || child.Name.NamespaceName is not (Namespace or "")).Remove();
        element.Attributes().Where(attribute => !IsHarmless(attribute)).Remove();
        foreach (var child in element.Elements())
        {
            Clean(child);
        }
    }

    private static bool IsHarmless(XAttribute attribute)
    {
        var name = attribute.Name.LocalName;
        if (name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || name == "base")
        {
            return false;
        }

        var value = attribute.Value.Trim();
        if (name == "href")
        {
            return value.StartsWith('#');
        }

        // url(…) may only point into the image; a style may hold anything a style sheet may.
        return attribute.IsNamespaceDeclaration
            || (name != "style" && !value.Contains("javascript:", StringComparison.OrdinalIgnoreCase)
                && (!value.Contains("url(", StringComparison.OrdinalIgnoreCase) || value.Contains("url(#", StringComparison.OrdinalIgnoreCase)));
    }
}
