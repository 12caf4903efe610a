using System.Security.Cryptography;
using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Contents.Preview;

/// <summary>
/// Links by which people without an account see one version of an item. Signed with the site's keys, so that reading the database is not enough to make one; with an end, and revocable.
/// </summary>
public sealed class PreviewLinks(CmsDbContext database, ContentItems items, IDataProtectionProvider protection, TimeProvider clock)
{
    public const int MaxDays = 90;
    private readonly IDataProtector _protector = protection.CreateProtector("CmsSite.PreviewLink");

    public string AddressOf(PreviewLink link) => $"Contents/Preview/{_protector.Protect(link.Id)}";

    /// <summary>Those of an item that still lead somewhere, the last first.</summary>
    public async Task<IReadOnlyList<PreviewLink>> ActiveAsync(AdminScope scope, string contentItemId, CancellationToken cancellationToken = default)
    {
        await AuthoriseAsync(scope, contentItemId, cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        return await database.PreviewLinks.AsNoTracking().Where(link => link.ContentItemId == contentItemId && link.ExpiresUtc > now).OrderByDescending(link => link.CreatedUtc).Take(20).ToListAsync(cancellationToken);
    }

    /// <summary>A link to the latest version, and to no later one: the next change begins a version of its own.</summary>
    public async Task<PreviewLink> CreateAsync(AdminScope scope, string contentItemId, int days, CancellationToken cancellationToken = default)
    {
        await scope.Session.BeginItemsAsync(cancellationToken);
        var item = await AuthoriseAsync(scope, contentItemId, cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var link = new PreviewLink
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            ContentItemId = contentItemId,
            VersionId = item.ContentItemVersionId!,
            CreatedUtc = now,
            CreatedBy = scope.User.Identity?.Name,
            ExpiresUtc = now.AddDays(Math.Clamp(days, 1, MaxDays)),
        };
        database.PreviewLinks.Add(link);
        await scope.Session.RecordAsync(SiteChange.PreviewLinkKind, contentItemId, item.DisplayText, null, $"{{\"Version\":\"{link.VersionId}\",\"ExpiresUtc\":\"{link.ExpiresUtc:O}\"}}", cancellationToken);
        await scope.Session.CommitAsync(cancellationToken);
        return link;
    }

    public async Task RevokeAsync(AdminScope scope, string contentItemId, string linkId, CancellationToken cancellationToken = default)
    {
        await scope.Session.BeginItemsAsync(cancellationToken);
        var item = await AuthoriseAsync(scope, contentItemId, cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var version = await database.PreviewLinks.Where(link => link.Id == linkId && link.ContentItemId == contentItemId && link.ExpiresUtc > now).Select(link => link.VersionId).FirstOrDefaultAsync(cancellationToken);
        if (version is null)
        {
            return;
        }

        await database.PreviewLinks.Where(link => link.Id == linkId).ExecuteUpdateAsync(link => link.SetProperty(l => l.ExpiresUtc, now), cancellationToken);
        await scope.Session.RecordAsync(SiteChange.PreviewLinkKind, contentItemId, item.DisplayText, $"{{\"Version\":\"{version}\"}}", null, cancellationToken);
        await scope.Session.CommitAsync(cancellationToken);
    }

    /// <summary>What a link shows; null when it is not one of ours, has ended, or the version has changed since.</summary>
    public async Task<ContentItem?> FindAsync(string token, CancellationToken cancellationToken = default)
    {
        string id;
        try
        {
            id = _protector.Unprotect(token);
        }
        catch (CryptographicException)
        {
            return null;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var link = await database.PreviewLinks.AsNoTracking().FirstOrDefaultAsync(link => link.Id == id && link.ExpiresUtc > now, cancellationToken);
        var version = link is null ? null : await items.GetVersionAsync(link.VersionId, cancellationToken);
        // Types without versions are written over in place: what the link was made for is gone then.
        return version is null || version.ModifiedUtc > link!.CreatedUtc ? null : version;
    }

    private async Task<ContentItem> AuthoriseAsync(AdminScope scope, string contentItemId, CancellationToken cancellationToken)
    {
        var item = await items.GetAsync(contentItemId, VersionOptions.Latest, cancellationToken);
        // To see a draft oneself is less than to show it around.
        return item is not null && scope.May(Permissions.EditContent, item) ? item : throw new RefusedException("You may not show this item to others.");
    }
}
