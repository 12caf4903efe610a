using CmsSite.Comments;
using CmsSite.Content.Items;
using CmsSite.Storage.Changes;
using CmsSite.Theming;
using CmsSite.Theming.Display;
using CmsSite.Theming.Shapes;
using CmsSite.Web.Mail;

namespace CmsSite.Web.Site.Comments;

/// <summary>Sending a comment, with a plain form or with the script that does it in place; the address of each comment; the form for an answer.</summary>
public static class CommentEndpoints
{
    public static IServiceCollection AddCommentPages(this IServiceCollection services)
    {
        services.AddSingleton<PartDisplay, CommentsPartDisplay>();
        services.AddSingleton<ShapeKind, CommentCountKind>();
        services.AddOptions<CommentOptions>().BindConfiguration(CommentOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CommentLimits>();
        services.AddSingleton<CommentIntake>();
        services.AddScoped<CommentFeeds>();
        services.AddSingleton(provider => new MailState(() => provider.GetRequiredService<MailOutbox>().HasServerAsync(), () => provider.GetRequiredService<MailOutbox>().Waiting));
        services.AddScoped<CommentMails>();
        services.AddSingleton<IChangeFollower, CommentMailFollower>();
        services.AddScoped<CommentShapes>();
        return services.AddScoped<CommentAnswers>();
    }

    public static IEndpointRouteBuilder MapComments(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/Contents/Comments/{commentId}", FindAsync);
        endpoints.MapGet("/Contents/Comments/{commentId}/Reply", ReplyAsync);
        endpoints.MapGet("/Contents/ContentItems/{articleId}/Comments", ArticleAsync);
        endpoints.MapGet("/Contents/ContentItems/{articleId}/Comments/Token", TokenAsync);
        // No antiforgery: it needs a cookie. The form carries a signed token, and nothing is done in the name of whoever may be signed in.
        endpoints.MapPost("/Contents/ContentItems/{articleId}/Comments", PostAsync).DisableAntiforgery();
        endpoints.MapCommentWriters();
        return endpoints;
    }

    private static async Task<IResult> FindAsync(string commentId, HttpContext http, CommentThreads threads, CommentedItems commented, CommentAnswers answers)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return await threads.FindAsync(commentId, async article => (await SeenAsync(article, http, commented))?.Rules, http.RequestAborted) is var (articleId, from)
            ? TypedResults.LocalRedirect(await answers.UrlOfAsync(articleId, from, commentId))
            : TypedResults.NotFound();
    }

    private static async Task<IResult> ArticleAsync(string articleId, HttpContext http, CommentedItems commented, CommentAnswers answers) =>
        await SeenAsync(articleId, http, commented) is null ? TypedResults.NotFound() : TypedResults.LocalRedirect(await answers.UrlOfAsync(articleId) + "#comments");

    private static async Task<IResult> TokenAsync(string articleId, HttpContext http, CommentedItems commented, CommentTokens tokens)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await SeenAsync(articleId, http, commented) is { Rules.IsOpen: true } ? TypedResults.Json(new { token = tokens.ForVisitor(articleId) }) : TypedResults.NotFound();
    }

    private static async Task ReplyAsync(string commentId, HttpContext http, PublishedItems items, CommentedItems commented, CommentAnswers answers)
    {
        if (await items.GetAsync(commentId, http.RequestAborted) is not { } item || item.Part(Comment.PartName) is null || new Comment(item) is not { } parent
            || await SeenAsync(parent.ArticleId, http, commented) is not var (article, rules))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await (rules.IsOpen ? answers.FormAsync(http, article, null, parent) : answers.ClosedAsync(http, article, null, parent));
    }

    private static async Task PostAsync(string articleId, HttpContext http, CommentedItems commented, CommentTokens tokens, CommentAnswers answers, CommentLimits limits, CommentIntake intake)
    {
        if (await CommentForms.ReadAsync(http) is not { } form)
        {
            return; // it said what is wrong with it
        }

        if (await SeenAsync(articleId, http, commented) is not var (article, _))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var sent = new CommentSubmission
        {
            ArticleId = articleId,
            ParentId = form["parent"].ToString() is { Length: > 0 } id ? id : null,
            Name = form["name"].ToString(),
            Email = form["email"].ToString(),
            Website = form["website"].ToString(),
            Body = form["comment"].ToString(),
            WantsReplies = form["replies"] == "true",
            Trap = form["subject"].ToString(),
            Token = tokens.Read(form["token"], articleId),
            Network = CommentNetworks.Of(http.Connection.RemoteIpAddress),
        };
        var parent = await commented.FindCommentAsync(sent.ParentId, articleId, http.RequestAborted);
        if (form["action"] == "preview")
        {
            await answers.PreviewAsync(http, article, sent, parent);
            return;
        }

        if (sent.Token.Kind is FormAge.Forged or FormAge.Old)
        {
            await answers.AgainAsync(http, article, sent, parent);
            return;
        }

        // What has to be corrected is not sent yet, and counts for nothing.
        if (CommentChecks.Of(sent) is { Count: > 0 } problems)
        {
            await answers.RefuseAsync(http, article, sent, parent, StatusCodes.Status422UnprocessableEntity, problems);
            return;
        }

        if (!limits.TryEnter(sent.Network, articleId))
        {
            await answers.TooManyAsync(http, article, sent, parent);
            return;
        }

        var result = await intake.SubmitAsync(sent);
        await answers.WriteAsync(http, article, sent, parent, result);
    }

    // What somebody may not read they cannot comment on, and learn nothing of what others said.
    private static async Task<(ContentItem Article, CommentRules Rules)?> SeenAsync(string articleId, HttpContext http, CommentedItems commented) =>
        await commented.FindAsync(articleId, http.RequestAborted) is { } found && http.RequestServices.GetRequiredService<PublicItems>().MayShow(found.Article, http.User) ? found : null;
}
