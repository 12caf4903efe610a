using System.Globalization;
using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.RecycleBin;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Contents.RecycleBin;

/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record BinPage(IReadOnlyList<DeletedItem> Items, string? Next);

/// <summary>The recycle bin for one user: what they might have deleted themselves. Restoring and deleting for good are authorised here.</summary>
public sealed class BinList(DeletedItems deleted, ContentAccess access)
{
    public const int PageSize = 50;

    /// <summary>Who may delete anything may also do it for good.</summary>
    public static bool MayDeleteForGood(AdminScope scope) => scope.May(Permissions.DeleteContent);

    public async Task<BinPage> PageAsync(AdminScope scope, string? text, string? after, int size = PageSize, CancellationToken cancellationToken = default)
    {
        var types = access.Of(scope).Listed.Select(type => type.Name).ToList();
        var all = types.Where(type => scope.May(Permissions.DeleteContent, new ContentItem { ContentType = type })).ToList();
        var own = types.Where(type => scope.May(Permissions.DeleteContent, new ContentItem { ContentType = type, Owner = scope.UserId })).ToList();
        var me = scope.UserId;
        var rows = deleted.All.Where(row => all.Contains(row.ContentType) || (row.Owner == me && own.Contains(row.ContentType)));
        if (text is not null)
        {
            rows = rows.Named(text);
        }

        if (after?.Split('~') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= DateTime.MaxValue.Ticks)
        {
            var moment = new DateTime(number, DateTimeKind.Utc);
            rows = rows.Where(row => row.DeletedUtc <= moment && (row.DeletedUtc < moment || row.ContentItemId.CompareTo(id) > 0));
        }

        var found = await rows.OrderByDescending(row => row.DeletedUtc).ThenBy(row => row.ContentItemId).Take(size + 1).ToListAsync(cancellationToken);
        return new BinPage([.. found.Take(size)], found.Count > size ? string.Create(CultureInfo.InvariantCulture, $"{found[size - 1].DeletedUtc.Ticks}~{found[size - 1].ContentItemId}") : null);
    }

    /// <exception cref="RefusedException">It is not in the bin, or the user could not have deleted it.</exception>
    public async Task RestoreAsync(AdminScope scope, string contentItemId, CancellationToken cancellationToken = default)
    {
        await scope.Session.BeginItemsAsync(cancellationToken);
        await AuthoriseAsync(scope, contentItemId, cancellationToken);
        await deleted.RestoreAsync(contentItemId, cancellationToken);
        await scope.Session.CommitAsync(cancellationToken);
    }

    /// <exception cref="RefusedException">It is not in the bin, or the user may not delete for good.</exception>
    public async Task DeleteForGoodAsync(AdminScope scope, string contentItemId, CancellationToken cancellationToken = default)
    {
        await scope.Session.BeginItemsAsync(cancellationToken);
        await AuthoriseAsync(scope, contentItemId, cancellationToken);
        if (!MayDeleteForGood(scope))
        {
            throw new RefusedException("You may not delete for good; it goes by itself when its days are over.");
        }

        await deleted.DeleteForGoodAsync(contentItemId, cancellationToken);
        await scope.Session.CommitAsync(cancellationToken);
    }

    private async Task AuthoriseAsync(AdminScope scope, string contentItemId, CancellationToken cancellationToken)
    {
        var row = await deleted.FindAsync(contentItemId, cancellationToken);
        if (row is null || !scope.May(Permissions.DeleteContent, new ContentItem { ContentType = row.ContentType, Owner = row.Owner }))
        {
            throw new RefusedException("This is not in the recycle bin, or it is not yours to bring back.");
        }
    }
}
