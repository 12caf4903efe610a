using CmsSite.Content.Items;
using CmsSite.Storage;

namespace CmsSite.Web.Site.Feeds;

/// <summary>What a feed is about, and what it draws on.</summary>
/// <param name="Item">The item whose page it belongs to; null for the site.</param>
/// <param name="Page">The path of that page.</param>
/// <param name="Items">Published items in any order.</param>
/// <param name="Dependencies">For caches, as the pages of the theme say it.</param>
internal sealed record FeedSubject(ContentItem? Item, string Page, IQueryable<ContentItemRecord> Items, IReadOnlyCollection<string> Dependencies);
