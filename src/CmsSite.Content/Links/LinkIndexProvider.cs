using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Storage.Indexes;

namespace CmsSite.Content.Links;

/// <summary>A row for each link to this site; <see cref="LinkFollower"/> looks whether it leads somewhere.</summary>
public sealed class LinkIndexProvider : IContentIndexProvider
{
    public void Fill(ContentItem item, ContentTypeDefinition? type, ICollection<ContentIndexRow> rows)
    {
        foreach (var link in SiteLinks.In(item.Content))
        {
            rows.Add(new LinkIndexRow { ContentItemId = item.ContentItemId, Url = link.Url, TargetContentItemId = link.TargetContentItemId, Path = link.Path });
        }
    }
}
