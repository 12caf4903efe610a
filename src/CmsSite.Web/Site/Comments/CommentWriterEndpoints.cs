using CmsSite.Comments;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using CmsSite.Theming;
using CmsSite.Theming.Shapes;

namespace CmsSite.Web.Site.Comments;

/// <summary>
/// Pages behind signed links, for those who wrote comments: change or delete one, confirm an address, hear no more, take along or erase all. Opening a link does nothing yet, since mail
/// programs open links by themselves; a button does. No cookie, so no antiforgery: the link is the secret.
/// </summary>
public static class CommentWriterEndpoints
{
    private const string Ended = "This link does not hold any more.";

    public static void MapCommentWriters(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/Contents/Comments/{commentId}/Edit/{token}", EditAsync);
        endpoints.MapPost("/Contents/Comments/{commentId}/Edit/{token}", EditAsync).DisableAntiforgery();
        endpoints.MapGet("/Contents/Comments/Address/{key}/{token}", ConfirmAsync);
        endpoints.MapPost("/Contents/Comments/Address/{key}/{token}", ConfirmAsync).DisableAntiforgery();
        endpoints.MapGet("/Contents/Comments/{commentId}/Unsubscribe/{token}", UnsubscribeAsync);
        endpoints.MapPost("/Contents/Comments/{commentId}/Unsubscribe/{token}", UnsubscribeAsync).DisableAntiforgery();
        endpoints.MapGet("/Contents/Comments/Mine", AskForMineAsync);
        endpoints.MapPost("/Contents/Comments/Mine", AskForMineAsync).DisableAntiforgery();
        endpoints.MapGet("/Contents/Comments/Mine/{key}/{token}", MineAsync);
        endpoints.MapPost("/Contents/Comments/Mine/{key}/{token}", MineAsync).DisableAntiforgery();
    }

    private static async Task EditAsync(string commentId, string token, HttpContext http, CommentLinks links, CommentWriters writers, ContentItems items, CommentShapes shapes, CommentAnswers answers, SiteSession session)
    {
        if (!links.IsValid(CommentLinks.Edit, commentId, token) || await items.GetAsync(commentId, VersionOptions.Latest, http.RequestAborted) is not { } item || item.Part(Comment.PartName) is null)
        {
            await SayAsync(http, Ended, "A comment can be changed for ten minutes after it was sent.", StatusCodes.Status410Gone);
            return;
        }

        if (await FormAsync(http) is not { } form)
        {
            return; // it said what is wrong with it
        }

        var text = form["comment"].ToString();
        switch (form["action"].ToString())
        {
            case "save":
                var problem = await writers.EditAsync(commentId, text, http.RequestAborted);
                if (problem is not null)
                {
                    await ShowAsync(http, await EditorAsync(answers, item, text, problem.Message), StatusCodes.Status422UnprocessableEntity);
                    return;
                }

                await session.CommitAsync(http.RequestAborted);
                var isShown = await items.GetAsync(commentId, VersionOptions.Published, http.RequestAborted) is not null;
                await ShowAsync(http, Back(
                    Notice("Your comment is changed.", isShown ? "It is on its page as you wrote it now." : "It will be on its page once a moderator has read it.", []),
                    isShown ? shapes.LinkTo(commentId) : await answers.UrlOfAsync(new Comment(item).ArticleId)));
                break;
            case "delete":
                await writers.DeleteAsync(commentId, http.RequestAborted);
                await session.CommitAsync(http.RequestAborted);
                await ShowAsync(http, Back(Notice("Your comment is deleted.", "", []), await answers.UrlOfAsync(new Comment(item).ArticleId)));
                break;
            default:
                await ShowAsync(http, await EditorAsync(answers, item, new Comment(item).Body, null));
                break;
        }
    }

    private static async Task ConfirmAsync(string key, string token, HttpContext http, CommentLinks links, CommentWriters writers, SiteSession session)
    {
        if (!links.IsValid(CommentLinks.Confirm, key, token))
        {
            await SayAsync(http, Ended, "Write another comment, and a new one comes by mail.", StatusCodes.Status410Gone);
        }
        else if (HttpMethods.IsGet(http.Request.Method))
        {
            await ShowAsync(http, Notice("Is this your address?", "Then you will hear when somebody answers your comments.", [("confirm", "Yes, it is mine")]));
        }
        else
        {
            await writers.ConfirmAsync(key, http.RequestAborted);
            await session.CommitAsync(http.RequestAborted);
            await SayAsync(http, "Thank you.", "You will hear when somebody answers your comments. Each mail has a link that ends it.");
        }
    }

    private static async Task UnsubscribeAsync(string commentId, string token, HttpContext http, CommentLinks links, CommentWriters writers, SiteSession session)
    {
        if (!links.IsValid(CommentLinks.Unsubscribe, commentId, token))
        {
            await SayAsync(http, Ended, "", StatusCodes.Status410Gone);
        }
        else if (HttpMethods.IsGet(http.Request.Method))
        {
            await ShowAsync(http, Notice("No more mails?", "You hear by mail when somebody answers your comments.", [("thread", "None about this conversation"), ("all", "None at all")]));
        }
        else if (await FormAsync(http) is { } form)
        {
            await writers.UnsubscribeAsync(commentId, fromAll: form["action"] == "all", http.RequestAborted);
            await session.CommitAsync(http.RequestAborted);
            await SayAsync(http, "You will hear no more.", "");
        }
    }

    // What is answered is the same whether there are comments or not: nobody learns here who wrote any.
    private static async Task AskForMineAsync(HttpContext http, CommentMails mails, CommentWriters writers, CommentKeys keys, CommentLimits limits)
    {
        if (await FormAsync(http) is not { } form)
        {
            return;
        }

        var email = form["email"].ToString().Trim();
        if (email.Length == 0 || email.Length > CommentChecks.MaxEmail || !mails.IsOn)
        {
            await ShowAsync(http, Notice("Your comments", mails.IsOn ? "Say with which address you wrote them; a link to all of them comes by mail." : "This site sends no mail. Please write to its editors.", mails.IsOn ? [("send", "Send the link")] : [], asksEmail: mails.IsOn));
            return;
        }

        if (!limits.TryEnter(CommentNetworks.Of(http.Connection.RemoteIpAddress), "mine"))
        {
            await SayAsync(http, "Not so fast.", "Please try again in a minute.", StatusCodes.Status429TooManyRequests);
            return;
        }

        // To the address as its owner wrote it: what counts as the same here may be somebody else's for a mail server.
        if (await writers.AddressOfAsync(keys.OfEmail(email), http.RequestAborted) is { } address)
        {
            await mails.SendMineAsync(address, http.RequestAborted);
        }

        await SayAsync(http, "Look into your mail.", "If comments were written with this address, a link to them is on its way.");
    }

    private static async Task MineAsync(string key, string token, HttpContext http, CommentLinks links, CommentWriters writers, PublishedItems items, PublicItems publicItems, CommentShapes shapes, SiteSession session)
    {
        if (!links.IsValid(CommentLinks.Mine, key, token))
        {
            await SayAsync(http, Ended, "", StatusCodes.Status410Gone);
            return;
        }

        switch ((await FormAsync(http))?["action"].ToString())
        {
            case null:
                break; // it said what is wrong with it
            case "export":
                http.Response.Headers.CacheControl = "no-store";
                http.Response.Headers.ContentDisposition = "attachment; filename=\"comments.json\"";
                await TypedResults.Text((await writers.ExportAsync(key, http.RequestAborted)).ToJsonString(), "application/json").ExecuteAsync(http);
                break;
            case "erase" or "anonymise":
                await writers.EraseAsync(key, withTexts: (await FormAsync(http))!["action"] == "erase", http.RequestAborted);
                await session.CommitAsync(http.RequestAborted);
                await SayAsync(http, "It is done.", "Nothing here says any more that it was you.");
                break;
            default:
                var comments = await writers.OfAsync(key, http.RequestAborted);
                var shape = Notice("Your comments", comments.Count == 0 ? "There are none." : "All that was written here with your address. Erasing cannot be taken back; answers of others stay.", comments.Count == 0 ? []
                    : [("export", "Take them along as a file"), ("anonymise", "Keep the texts, without my name"), ("erase", "Erase the texts too")]);
                var articles = await items.GetAsync([.. comments.Select(comment => comment.ArticleId).Distinct()], http.RequestAborted);
                shape["Comments"] = comments.Select(comment => new Shape("CommentLine")
                {
                    ["Text"] = comment.Body, ["CreatedUtc"] = comment.CreatedUtc, ["On"] = articles.GetValueOrDefault(comment.ArticleId) is { } on && publicItems.MayShow(on, http.User) ? on.DisplayText : null,
                    ["Url"] = comment.State == CommentState.Published ? shapes.LinkTo(comment.Id) : null,
                }).ToList();
                await ShowAsync(http, shape);
                break;
        }
    }

    // A mail program that ends the mails may send no form at all.
    private static async Task<IFormCollection?> FormAsync(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method) && http.Request.HasFormContentType ? await CommentForms.ReadAsync(http) : FormCollection.Empty;

    private static async Task<Shape> EditorAsync(CommentAnswers answers, ContentItem item, string text, string? problem)
    {
        var shape = Notice("Change your comment", "This page works for ten minutes after the comment was sent.", [("save", "Save"), ("delete", "Delete the comment")]);
        (shape["Body"], shape["Problem"]) = (text, problem);
        return Back(shape, await answers.UrlOfAsync(new Comment(item).ArticleId));
    }

    private static Shape Back(Shape shape, string url)
    {
        shape["BackUrl"] = url;
        return shape;
    }

    private static Shape Notice(string title, string text, (string Value, string Text)[] buttons, bool asksEmail = false) => new("CommentNotice")
    {
        ["Title"] = title,
        ["Text"] = text,
        ["AsksEmail"] = asksEmail,
        ["Buttons"] = buttons.Select(button => new Shape("CommentButton") { ["Value"] = button.Value, ["Text"] = button.Text }).ToList(),
    };

    private static Task SayAsync(HttpContext http, string title, string text, int status = StatusCodes.Status200OK) => ShowAsync(http, Notice(title, text, []), status);

    private static async Task ShowAsync(HttpContext http, Shape shape, int status = StatusCodes.Status200OK)
    {
        var renderer = PageResponses.CreateRenderer(http, http.RequestServices);
        http.Response.Headers["Referrer-Policy"] = "no-referrer"; // the address is a secret
        await PageResponses.WriteAsync(http, (await renderer.RenderShapeAsync(shape)) with { StatusCode = status, IsPersonal = true }, isKept: false);
    }
}
