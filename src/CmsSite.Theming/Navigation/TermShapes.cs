using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Taxonomies;
using CmsSite.Theming.Display;
using CmsSite.Theming.Shapes;

namespace CmsSite.Theming.Navigation;

/// <summary><c>Term</c>: a taxonomy's terms as a tree of shapes, or those below one term.</summary>
internal sealed class TermKind() : ShapeKind("Term")
{
    public override void Created(Shape shape) => shape.Load = LoadAsync;

    private static async Task LoadAsync(Shape shape, DisplayContext context)
    {
        var taxonomy = shape["TaxonomyContentItemId"] as string is { Length: > 0 } id ? await context.PageItems.GetAsync(id, context.Cancellation)
            : shape["Alias"] as string is { Length: > 0 } alias ? await context.PageItems.GetByHandleAsync(alias.Contains(':', StringComparison.Ordinal) ? alias : $"alias:{alias}", context.Cancellation)
            : null;
        if (taxonomy is null)
        {
            context.Dependencies.Add("type:Taxonomy");
            return;
        }

        context.Dependencies.Add($"contentitemid:{taxonomy.ContentItemId}");
        var part = taxonomy.Part("TaxonomyPart");
        var name = ShapeNames.Pascal(taxonomy.DisplayText);
        var terms = part?["Terms"];
        if (shape["TermContentItemId"] as string is { Length: > 0 } termId)
        {
            var term = Terms.All(taxonomy).FirstOrDefault(term => term["ContentItemId"].AsText() == termId);
            shape["TermContentItem"] = term is null ? null : ContentItem.Embedded(term);
            terms = term?["Terms"];
        }

        shape["TaxonomyContentItem"] = taxonomy;
        shape["TaxonomyName"] = name;
        shape.Metadata.Differentiator = name;
        shape.Classes.AddRange(["term", $"term-{name.ToLowerInvariant()}"]);
        if (name.Length > 0)
        {
            shape.AddAlternates([$"Term__{ShapeNames.Encode(name)}"]);
        }

        if (part?["TermContentType"].AsText() is { Length: > 0 } type)
        {
            shape.AddAlternates([$"Term__{ShapeNames.Encode(type)}"]);
        }

        // One command for the addresses of all, instead of one for each link.
        await context.PageItems.PrepareAsync([.. Terms.All(taxonomy).Select(ContentItem.Embedded)], context.Cancellation);
        Add(shape, terms, shape, 0);
    }

    private static void Add(Shape parent, JsonNode? terms, Shape root, int level)
    {
        foreach (var json in terms.AsObjects())
        {
            var term = ContentItem.Embedded(json);
            var below = json["Terms"].AsObjects().Select(ContentItem.Embedded).ToList();
            var shape = new Shape("TermItem") { ["Term"] = root, ["TermContentItem"] = term, ["ContentItem"] = term, ["Terms"] = below, ["Level"] = level };
            Add(shape, json["Terms"], root, level + 1);
            parent.Items.Add(shape);
        }
    }
}

/// <summary><c>TermItem</c> and <c>TermContentItem</c>: the same shape, first as an entry with those below it, then as the term itself.</summary>
internal sealed class TermItemKind() : ShapeKind("TermItem", "TermContentItem")
{
    public override void Displaying(Shape shape) => shape.AddAlternates(TreeAlternates.Of(
        shape.Metadata.Type, (shape["Term"] as Shape)?.Metadata.Differentiator, (shape["TermContentItem"] as ContentItem)?.ContentType, shape["Level"] as int? ?? 0));
}
