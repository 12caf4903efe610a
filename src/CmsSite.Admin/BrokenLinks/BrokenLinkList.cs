using System.Globalization;
using CmsSite.Admin.Access;
using CmsSite.Admin.Contents;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.Links;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.BrokenLinks;

/// <param name="IsPublished">Readers meet it; otherwise it is in a draft.</param>
/// <param name="Check">What the other site answered; null for a link inside this one.</param>
public sealed record BrokenLink(long Id, string ContentItemId, string Title, string? Author, string Url, bool IsPublished, bool MayEdit, LinkCheck? Check);

/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record BrokenLinkPage(IReadOnlyList<BrokenLink> Links, long? Next);

/// <summary>Which broken links are asked for.</summary>
/// <param name="IsExternal">Only those to other sites, or only those inside this one; null for both.</param>
public sealed record BrokenLinkFilter(string? Author = null, bool IsMine = false, bool? IsExternal = null);

/// <summary>Links that lead nowhere, in what the user may list; by author, by index, page by page.</summary>
public sealed class BrokenLinkList(ContentAccess access, ExternalLinkChecking checking)
{
    public const string Address = "Admin/BrokenLinks";
    public const int PageSize = 50;
    private const int MostCounted = 5000;

    public async Task<BrokenLinkPage> PageAsync(AdminScope scope, BrokenLinkFilter filter, long? after, int size = PageSize)
    {
        var found = await Rows(scope, filter, after ?? 0).OrderBy(row => row.Id).Take(size + 1).ToListAsync();
        List<string> paths = [.. found.Select(row => row.Path).Where(ExternalLinks.IsAddress).OfType<string>().Distinct()];
        var checks = paths.Count == 0 ? [] : await scope.Session.Database.LinkChecks.AsNoTracking().Where(check => paths.Contains(check.Address)).ToDictionaryAsync(check => check.Address);
        return new BrokenLinkPage(
            [
                .. found.Take(size).Select(row => new BrokenLink(
                    row.Id, row.ContentItemId, string.IsNullOrWhiteSpace(row.DisplayText) ? "(no title yet)" : row.DisplayText, row.Author, row.Url, row.Published,
                    scope.May(Permissions.EditContent, new ContentItem { ContentType = row.ContentType, Owner = row.Owner }), row.Path is { } path ? checks.GetValueOrDefault(path) : null)),
            ],
            found.Count > size ? found[size - 1].Id : null);
    }

    /// <summary>How many broken links each author has, most first; of very many the first five thousand are counted, and then the second value is true.</summary>
    public async Task<(IReadOnlyList<(string Author, int Count)> Authors, bool IsCut)> ByAuthorAsync(AdminScope scope, BrokenLinkFilter filter)
    {
        var authors = await Rows(scope, filter, 0).OrderBy(row => row.Id).Take(MostCounted + 1).Select(row => row.Author).ToListAsync();
        return ([.. authors.Take(MostCounted).GroupBy(author => author ?? "").Select(group => (group.Key, group.Count())).OrderByDescending(one => one.Item2).ThenBy(one => one.Key, StringComparer.OrdinalIgnoreCase)], authors.Count > MostCounted);
    }

    /// <summary>Asks the other site now; what it answered, or null when the site asks no others.</summary>
    /// <exception cref="RefusedException">The user may not edit what the link is in.</exception>
    public async Task<LinkCheck?> CheckNowAsync(AdminScope scope, long id) => await AddressAsync(scope, id) is { } address ? await checking.CheckNowAsync(address) : null;

    /// <summary>Reports the address no more, wherever it is linked to, until it answers otherwise.</summary>
    /// <exception cref="RefusedException">The user may not edit what the link is in.</exception>
    public async Task AcceptAsync(AdminScope scope, long id)
    {
        if (await AddressAsync(scope, id) is { } address)
        {
            await checking.AcceptAsync(address);
        }
    }

    public static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private IQueryable<Row> Rows(AdminScope scope, BrokenLinkFilter filter, long after)
    {
        var types = access.Of(scope);
        var listed = types.Listed.Select(type => type.Name).ToList();
        var (all, me, yes, author) = (types.All, scope.UserId, true, filter.Author);
        var database = scope.Session.Database;
        var items = database.ContentItems.AsNoTracking().Where(item => listed.Contains(item.ContentType) && (item.Published || item.Owner == me || all.Contains(item.ContentType)));
        items = filter.IsMine ? items.Where(item => item.Owner == me) : items;
        items = author is null ? items : items.Where(item => item.Author == author);
        var links = database.Links.Where(link => link.IsBroken == yes && link.Id > after);
        links = filter.IsExternal switch
        {
            true => links.Where(link => link.Path!.StartsWith("http://") || link.Path!.StartsWith("https://")),
            false => links.Where(link => link.Path == null || (!link.Path.StartsWith("http://") && !link.Path.StartsWith("https://"))),
            null => links,
        };
        return links.OrderBy(link => link.Id).Join(items, link => link.DocumentId, item => item.Id, (link, item) => new Row
        {
            Id = link.Id, Url = link.Url, Path = link.Path, ContentItemId = item.ContentItemId, ContentType = item.ContentType, DisplayText = item.DisplayText, Author = item.Author, Owner = item.Owner, Published = item.Published,
        });
    }

    private static async Task<string?> AddressAsync(AdminScope scope, long id)
    {
        var database = scope.Session.Database;
        var found = await database.Links.Where(link => link.Id == id).Join(database.ContentItems, link => link.DocumentId, item => item.Id, (link, item) => new { link.Path, item.ContentType, item.Owner }).FirstOrDefaultAsync();
        if (found is not null && !scope.May(Permissions.EditContent, new ContentItem { ContentType = found.ContentType, Owner = found.Owner }))
        {
            throw new RefusedException("You may not edit what this link is in.");
        }

        return ExternalLinks.IsAddress(found?.Path) ? found!.Path : null;
    }

    private sealed class Row
    {
        public required long Id { get; init; }
        public required string Url { get; init; }
        public required string? Path { get; init; }
        public required string ContentItemId { get; init; }
        public required string ContentType { get; init; }
        public required string? DisplayText { get; init; }
        public required string? Author { get; init; }
        public required string? Owner { get; init; }
        public required bool Published { get; init; }
    }
}
