using System.Globalization;
using CmsSite.Admin.Access;
using CmsSite.Admin.Contents;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.BrokenLinks;

/// <param name="IsPublished">Readers meet it; otherwise it is in a draft.</param>
public sealed record BrokenLink(long Id, string ContentItemId, string Title, string? Author, string Url, bool IsPublished, bool MayEdit);

/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record BrokenLinkPage(IReadOnlyList<BrokenLink> Links, long? Next);

/// <summary>Links that lead nowhere, in what the user may list; by author, by index, page by page.</summary>
public sealed class BrokenLinkList(ContentAccess access)
{
    public const string Address = "Admin/BrokenLinks";
    public const int PageSize = 50;

    public async Task<BrokenLinkPage> PageAsync(AdminScope scope, string? author, bool isMine, long? after, int size = PageSize)
    {
        var types = access.Of(scope);
        var listed = types.Listed.Select(type => type.Name).ToList();
        var (all, me, yes, from) = (types.All, scope.UserId, true, after ?? 0);
        var database = scope.Session.Database;
        var items = database.ContentItems.AsNoTracking().Where(item => listed.Contains(item.ContentType) && (item.Published || item.Owner == me || all.Contains(item.ContentType)));
        items = isMine ? items.Where(item => item.Owner == me) : items;
        items = author is null ? items : items.Where(item => item.Author == author);
        var found = await database.Links.Where(link => link.IsBroken == yes && link.Id > from).OrderBy(link => link.Id)
            .Join(items, link => link.DocumentId, item => item.Id, (link, item) => new { link.Id, link.Url, item.ContentItemId, item.ContentType, item.DisplayText, item.Author, item.Owner, item.Published })
            .OrderBy(row => row.Id).Take(size + 1).ToListAsync();
        return new BrokenLinkPage(
            [
                .. found.Take(size).Select(row => new BrokenLink(
                    row.Id, row.ContentItemId, string.IsNullOrWhiteSpace(row.DisplayText) ? "(no title yet)" : row.DisplayText, row.Author, row.Url, row.Published,
                    scope.May(Permissions.EditContent, new ContentItem { ContentType = row.ContentType, Owner = row.Owner }))),
            ],
            found.Count > size ? found[size - 1].Id : null);
    }

    public static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
