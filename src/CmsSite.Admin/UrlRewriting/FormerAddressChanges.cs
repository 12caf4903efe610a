using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Admin.Contents;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.UrlRewriting;

/// <param name="Title">Of the item, or of the outer one.</param>
/// <param name="Now">Where it leads now; null when the item is not on the site, and nobody is led anywhere.</param>
/// <param name="IsTaken">Something else is published at the address: that comes first.</param>
public sealed record ListedFormerAddress(string Path, string ContentItemId, string Title, string? Now, bool IsTaken, DateTime SinceUtc);

/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record FormerAddressPage(IReadOnlyList<ListedFormerAddress> Addresses, string? Next);

/// <summary>
/// Addresses that lead to where an item is now: those that items left, and those that somebody adds. Each names an item and not another address, so there are no chains and no circles, however often the item moves.
/// </summary>
public static class FormerAddressChanges
{
    public const int PageSize = 50;
    private const int LongestPath = 1000;

    public static async Task<FormerAddressPage> PageAsync(AdminScope scope, string? text, string? after, int size = PageSize)
    {
        UrlRuleChanges.Authorise(scope);
        var database = scope.Session.Database;
        var rows = database.FormerAddresses.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(text))
        {
            var pattern = TitleSearch.Pattern(ContentRoute.Normalize(text));
            rows = rows.Where(row => EF.Functions.Like(row.Path, pattern, "\\"));
        }

        if (after is not null)
        {
            rows = rows.Where(row => row.Path.CompareTo(after) > 0);
        }

        var found = await rows.OrderBy(row => row.Path).Take(size + 1).ToListAsync();
        var page = found.Take(size).ToList();
        var (yes, paths, outer) = (true, page.Select(row => row.Path).ToList(), page.Select(row => row.ContentItemId).Distinct().ToList());
        var inner = page.Select(row => row.ContainedContentItemId).OfType<string>().Distinct().ToList();
        var published = database.ContentItems.AsNoTracking().Where(item => item.Published == yes);
        // Addresses of items themselves, and of what is inside them; each is found by an index of its own.
        var routes = database.Autoroutes.Where(route => route.ContainedContentItemId == null && outer.Contains(route.ContentItemId))
            .Concat(database.Autoroutes.Where(route => inner.Contains(route.ContainedContentItemId!)));
        var now = (await (from route in routes
                          join item in published on route.DocumentId equals item.Id
                          select new { Id = route.ContainedContentItemId ?? route.ContentItemId, route.Path }).ToListAsync()).ToLookup(route => route.Id, route => route.Path);
        var taken = await (from route in database.Autoroutes join item in published on route.DocumentId equals item.Id where paths.Contains(route.Path) select route.Path).ToHashSetAsync();
        var titles = (await database.ContentItems.AsNoTracking().Where(item => outer.Contains(item.ContentItemId) && (item.Latest || item.Published))
            .Select(item => new { item.ContentItemId, item.DisplayText, item.Published }).ToListAsync()).ToLookup(item => item.ContentItemId);
        return new FormerAddressPage(
        [
            .. page.Select(row => new ListedFormerAddress(
                row.Path, row.ContentItemId, titles[row.ContentItemId].Select(item => item.DisplayText).FirstOrDefault() ?? "(deleted)",
                now[row.ContainedContentItemId ?? row.ContentItemId].FirstOrDefault()
                    ?? (row.ContainedContentItemId is null && titles[row.ContentItemId].Any(item => item.Published) ? $"Contents/ContentItems/{row.ContentItemId}" : null),
                taken.Contains(row.Path), row.SinceUtc)),
        ], found.Count > size ? page[^1].Path : null);
    }

    /// <summary>Lets an address lead to an item from now on, wherever that is.</summary>
    /// <returns>What is wrong; null when it does.</returns>
    /// <exception cref="RefusedException">The user may not manage rules for addresses.</exception>
    public static async Task<string?> AddAsync(AdminScope scope, string address, string contentItemId, DateTime nowUtc)
    {
        UrlRuleChanges.Authorise(scope);
        if (UrlRuleChanges.Request(address.Trim() is var given && given.StartsWith('/') || given.Contains("://", StringComparison.Ordinal) ? given : "/" + given) is not { } request
            || ContentRoute.Normalize(request.Path) is not { Length: > 0 and <= LongestPath } path)
        {
            return "Write the address as readers ask for it: /old/page. The front page has none that could be former.";
        }

        var (session, database) = (scope.Session, scope.Session.Database);
        await session.BeginItemsAsync();
        var problem = await ProblemAsync(scope, path, contentItemId);
        if (problem is not null)
        {
            await session.RollbackAsync();
            return problem;
        }

        database.FormerAddresses.Add(new FormerAddress { Path = path, ContentItemId = contentItemId, SinceUtc = nowUtc });
        await session.RecordAsync(SiteChange.FormerAddressKind, path, "/" + path, null, new JsonObject { ["ContentItemId"] = contentItemId }.ToJsonString());
        await session.CommitAsync();
        return null;
    }

    /// <summary>Lets an address lead nowhere.</summary>
    /// <exception cref="RefusedException">The user may not manage rules for addresses.</exception>
    public static async Task DeleteAsync(AdminScope scope, string path)
    {
        UrlRuleChanges.Authorise(scope);
        var (session, database) = (scope.Session, scope.Session.Database);
        await session.BeginItemsAsync();
        if (await database.FormerAddresses.AsNoTracking().FirstOrDefaultAsync(address => address.Path == path) is { } former)
        {
            await database.FormerAddresses.Where(address => address.Path == path).ExecuteDeleteAsync();
            await session.RecordAsync(SiteChange.FormerAddressKind, path, "/" + path, new JsonObject { ["ContentItemId"] = former.ContentItemId }.ToJsonString(), null);
        }

        await session.CommitAsync();
    }

    private static async Task<string?> ProblemAsync(AdminScope scope, string path, string contentItemId)
    {
        var items = scope.Get<ContentItems>();
        if (await items.GetAsync(contentItemId, VersionOptions.Latest) is not { } item || !scope.May(Permissions.ViewContent, item))
        {
            return "Choose the item that it leads to.";
        }

        if (await items.FindRouteAsync(path) is { } route)
        {
            return $"“{route.Item.DisplayText}” is published at /{path}: that comes first.";
        }

        return await scope.Session.Database.FormerAddresses.AnyAsync(address => address.Path == path) ? $"/{path} leads to an item already. Delete that first." : null;
    }
}
