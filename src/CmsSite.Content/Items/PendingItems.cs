using CmsSite.Storage;

namespace CmsSite.Content.Items;

/// <summary>
/// The items that a session is writing or has read while writing, so that a pattern which asks for a post's blog neither misses the blog written a moment ago nor
/// reads it a thousand times. Empty as long as nothing is being written. One per scope.
/// </summary>
public sealed class PendingItems
{
    private const int Limit = 2000;
    private readonly Dictionary<(string Id, VersionOptions Version), ContentItem> _items = [];

    public PendingItems(SiteSession session) => session.Ended += _items.Clear;

    public ContentItem? Find(string contentItemId, VersionOptions version) => _items.GetValueOrDefault((contentItemId, version))?.Copy();

    public ContentItem Remember(ContentItem item, bool isWriting)
    {
        if (isWriting)
        {
            Add(item.Copy());
        }

        return item;
    }

    public void Forget(string contentItemId)
    {
        _items.Remove((contentItemId, VersionOptions.Published));
        _items.Remove((contentItemId, VersionOptions.Latest));
    }

    public void Add(ContentItem item)
    {
        if (_items.Count > Limit)
        {
            _items.Clear();
        }

        if (item.Latest)
        {
            _items[(item.ContentItemId, VersionOptions.Latest)] = item;
        }

        if (item.Published)
        {
            _items[(item.ContentItemId, VersionOptions.Published)] = item;
        }
    }
}
