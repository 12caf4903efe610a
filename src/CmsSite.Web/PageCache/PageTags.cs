using CmsSite.Search.Indexes;
using CmsSite.Storage;
using CmsSite.Storage.Changes;

namespace CmsSite.Web.PageCache;

/// <summary>
/// What pages and changes have in common. A page carries tags for what it drew on, a change drops the pages that carry one of its own. Where a page cannot say exactly what it
/// looked at, it carries <see cref="AnyItem"/>: rather a page too many made anew than one that is out of date.
/// </summary>
internal static class PageTags
{
    /// <summary>Any published content item.</summary>
    public const string AnyItem = "items";

    /// <summary>What the search finds.</summary>
    public const string Search = "search";

    /// <summary>What is not published may show: a query that asks for it, or that cannot be understood.</summary>
    private const string Drafts = "drafts";
    private const int MaxTags = 1000;

    // These are matched by what a change says about itself; all others stand for some set of items.
    private static readonly string[] _exact = ["contentitemid:", "type:", "document:", "media:", "comments:", "users", Drafts, Search];

    // A page that shows what time it is, and one that may be wrong in a way that no change will tell of.
    private const string Clock = "clock";
    public const string Brief = "brief";
    private static readonly TimeSpan _clock = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _brief = TimeSpan.FromSeconds(5);

    // Nothing of these is ever on a public page.
    private static readonly HashSet<string> _silent =
        [
            SiteDocumentKinds.MediaFolder, SiteDocumentKinds.AdminMenu, SiteDocumentKinds.AdminTemplate, SiteDocumentKinds.DeploymentPlan, SiteDocumentKinds.Kept,
            SiteDocumentKinds.EndedSession, SiteDocumentKinds.CommentBan, SiteDocumentKinds.CommentName, SiteDocumentKinds.SavedFilter, SiteChange.SignInKind, SiteChange.LogKind, SearchIndexes.RebuildKind,
            SiteChange.DeletedItemKind, SiteChange.PreviewLinkKind, SiteChange.ReviewKind,
        ];

    public static IReadOnlySet<string> Of(IReadOnlySet<string> dependencies)
    {
        var tags = new HashSet<string>(dependencies.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var dependency in dependencies)
        {
            // Which items a query finds it says itself; that the query is another one is a change of the whole site.
            if (dependency is not (Clock or Brief) && !dependency.StartsWith("query:", StringComparison.OrdinalIgnoreCase))
            {
                tags.Add(_exact.Any(exact => dependency.StartsWith(exact, StringComparison.OrdinalIgnoreCase)) ? dependency : AnyItem);
            }
        }

        if (tags.Count > MaxTags)
        {
            tags.RemoveWhere(tag => tag.StartsWith("contentitemid:", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("type:", StringComparison.OrdinalIgnoreCase));
            tags.Add(AnyItem);
        }

        return tags;
    }

    /// <summary>How long a page may be kept at most for what it drew on.</summary>
    public static TimeSpan? MaxAgeOf(IReadOnlySet<string> dependencies) => dependencies.Contains(Brief) ? _brief : dependencies.Contains(Clock) ? _clock : null;

    /// <summary>The tags that the changes drop; null for every page there is.</summary>
    public static IReadOnlySet<string>? Of(IReadOnlyCollection<SiteChange> changes)
    {
        var tags = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var change in changes)
        {
            switch (change.Kind)
            {
                case SiteChange.ContentItemKind:
                    AddItem(change, tags);
                    break;
                case SiteChange.MediaKind:
                    tags.Add($"media:{change.Subject}");
                    break;
                case SiteChange.UserKind:
                    tags.Add("users");
                    break;
                case SiteDocumentKinds.SearchSynonyms or SiteDocumentKinds.PinnedResult:
                    tags.Add(Search);
                    break;
                case SiteDocumentKinds.Sitemap:
                    tags.Add($"document:{change.Kind}");
                    break;
                default:
                    if (!_silent.Contains(change.Kind))
                    {
                        return null;
                    }

                    break;
            }

            if (tags.Count > MaxTags)
            {
                return null;
            }
        }

        return tags;
    }

    private static void AddItem(SiteChange change, HashSet<string> tags)
    {
        var (before, after) = (ItemState.Parse(change.Before), ItemState.Parse(change.After));
        tags.Add(Drafts);
        if (ItemState.IsSamePublished(before, after))
        {
            return;
        }

        if ((after ?? before)?.About is { } article)
        {
            // What was said about an item is on its page, and its number on some others. Whoever asks for comments in a query of their own says so by the type.
            tags.UnionWith(["comments:", $"comments:{article}", $"contentitemid:{change.Subject}", $"type:{(after ?? before)!.ContentType}"]);
            if (before?.About is { } former)
            {
                tags.Add($"comments:{former}");
            }

            return;
        }

        tags.Add(AnyItem);
        tags.Add($"contentitemid:{change.Subject}");
        foreach (var state in new[] { before, after })
        {
            if (state is not null)
            {
                tags.Add($"type:{state.ContentType}");
            }
        }
    }
}
