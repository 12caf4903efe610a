using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Theming.Shapes;

namespace CmsSite.Theming.Display;

/// <summary>The alternates of content, parts and fields, least specific first, as Orchard names them.</summary>
public static class Alternates
{
    /// <summary><c>Content</c>, <c>Content_Summary</c>, <c>Widget</c>: for Detail the name alone.</summary>
    public static string Typed(string name, string displayType) => displayType == "Detail" ? name : $"{name}_{displayType}";

    public static IEnumerable<string> OfItem(ContentItem item, string? stereotype, string displayType)
    {
        var type = ShapeNames.Encode(item.ContentType);
        if (displayType != "Detail")
        {
            return stereotype is null
                ? [$"Content_{displayType}__{type}"]
                : [$"Stereotype_{displayType}", $"{stereotype}_{displayType}", $"{stereotype}_{displayType}__{type}"];
        }

        return stereotype is null
            ? [
                $"Content__{type}", "Content_Detail", .. OfDocument("Content", item.DocumentId), $"Content_Detail__{type}", .. OfDocument("Content_Detail", item.DocumentId),
                .. OfAddress("Content", item),
            ]
            : ["Stereotype", stereotype, $"{stereotype}__{type}", .. stereotype == "Widget" ? OfAddress(stereotype, item) : []];
    }

    public static IEnumerable<string> OfPart(string contentType, string? stereotype, ContentTypePartDefinition part, string shapeType, string displayType)
    {
        var (partType, partName) = (ShapeNames.Encode(part.PartName), ShapeNames.Encode(part.Name));
        var mode = string.IsNullOrEmpty(part.DisplayMode) ? null : ShapeNames.Encode(part.DisplayMode);
        var isNamed = partType != partName;
        yield return $"{shapeType}_{displayType}";
        if (shapeType == partType && mode is not null)
        {
            // A mode is of the part: HtmlBodyPart-Short.Display, Blog-HtmlBodyPart-Short.Display.
            yield return $"{partType}_Display__{mode}";
            yield return $"{partType}_{displayType}__{mode}_Display";
            foreach (var (infix, suffix) in new[] { ("_Display", mode), ($"_{displayType}", $"{mode}_Display") })
            {
                yield return $"{contentType}{infix}__{partType}__{suffix}";
                if (stereotype is not null)
                {
                    yield return $"{stereotype}{infix}__{partType}__{suffix}";
                }

                if (isNamed)
                {
                    yield return $"{contentType}{infix}__{partName}__{suffix}";
                    if (stereotype is not null)
                    {
                        yield return $"{stereotype}{infix}__{partType}__{partName}__{suffix}";
                    }
                }
            }

            yield break;
        }

        // A second shape of a part carries its own name behind the part's.
        var own = shapeType == partType ? "" : $"__{shapeType}";
        string[] infixes = ["", $"_{displayType}"];
        foreach (var infix in infixes)
        {
            yield return $"{contentType}{infix}__{partType}{own}";
            if (stereotype is not null)
            {
                yield return $"{stereotype}{infix}__{partType}{own}";
            }
        }

        foreach (var infix in isNamed ? infixes : [])
        {
            yield return $"{contentType}{infix}__{partName}{own}";
            if (stereotype is not null)
            {
                yield return $"{stereotype}{infix}__{partType}__{partName}{own}";
            }
        }
    }

    public static IEnumerable<string> OfField(string contentType, ContentTypePartDefinition part, ContentPartFieldDefinition field, string displayType)
    {
        var (partType, partName) = (ShapeNames.Encode(part.PartName), ShapeNames.Encode(part.Name));
        var (fieldType, fieldName) = (ShapeNames.Encode(field.FieldType), ShapeNames.Encode(field.Name));
        yield return $"{fieldType}_{displayType}";
        if (string.IsNullOrEmpty(field.DisplayMode))
        {
            foreach (var infix in new[] { "", $"_{displayType}" })
            {
                yield return $"{partType}{infix}__{fieldName}";
                yield return $"{contentType}{infix}__{fieldType}";
                yield return $"{contentType}{infix}__{partType}__{fieldName}";
                if (partName != partType)
                {
                    yield return $"{contentType}{infix}__{partName}__{fieldName}";
                }
            }

            yield break;
        }

        var mode = ShapeNames.Encode(field.DisplayMode);
        yield return $"{fieldType}_Display__{mode}";
        yield return $"{fieldType}_{displayType}__{mode}_Display";
        foreach (var (infix, shape) in new[] { ("_Display", $"{fieldType}__{mode}"), ($"_{displayType}", $"{fieldType}__{mode}_Display") })
        {
            yield return $"{fieldType}{infix}__{shape}";
            yield return $"{partType}{infix}__{fieldName}__{shape}";
            yield return $"{contentType}{infix}__{fieldType}__{shape}";
            yield return $"{contentType}{infix}__{partName}__{fieldName}__{shape}";
        }
    }

    private static IEnumerable<string> OfDocument(string name, long documentId) => documentId == 0 ? [] : [$"{name}__{documentId}"];

    private static IEnumerable<string> OfAddress(string name, ContentItem item)
    {
        if (item.Text("AliasPart", "Alias") is { Length: > 0 } alias)
        {
            var encoded = ShapeNames.Encode(alias);
            yield return $"{name}__Alias__{encoded}";
            yield return $"{name}_Detail__Alias__{encoded}";
        }

        if (item.Text("AutoroutePart", "Path")?.Trim('/') is { Length: > 0 } path)
        {
            var encoded = ShapeNames.Encode(path);
            yield return $"{name}__Slug__{encoded}";
            yield return $"{name}_Detail__Slug__{encoded}";
        }
    }
}
