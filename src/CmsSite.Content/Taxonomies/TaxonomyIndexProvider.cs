using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Storage.Indexes;

namespace CmsSite.Content.Taxonomies;

/// <summary>The terms that an item carries in the taxonomy fields of its own parts, and for a taxonomy its terms.</summary>
public sealed class TaxonomyIndexProvider : IContentIndexProvider
{
    public void Fill(ContentItem item, ContentTypeDefinition? type, ICollection<ContentIndexRow> rows)
    {
        foreach (var part in type?.Parts ?? [])
        {
            foreach (var field in part.Part.Fields.Where(field => field.FieldType == "TaxonomyField"))
            {
                if (item.Field(part.Name, field.Name) is { } data && data["TaxonomyContentItemId"].AsText() is { Length: > 0 } taxonomy)
                {
                    foreach (var term in data["TermContentItemIds"].AsTexts().Distinct())
                    {
                        rows.Add(new TaxonomyIndexRow
                        {
                            ContentItemId = item.ContentItemId,
                            TaxonomyContentItemId = taxonomy,
                            TermContentItemId = term,
                            ContentType = item.ContentType,
                            ContentPart = part.Name,
                            ContentField = field.Name,
                        });
                    }
                }
            }
        }

        if (item.Attached(type, "TaxonomyPart") is not null)
        {
            foreach (var term in Terms.All(item))
            {
                if (term["ContentItemId"].AsText() is { Length: > 0 } id)
                {
                    rows.Add(new TermIndexRow { TaxonomyContentItemId = item.ContentItemId, TermContentItemId = id, JsonPath = JsonPaths.Between(item.Content, term) });
                }
            }
        }
    }

    public IEnumerable<string> Sources(ContentTypeDefinition type) => [.. type.SourceOf("TaxonomyPart"), .. type.SourcesOf(field => field == "TaxonomyField")];
}
