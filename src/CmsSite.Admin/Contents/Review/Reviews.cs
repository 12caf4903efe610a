using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Contents.Review;

/// <summary>Where an item stands, and what was said about it, the last first.</summary>
public sealed record ReviewThread(string? State, string? SubmittedBy, DateTime? SinceUtc, IReadOnlyList<ReviewNote> Notes);

/// <summary>
/// One step between who writes and who may publish: submitted, sent back or published. The conversation stays with the item in the dashboard; nothing public and no export reads it.
/// </summary>
public sealed class Reviews(CmsDbContext database, ContentItems items, ContentManager manager, TimeProvider clock)
{
    public const int MaxLength = 4000;
    private const int Shown = 100;

    /// <exception cref="RefusedException">The user may not edit the item.</exception>
    public async Task<ReviewThread> ThreadAsync(AdminScope scope, string contentItemId, CancellationToken cancellationToken = default)
    {
        await AuthoriseAsync(scope, contentItemId, Permissions.EditContent, cancellationToken);
        var review = await database.Reviews.AsNoTracking().FirstOrDefaultAsync(row => row.ContentItemId == contentItemId, cancellationToken);
        var notes = await database.ReviewNotes.AsNoTracking().Where(note => note.ContentItemId == contentItemId).OrderByDescending(note => note.Id).Take(Shown).ToListAsync(cancellationToken);
        return new ReviewThread(review?.State, review?.SubmittedBy, review?.SinceUtc, notes);
    }

    /// <summary>Hands the draft to those who may publish it.</summary>
    public async Task SubmitAsync(AdminScope scope, string contentItemId, string note, CancellationToken cancellationToken = default)
    {
        await scope.Session.BeginItemsAsync(cancellationToken);
        var item = await AuthoriseAsync(scope, contentItemId, Permissions.EditContent, cancellationToken);
        if (item.Published)
        {
            throw new RefusedException("There is nothing to review: what is written here is published.");
        }

        await MoveAsync(scope, item, Storage.Review.Waiting, note, cancellationToken);
        await scope.Session.CommitAsync(cancellationToken);
    }

    /// <summary>Gives the draft back to its writer; the note says why.</summary>
    public async Task SendBackAsync(AdminScope scope, string contentItemId, string note, CancellationToken cancellationToken = default)
    {
        await scope.Session.BeginItemsAsync(cancellationToken);
        var item = await AuthoriseAsync(scope, contentItemId, Permissions.PublishContent, cancellationToken);
        if (string.IsNullOrWhiteSpace(note))
        {
            throw new RefusedException("Say what is to be changed: the writer sees nothing else.");
        }

        if (!await database.Reviews.AnyAsync(review => review.ContentItemId == contentItemId && review.State == Storage.Review.Waiting, cancellationToken))
        {
            throw new RefusedException("Nobody has submitted this for review.");
        }

        await MoveAsync(scope, item, Storage.Review.SentBack, note, cancellationToken);
        await scope.Session.CommitAsync(cancellationToken);
    }

    /// <summary>Publishes what was submitted.</summary>
    /// <returns>What is missing; empty when it is published.</returns>
    public async Task<IReadOnlyList<Content.Handlers.ContentProblem>> ApproveAsync(AdminScope scope, string contentItemId, string note, CancellationToken cancellationToken = default)
    {
        await scope.Session.BeginItemsAsync(cancellationToken);
        var item = await AuthoriseAsync(scope, contentItemId, Permissions.PublishContent, cancellationToken);
        var problems = await manager.PublishDraftAsync(contentItemId, cancellationToken) ?? [];
        if (problems.Count > 0)
        {
            await scope.Session.RollbackAsync(cancellationToken);
            return problems;
        }

        await MoveAsync(scope, item, Storage.Review.Approved, note, cancellationToken);
        await scope.Session.CommitAsync(cancellationToken);
        return [];
    }

    public async Task CommentAsync(AdminScope scope, string contentItemId, string text, CancellationToken cancellationToken = default)
    {
        await scope.Session.BeginItemsAsync(cancellationToken);
        await AuthoriseAsync(scope, contentItemId, Permissions.EditContent, cancellationToken);
        if (!string.IsNullOrWhiteSpace(text))
        {
            Say(scope, contentItemId, null, text);
        }

        await scope.Session.CommitAsync(cancellationToken);
    }

    /// <summary>Somebody who may publish has given the draft its date.</summary>
    internal Task ApproveByDateAsync(AdminScope scope, ContentItem item, CancellationToken cancellationToken) => MoveAsync(scope, item, Storage.Review.Approved, "", cancellationToken, onlyIfThere: true);

    /// <summary>Somebody who may not publish has changed what had been given a date: it waits again.</summary>
    internal Task ReopenAsync(AdminScope scope, ContentItem item, string why, CancellationToken cancellationToken) => MoveAsync(scope, item, Storage.Review.Waiting, why, cancellationToken);

    private async Task MoveAsync(AdminScope scope, ContentItem item, string state, string note, CancellationToken cancellationToken, bool onlyIfThere = false)
    {
        await scope.Session.FlushAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var review = await database.Reviews.FirstOrDefaultAsync(row => row.ContentItemId == item.ContentItemId, cancellationToken);
        if (review is null && onlyIfThere)
        {
            return;
        }

        var before = review?.State;
        if (review is null)
        {
            database.Reviews.Add(review = new Storage.Review { ContentItemId = item.ContentItemId, State = state });
        }

        (review.State, review.SinceUtc) = (state, now);
        review.SubmittedBy = state == Storage.Review.Waiting ? scope.User.Identity?.Name : review.SubmittedBy;
        if (!string.IsNullOrWhiteSpace(note) || state != before)
        {
            Say(scope, item.ContentItemId, state, note);
        }

        await scope.Session.RecordAsync(SiteChange.ReviewKind, item.ContentItemId, item.DisplayText, before is null ? null : $"\"{before}\"", $"\"{state}\"", cancellationToken);
        await scope.Session.FlushAsync(cancellationToken);
    }

    private void Say(AdminScope scope, string contentItemId, string? state, string text) => database.ReviewNotes.Add(new ReviewNote
    {
        ContentItemId = contentItemId,
        State = state,
        Text = text.Trim() is { Length: > MaxLength } longer ? longer[..MaxLength] : text.Trim(),
        Who = scope.User.Identity?.Name,
        WhenUtc = clock.GetUtcNow().UtcDateTime,
    });

    private async Task<ContentItem> AuthoriseAsync(AdminScope scope, string contentItemId, string permission, CancellationToken cancellationToken)
    {
        var item = await items.GetAsync(contentItemId, VersionOptions.Latest, cancellationToken) ?? throw new RefusedException("The item is not there any more.");
        return scope.May(permission, item) ? item : throw new RefusedException("You may not do that with this item.");
    }
}
