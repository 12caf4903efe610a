using CmsSite.Comments;
using CmsSite.Content.Access;
using CmsSite.Content.Html;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using CmsSite.Theming;
using CmsSite.Web.Site.Feeds;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Web.Site.Comments;

/// <summary>Feeds of comments: of an article below its page at <c>comments/feed</c>, of the site at <c>/comments/feed</c>; as Atom and JSON too. The newest, published ones only.</summary>
public sealed class CommentFeeds(SiteSession session, PublishedItems published, CommentedItems commented, PublicItems publicItems, PermissionChecker permissions, SiteSettings settings, SiteUrls urls, DisplayContext display)
{
    private const string Name = "comments";
    private const int Count = 20;
    private const int SummaryLength = 300;

    /// <summary>The path of the page whose comments are meant, empty for the site; null when that is no such feed.</summary>
    internal static string? PageOf(FeedAddress address) =>
        address.Page == Name ? "" : address.Page.EndsWith("/" + Name, StringComparison.Ordinal) ? address.Page[..^(Name.Length + 1)] : null;

    /// <summary>Null when there is no such page, it takes no comments, or not everybody may see it.</summary>
    /// <param name="dependencies">Gets what the feed drew on.</param>
    internal async Task<Feed?> ReadAsync(string page, string selfPath, ISet<string> dependencies, CancellationToken cancellationToken)
    {
        ContentItem? article = null;
        if (page.Length > 0)
        {
            if (await published.FindRouteAsync(page, cancellationToken) is not { Container: null, Item: var item } || !publicItems.MayShow(item, PublicItems.Anybody)
                || await commented.FindAsync(item.ContentItemId, cancellationToken) is null)
            {
                return null;
            }

            article = item;
            dependencies.Add($"contentitemid:{article.ContentItemId}");
        }
        else if (commented.CommentType is null)
        {
            return null;
        }

        dependencies.Add(article is null ? CommentsPartDisplay.DependencyOn("") : CommentsPartDisplay.DependencyOn(article.ContentItemId));
        var rows = session.Database.Comments.AsNoTracking().Where(row => row.State == CommentState.Published);
        rows = article is null ? rows : rows.Where(row => row.ArticleId == article.ContentItemId);
        var documents = await rows.OrderByDescending(row => row.CreatedUtc).ThenByDescending(row => row.DocumentId).Select(row => row.DocumentId).Take(Count).ToListAsync(cancellationToken);
        var records = await session.Database.ContentItems.AsNoTracking().Where(item => documents.Contains(item.Id)).ToListAsync(cancellationToken);
        var found = records.Select(ContentItems.ToItem).Where(item => permissions.Has(PublicItems.Anybody, Permissions.ViewContent, item)).Select(item => new Comment(item)).OrderByDescending(comment => comment.CreatedUtc).ToList();
        var articles = await published.GetAsync([.. found.Select(comment => comment.ArticleId).Distinct()], cancellationToken);
        var entries = new List<FeedEntry>();
        foreach (var comment in found)
        {
            if (articles.GetValueOrDefault(comment.ArticleId) is { } on && publicItems.MayShow(on, PublicItems.Anybody))
            {
                dependencies.Add($"contentitemid:{on.ContentItemId}");
                entries.Add(Entry(comment, on));
            }
        }

        var address = article is null ? urls.Absolute("") : urls.Absolute(article, page);
        var title = FeedHtml.Clean(article is null ? $"{display.Text("Comments")} – {settings.SiteName}" : $"{display.Text("Comments")}: {article.DisplayText} – {settings.SiteName}");
        return new Feed(
            article is null ? urls.Absolute("comments/feed") : $"{FeedEntries.Id(article)}:comments", title, title, display.Culture.Name, FeedHtml.Clean(settings.SiteName), urls.Absolute(""), address,
            urls.Absolute(selfPath), urls.Absolute(selfPath), null,
            entries.Count > 0 ? entries.Max(entry => entry.Updated) : FeedEntries.Utc(article?.PublishedUtc), entries);
    }

    private FeedEntry Entry(Comment comment, ContentItem article)
    {
        var html = FeedHtml.Clean(CommentMarkup.ToHtml(comment.Body));
        var (created, edited) = (FeedEntries.Utc(comment.CreatedUtc), FeedEntries.Utc(comment.EditedUtc ?? comment.CreatedUtc));
        return new FeedEntry(
            FeedEntries.Id(comment.Item), FeedHtml.Clean($"{comment.Name}: {article.DisplayText}"), urls.Absolute($"Contents/Comments/{comment.Id}"), FeedHtml.Clean(PlainText.Shorten(PlainText.FromHtml(html), SummaryLength)),
            html, created, edited > created ? edited : created, [new FeedAuthor(FeedHtml.Clean(comment.Name), CommentChecks.WebsiteOf(comment.Website))], [], null);
    }
}
