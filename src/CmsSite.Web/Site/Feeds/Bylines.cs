using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Theming;

namespace CmsSite.Web.Site.Feeds;

/// <summary>
/// Who wrote an item, by the fields that say so: items picked, or names written out. Never by the item's <see cref="ContentItem.Author"/>: that is a login
/// name and none of a reader's business.
/// </summary>
public sealed class Bylines(ContentDefinitions definitions, DisplayContext display, PublicItems publicItems, SiteUrls urls)
{
    internal async Task<IReadOnlyList<FeedAuthor>> OfAsync(ContentItem item, FeedSettings settings, ISet<string> dependencies, CancellationToken cancellationToken)
    {
        IEnumerable<string> names = settings.AuthorFields.Count > 0 ? settings.AuthorFields : BylineFields.Names;
        var authors = new List<FeedAuthor>();
        foreach (var part in definitions.Type(item.ContentType)?.Parts ?? [])
        {
            foreach (var field in part.Part.Fields.Where(field => names.Contains(field.Name, StringComparer.OrdinalIgnoreCase)))
            {
                var data = item.Field(part.Name, field.Name) ?? [];
                switch (field.FieldType)
                {
                    case "ContentPickerField":
                        authors.AddRange(await PickedAsync(data["ContentItemIds"].AsTexts(), dependencies, cancellationToken));
                        break;
                    case "TextField" when data["Text"].AsText() is { Length: > 0 } name:
                        authors.Add(new FeedAuthor(name, null));
                        break;
                    case "MultiTextField":
                        authors.AddRange(data["Values"].AsTexts().Select(name => new FeedAuthor(name, null)));
                        break;
                }
            }
        }

        return [.. authors.Where(author => !string.IsNullOrWhiteSpace(author.Name)).Distinct()];
    }

    private async Task<IReadOnlyList<FeedAuthor>> PickedAsync(IReadOnlyList<string> ids, ISet<string> dependencies, CancellationToken cancellationToken)
    {
        var authors = new List<FeedAuthor>();
        foreach (var id in ids)
        {
            dependencies.Add($"contentitemid:{id}");
            if (await display.PageItems.GetAsync(id, cancellationToken) is { } picked && publicItems.MayShow(picked, PublicItems.Anybody))
            {
                authors.Add(new FeedAuthor(picked.DisplayText ?? "", urls.Absolute(picked, await display.PageItems.PathOfAsync(id, cancellationToken))));
            }
        }

        return authors;
    }
}
