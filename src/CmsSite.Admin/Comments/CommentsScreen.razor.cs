using CmsSite.Admin.Access;
using CmsSite.Comments;
using CmsSite.Content.Access;
using CmsSite.Content.Settings;
using CmsSite.Storage.Indexes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.JSInterop;

namespace CmsSite.Admin.Comments;

public partial class CommentsScreen
{
    private readonly Dictionary<CommentState, int> _counts = [];
    private QueueFilter _filter = new(CommentState.Pending);
    private QueuePage? _page;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private Done? _done;
    private string _name = "";
    private string _narrowedTo = "";
    private bool _isRefused;
    private bool _maySet;
    private bool _seesHistory;
    private int _mailsWaiting;
    private string? _busy;
    private DateTime _seenUtc;
    private Commenter? _commenter;
    private IReadOnlyList<BulkDecision> _recent = [];

    [SupplyParameterFromQuery(Name = "state")] private string? State { get; set; }
    [SupplyParameterFromQuery(Name = "article")] private string? ArticleId { get; set; }
    [SupplyParameterFromQuery(Name = "like")] private string? LikeId { get; set; }
    [SupplyParameterFromQuery(Name = "near")] private string? NearId { get; set; }
    [SupplyParameterFromQuery(Name = "after")] private string? After { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        _filter = new QueueFilter(Enum.TryParse<CommentState>(State, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : CommentState.Pending, ArticleId, LikeId, NearId);
        _narrowedTo = ArticleId is not null ? "comments on one article" : LikeId is not null ? "comments of one address" : "comments from one network";
        await LoadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Browser.InvokeAsync<IJSObjectReference>("import", "./" + Assets["_content/CmsSite.Admin/comments.js"]);
        }
    }

    private Task LoadAsync() => Work.DoAsync(async scope =>
    {
        _isRefused = !CommentScreens.MayModerate(scope);
        if (_isRefused)
        {
            Status.Set(StatusCodes.Status403Forbidden);
            return;
        }

        _zone = scope.Get<SiteSettings>().TimeZone;
        _seenUtc = scope.Get<TimeProvider>().GetUtcNow().UtcDateTime;
        var queue = scope.Get<CommentQueue>();
        _page = await queue.PageAsync(_filter, After);
        foreach (var state in Enum.GetValues<CommentState>())
        {
            _counts[state] = await queue.CountAsync(_filter with { State = state });
        }

        _mailsWaiting = scope.Get<MailState>() is var mail && !await mail.HasServerAsync() ? mail.Waiting : 0;
        (_maySet, _seesHistory) = (scope.May(Permissions.ManageSettings), scope.May(Permissions.ViewAuditTrail));
        _recent = await scope.Get<CommentBulk>().RecentAsync();
        _commenter = LikeId is null ? null : await scope.Get<Commenters>().FindAsync(LikeId);
        _name = scope.Get<CommentNames>().Of(scope.UserId) ?? scope.User.Identity?.Name ?? "";
    });

    private async Task ActAsync(QueuedComment queued, CommentState state)
    {
        var before = queued.Comment.State;
        await SetAsync(queued.Comment.Id, state);
        _done = new Done($"“{queued.Comment.Name}”: {CommentScreens.NameOf(state).ToLowerInvariant()}.", () => SetAsync(queued.Comment.Id, before));
        await LoadAsync();
    }

    private async Task ReplyAsync(QueuedComment queued, (string Name, string Body) reply)
    {
        var problem = await Work.DoAsync(async scope =>
        {
            CommentScreens.Demand(scope);
            var found = await scope.Get<CommentModerators>().ReplyAsync(queued.Comment.Id, reply.Name, reply.Body, scope.UserId);
            if (found is null)
            {
                await scope.Session.CommitAsync();
            }

            return found;
        });
        _done = problem is null ? new Done($"Your answer to {queued.Comment.Name} is published.", null) : new Done(problem.Message, null, IsBad: true);
        if (problem is null)
        {
            await LoadAsync();
        }
    }

    private async Task UndoAsync()
    {
        if (_done?.Undo is { } undo)
        {
            _done = null;
            await undo();
            await LoadAsync();
        }
    }

    private async Task AllAsync(CommentState state)
    {
        // Those that come while it goes on were seen by nobody.
        var seen = _filter with { UntilUtc = _seenUtc };
        var run = await BulkAsync(bulk => bulk.BeginAsync(seen, state));
        await RepeatAsync(bulk => bulk.StepAsync(run, seen, state), $"{(state == CommentState.Published ? "approved" : $"moved to {CommentScreens.NameOf(state).ToLowerInvariant()}")}", () => TakeBackAsync(run));
    }

    private Task TakeBackAsync(long runId) => RepeatAsync(bulk => bulk.UndoStepAsync(runId), "taken back", null);

    // A stretch a time, each in its own transaction: comments come in meanwhile, and other moderators go on.
    private async Task RepeatAsync(Func<CommentBulk, Task<int>> step, string what, Func<Task>? undo)
    {
        var done = 0;
        while (await BulkAsync(step) is > 0 and var some)
        {
            done += some;
            _busy = $"{done} comments {what}…";
            StateHasChanged();
        }

        _busy = null;
        _done = new Done(done == 1 ? $"One comment {what}." : $"{done} comments {what}.", undo);
        await LoadAsync();
    }

    private Task<T> BulkAsync<T>(Func<CommentBulk, Task<T>> work) => Work.DoAsync(scope =>
    {
        CommentScreens.Demand(scope);
        return work(scope.Get<CommentBulk>());
    });

    private async Task BanAsync((TimeSpan? Time, bool OfNetwork) ban)
    {
        await Work.DoAsync(async scope =>
        {
            CommentScreens.Demand(scope);
            await scope.Get<Commenters>().BanAsync(LikeId!, ban.Time, ban.OfNetwork);
            await scope.Session.CommitAsync();
        });
        await LoadAsync();
    }

    private Task SetAsync(string commentId, CommentState state) => Work.DoAsync(async scope =>
    {
        CommentScreens.Demand(scope);
        await scope.Get<CommentModerators>().SetStateAsync(commentId, state);
        await scope.Session.CommitAsync();
    });

    private static string Count(int count) => count >= CommentQueue.MostCounted ? $"{CommentQueue.MostCounted}+" : count.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string Address(CommentState state, string? after = null, bool keep = false) => Navigation.GetUriWithQueryParameters(CommentScreens.List, new Dictionary<string, object?>
    {
        ["state"] = state == CommentState.Pending ? null : state.ToString().ToLowerInvariant(),
        ["article"] = keep ? ArticleId : null,
        ["like"] = keep ? LikeId : null,
        ["near"] = keep ? NearId : null,
        ["after"] = after,
    });

    private sealed record Done(string Message, Func<Task>? Undo, bool IsBad = false);
}
