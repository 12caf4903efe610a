using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Storage.Indexes;

namespace CmsSite.Content.Links;

/// <summary>A row for each link. <see cref="LinkFollower"/> looks whether one to this site leads somewhere, <see cref="ExternalLinkChecking"/> asks other sites.</summary>
public sealed class LinkIndexProvider : IContentIndexProvider
{
    public void Fill(ContentItem item, ContentTypeDefinition? type, ICollection<ContentIndexRow> rows)
    {
        foreach (var link in SiteLinks.In(item.Content).Concat(ExternalLinks.In(item.Content)))
        {
            rows.Add(new LinkIndexRow { ContentItemId = item.ContentItemId, Url = link.Url, TargetContentItemId = link.TargetContentItemId, Path = link.Path });
        }
    }
}
