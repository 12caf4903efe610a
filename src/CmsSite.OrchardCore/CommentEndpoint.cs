using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using OrchardCore.ContentManagement;
using OrchardCore.Security.Permissions;

namespace CmsSite.OrchardCore;

/// <summary>
/// <c>POST /comments</c>: what a reader wrote under an article becomes an unpublished Comment item, which a moderator finds among the drafts of that type and publishes.
/// Stock Orchard Core has no comments; its workflows could do this too, but their addresses differ from site to site, so that no view could name one.
/// </summary>
internal static class CommentEndpoint
{
    private const long MaxRequestSize = 64 * 1024;

    private static readonly Permission _viewContent = new("ViewContent");
    private static readonly CommentLimiter _limiter = new();

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/comments", PostAsync).WithMetadata(new RequestSizeLimitAttribute(MaxRequestSize)).DisableAntiforgery(); // the token is checked below, to answer with a page

    private static async Task<IResult> PostAsync(HttpContext http, IAntiforgery antiforgery, IAuthorizationService authorization, IContentManager contents)
    {
        if (http.Request.ContentLength > MaxRequestSize)
        {
            return CommentAnswer.Refusal(StatusCodes.Status413PayloadTooLarge, "That is too long for a comment.");
        }

        if (!http.Request.HasFormContentType)
        {
            return CommentAnswer.Refusal(StatusCodes.Status400BadRequest, "A comment is sent by the form under an article.");
        }

        var form = CommentForm.Read(await http.Request.ReadFormAsync(http.RequestAborted));
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return CommentAnswer.Again(http, antiforgery, form, "The form was too old. Nothing is lost: please send it once more.", StatusCodes.Status400BadRequest);
        }

        // Published only. Who may not read it may not learn that it is there either.
        var article = await contents.GetAsync(form.ArticleId);
        if (article is not { ContentType: "Article" } || !await authorization.AuthorizeAsync(http.User, _viewContent, article))
        {
            return CommentAnswer.Refusal(StatusCodes.Status404NotFound, "The article is not here any more.");
        }

        if (form.Problem is { } problem)
        {
            return CommentAnswer.Again(http, antiforgery, form, problem);
        }

        if (!_limiter.Allows(http.Connection.RemoteIpAddress))
        {
            return CommentAnswer.Again(http, antiforgery, form, "There were many comments from your network just now. Please wait a few minutes and send it again.", StatusCodes.Status429TooManyRequests);
        }

        // A program that fills in whatever it finds is told the same as a reader, and nothing is kept.
        if (!form.IsTrapped && !await SaveAsync(contents, form, article))
        {
            return CommentAnswer.Again(http, antiforgery, form, "The comment could not be kept. Please try again in a moment.");
        }

        var path = (string?)article.Content.AutoroutePart?.Path ?? $"Contents/ContentItems/{article.ContentItemId}";
        return Results.LocalRedirect($"{http.Request.PathBase}/{path.TrimStart('/')}?comment=held#comments");
    }

    private static async Task<bool> SaveAsync(IContentManager contents, CommentForm form, ContentItem article)
    {
        var comment = await contents.NewAsync("Comment");
        comment.DisplayText = form.Name;
        comment.Merge(new JsonObject
        {
            ["Comment"] = new JsonObject
            {
                ["Article"] = new JsonObject { ["ContentItemIds"] = new JsonArray(article.ContentItemId) },
                ["Parent"] = new JsonObject { ["ContentItemIds"] = new JsonArray() },
                ["Name"] = Text(form.Name),
                ["Email"] = Text(form.Email),
                ["Website"] = Text(form.Website),
                ["Body"] = Text(form.Body),
            },
        });
        await contents.UpdateAsync(comment);
        if (!(await contents.ValidateAsync(comment)).Succeeded)
        {
            return false;
        }

        await contents.CreateAsync(comment, VersionOptions.Draft);
        return true;
    }

    private static JsonObject Text(string value) => new() { ["Text"] = value };
}
