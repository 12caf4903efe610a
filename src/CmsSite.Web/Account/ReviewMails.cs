using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using CmsSite.Web.Mail;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Web.Account;

/// <summary>
/// The mails of the review step: those who may publish an item hear that it waits, whoever submitted it hears what was decided. Not whoever did it, nor whoever wants none. They have links in them, so they
/// need the site's address (the setting BaseUrl).
/// </summary>
internal sealed class ReviewMails(SiteSettings settings, SiteSession session, ContentItems items, PermissionChecker permissions, MailOutbox outbox, TimeProvider clock)
{
    /// <summary>A claim of those who want no such mails.</summary>
    public const string OptOut = "cmssite:no-review-mails";

    // Who is asked about more than so many is asked by the dashboard.
    private const int MostReviewers = 200;

    private const int AtOnce = 500;

    // What a node that was off for longer finds in the log is no news.
    private static readonly TimeSpan _news = TimeSpan.FromDays(1);

    private bool IsOn => settings.BaseUrl.Length > 0;

    /// <summary>Those of the items that are in a review about which there is something new to say.</summary>
    public async Task<IReadOnlySet<string>> InReviewAsync(IReadOnlyCollection<string> contentItemIds, CancellationToken cancellationToken)
    {
        var inReview = new HashSet<string>(StringComparer.Ordinal);
        var oldest = clock.GetUtcNow().UtcDateTime - _news;
        foreach (var ids in IsOn ? contentItemIds.Chunk(AtOnce) : [])
        {
            inReview.UnionWith(await session.Database.Reviews.Where(review => ids.Contains(review.ContentItemId) && review.SinceUtc >= oldest).Select(review => review.ContentItemId).ToListAsync(cancellationToken));
        }

        return inReview;
    }

    /// <summary>Tells of where an item stands now; of each decision once.</summary>
    /// <param name="who">Did it, and is not told.</param>
    public async Task TellAsync(string contentItemId, string? who, CancellationToken cancellationToken)
    {
        var database = session.Database;
        if (await database.Reviews.AsNoTracking().FirstOrDefaultAsync(row => row.ContentItemId == contentItemId, cancellationToken) is not { } review
            || await items.GetAsync(contentItemId, VersionOptions.Latest, cancellationToken) is not { } item)
        {
            return;
        }

        var title = string.IsNullOrWhiteSpace(item.DisplayText) ? "(no title yet)" : item.DisplayText;
        var note = await database.ReviewNotes.AsNoTracking().Where(row => row.ContentItemId == contentItemId && row.State == review.State).OrderByDescending(row => row.Id).Select(row => row.Text).FirstOrDefaultAsync(cancellationToken);
        var (recipients, subject, says) = review.State switch
        {
            Review.Waiting => (await ReviewersAsync(item, cancellationToken), $"For review: {title}", $"{review.SubmittedBy} has submitted “{title}” for review."),
            Review.SentBack => (await WriterAsync(review, cancellationToken), $"Sent back: {title}", $"“{title}” came back from review: something is to be changed."),
            _ => (await WriterAsync(review, cancellationToken), $"Approved: {title}", $"“{title}” is approved{(item.Published ? ", and on the site" : "")}."),
        };
        foreach (var user in recipients.Where(user => user.UserName != who))
        {
            await WriteAsync(review, user, $"{subject} – {settings.SiteName}", says, note, cancellationToken);
        }
    }

    private Task WriteAsync(Review review, CmsUser user, string subject, string says, string? note, CancellationToken cancellationToken)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{review.ContentItemId} {user.Id}")).AsSpan(0, 12));
        return outbox.WriteAsync(new OutgoingMail(
            $"review-{review.State.ToLowerInvariant()}-{name}-{review.SinceUtc.Ticks}", user.Email!, subject,
            $"""
            {says}
            {(string.IsNullOrWhiteSpace(note) ? "" : "\n" + string.Join("\n", note.Split('\n').Select(line => "> " + line)) + "\n")}
            {settings.BaseUrl}/Admin/Contents/ContentItems/{review.ContentItemId}/Edit

            To get no more of these mails: {settings.BaseUrl}/Account/Mails
            """, null), cancellationToken);
    }

    private async Task<IReadOnlyList<CmsUser>> ReviewersAsync(ContentItem item, CancellationToken cancellationToken)
    {
        var database = session.Database;
        // A role that may publish this, whoever has it; what somebody may with their own items they do without a review.
        var roles = session.Documents(SiteDocumentKinds.Role).Keys.Where(role => permissions.Has(Somebody(role), Permissions.PublishContent, item)).ToList();
        return await Wanting().Where(user => database.UserClaims.Any(claim => claim.UserId == user.Id && claim.ClaimType == ClaimTypes.Role && roles.Contains(claim.ClaimValue!)))
            .OrderBy(user => user.Id).Take(MostReviewers).ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<CmsUser>> WriterAsync(Review review, CancellationToken cancellationToken) =>
        await Wanting().Where(user => user.UserName == review.SubmittedBy).ToListAsync(cancellationToken);

    private IQueryable<CmsUser> Wanting() => session.Database.Users.AsNoTracking()
        .Where(user => user.IsEnabled && user.Email != null && !session.Database.UserClaims.Any(claim => claim.UserId == user.Id && claim.ClaimType == OptOut));

    private static ClaimsPrincipal Somebody(string role) => new(new ClaimsIdentity([new Claim(ClaimTypes.Role, role)], "mail"));
}

/// <summary>Writes the mails of the review step once what they tell of is committed, wherever it was done.</summary>
internal sealed class ReviewMailFollower(IServiceScopeFactory scopes) : IChangeFollower
{
    public string Name => "review mails";

    public bool IsDurable => true;

    public async Task HandleAsync(IReadOnlyList<SiteChange> changes, CancellationToken cancellationToken)
    {
        var subjects = changes.Where(change => change.Kind is SiteChange.ReviewKind or SiteChange.ContentItemKind).Select(change => change.Subject).ToHashSet(StringComparer.Ordinal);
        if (subjects.Count == 0)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var mails = scope.ServiceProvider.GetRequiredService<ReviewMails>();
        // An import publishes thousands of items; few of them are in a review.
        var inReview = await mails.InReviewAsync(subjects, cancellationToken);
        foreach (var change in changes.Where(change => inReview.Contains(change.Subject) && (change.Kind == SiteChange.ReviewKind || IsPublication(change))))
        {
            await mails.TellAsync(change.Subject, change.Who, cancellationToken);
        }
    }

    // Publishing, from wherever, is the approval.
    private static bool IsPublication(SiteChange change) => change.Kind == SiteChange.ContentItemKind
        && ItemState.Parse(change.After) is { Published: { } now } && ItemState.Parse(change.Before)?.Published != now;
}
