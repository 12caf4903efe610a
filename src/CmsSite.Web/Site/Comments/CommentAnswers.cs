using CmsSite.Comments;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Theming;
using CmsSite.Theming.Shapes;

namespace CmsSite.Web.Site.Comments;

/// <summary>What whoever sends a comment is answered: a page for a plain form, JSON for the script. Whatever is wrong, the answer has all that was typed.</summary>
public sealed class CommentAnswers(CommentShapes shapes, CommentThreads threads, CommentedItems commented, PublishedItems items, SiteSettings settings, DisplayContext display, CommentTokens tokens, CommentLinks links)
{
    private const string Old = "This page had been open for a long time. Please look once more and send it again.";
    private const string Forged = "We could not tell that this came from our form. Nothing is lost: please send it again.";
    private const string TooMany = "There are too many comments at the moment. Nothing is lost: please send yours again in a minute.";
    private const string Over = "Comments here are closed.";

    /// <summary>The address of an article, or of one of its pages of comments.</summary>
    public async Task<string> UrlOfAsync(string articleId, string from = "", string? commentId = null)
    {
        var path = settings.HomeContentItemId == articleId ? "" : await items.PathOfAsync(articleId, display.Cancellation) ?? SiteUrls.ById(articleId);
        return display.Request.PathBase + SiteUrls.Local(path) + (from.Length > 0 ? $"?{CommentsPartDisplay.From}={from}" : "") + (commentId is null ? "" : $"#comment-{commentId}");
    }

    internal Task FormAsync(HttpContext http, ContentItem article, CommentSubmission? sent, Comment? parent) => PageAsync(http, article, sent, parent, StatusCodes.Status200OK, null);

    internal Task PreviewAsync(HttpContext http, ContentItem article, CommentSubmission sent, Comment? parent)
    {
        var problems = CommentChecks.Of(sent);
        return PageAsync(http, article, sent, parent, problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity, null, problems, isPreview: true);
    }

    /// <summary>The form is too old, or not of this site.</summary>
    internal Task AgainAsync(HttpContext http, ContentItem article, CommentSubmission sent, Comment? parent)
    {
        var (status, message) = sent.Token.Kind == FormAge.Old ? (StatusCodes.Status422UnprocessableEntity, Old) : (StatusCodes.Status400BadRequest, Forged);
        return RefuseAsync(http, article, sent, parent, status, [new("", message)], isPreview: true);
    }

    internal Task ClosedAsync(HttpContext http, ContentItem article, CommentSubmission? sent, Comment? parent) =>
        RefuseAsync(http, article, sent, parent, StatusCodes.Status403Forbidden, [new("", Over)]);

    internal Task TooManyAsync(HttpContext http, ContentItem article, CommentSubmission sent, Comment? parent)
    {
        http.Response.Headers.RetryAfter = "60";
        return RefuseAsync(http, article, sent, parent, StatusCodes.Status429TooManyRequests, [new("", TooMany)]);
    }

    internal async Task WriteAsync(HttpContext http, ContentItem article, CommentSubmission sent, Comment? parent, SubmitCommentResult result)
    {
        switch (result)
        {
            case SubmitCommentResult.Published published:
                await DoneAsync(http, article, published.Comment, parent, isHeld: false);
                break;
            case SubmitCommentResult.Held held:
                await DoneAsync(http, article, held.Comment, parent, isHeld: true);
                break;
            case SubmitCommentResult.Invalid invalid:
                // What it answered may be gone; then it is offered as a comment on the article.
                await RefuseAsync(http, article, sent, parent, StatusCodes.Status422UnprocessableEntity, invalid.Problems);
                break;
            case SubmitCommentResult.Closed:
                await ClosedAsync(http, article, sent, parent);
                break;
            default:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    private async Task DoneAsync(HttpContext http, ContentItem article, Comment comment, Comment? parent, bool isHeld)
    {
        PageResponses.CreateRenderer(http, http.RequestServices);
        http.Response.Headers.CacheControl = "no-store";
        var edit = $"{shapes.LinkTo(comment.Id)}/Edit/{EditToken(comment)}";
        if (WantsJson(http))
        {
            await (isHeld ? TypedResults.Json(new { state = "held", edit }).ExecuteAsync(http) : ShowInPlaceAsync(http, comment, parent, edit));
            return;
        }

        var from = isHeld ? null : await threads.FindAsync(comment.Id, async id => (await commented.FindAsync(id))?.Rules, http.RequestAborted);
        // A redirect, so that loading the page again sends nothing again.
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        var sent = $"{CommentsPartDisplay.Sent}={(isHeld ? CommentsPartDisplay.Held : CommentsPartDisplay.Shown)}&{CommentsPartDisplay.Edit}={comment.Id}.{EditToken(comment)}";
        http.Response.Headers.Location = from is var (_, place2) && !isHeld
            ? $"{await UrlOfAsync(article.ContentItemId)}?{(place2.Length > 0 ? $"{CommentsPartDisplay.From}={place2}&" : "")}{sent}#comment-{comment.Id}"
            : $"{await UrlOfAsync(article.ContentItemId)}?{sent}#comment-held";
    }

    // All that the script needs to put it where the page would show it.
    private async Task ShowInPlaceAsync(HttpContext http, Comment comment, Comment? parent, string edit)
    {
        var (place, found) = (comment.Place ?? "", await commented.FindAsync(comment.ArticleId, http.RequestAborted));
        var (count, rules) = (found?.Article.CommentCount ?? 0, found?.Rules);
        var entry = shapes.Entry(new ThreadedComment(comment, place, Math.Clamp(CommentPlace.LevelOf(place), 0, rules?.Depth ?? CommentRules.MaxDepth), parent, parent is not null), isOpen: rules?.IsOpen == true);
        var after = await threads.BeforeAsync(comment.ArticleId, rules?.Order ?? CommentOrder.Oldest, place, http.RequestAborted);
        await TypedResults.Json(new
        {
            state = "published", id = comment.Id, html = (await display.Shapes.RenderAsync(entry, display)).Html, edit, after,
            heading = count == 1 ? display.Text("One comment") : string.Format(display.Culture, display.Text("{0} comments"), count),
        }).ExecuteAsync(http);
    }

    // Sent again, the same comment ends its time when it would have.
    private string EditToken(Comment comment) => links.Make(CommentLinks.Edit, comment.Id, comment.CreatedUtc + CommentLinks.EditTime - display.Clock.GetUtcNow().UtcDateTime);

    internal async Task RefuseAsync(HttpContext http, ContentItem article, CommentSubmission? sent, Comment? parent, int status, IReadOnlyList<CommentProblem> problems, bool isPreview = false)
    {
        if (!WantsJson(http))
        {
            await PageAsync(http, article, sent, parent, status, null, problems, isPreview);
            return;
        }

        PageResponses.CreateRenderer(http, http.RequestServices);
        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        await TypedResults.Json(
            new { state = "refused", token = tokens.ForPage(article.ContentItemId), problems = problems.Select(problem => new { field = problem.Field.ToLowerInvariant(), message = display.Text(problem.Message) }) },
            statusCode: status).ExecuteAsync(http);
    }

    private async Task PageAsync(
        HttpContext http, ContentItem article, CommentSubmission? sent, Comment? parent, int status, string? message, IReadOnlyList<CommentProblem>? problems = null, bool isPreview = false)
    {
        var renderer = PageResponses.CreateRenderer(http, http.RequestServices);
        var shape = shapes.FormPage(article, await UrlOfAsync(article.ContentItemId), sent, parent, message, problems, isPreview);
        var page = await renderer.RenderShapeAsync(shape);
        await PageResponses.WriteAsync(http, page with { StatusCode = status, IsPersonal = true }, isKept: false);
    }

    private static bool WantsJson(HttpContext http) => http.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase);
}
