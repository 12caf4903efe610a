using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace CmsSite.OrchardCore;

/// <summary>Answers to a comment that was not kept: small pages without the theme, which nothing of the site can break. What was typed is given back.</summary>
internal static class CommentAnswer
{
    public static IResult Refusal(int status, string message) => Page(status, $"<p>{Encode(message)}</p>");

    /// <summary>The form once more, with a fresh token and all that was written.</summary>
    public static IResult Again(HttpContext http, IAntiforgery antiforgery, CommentForm form, string problem, int status = StatusCodes.Status422UnprocessableEntity)
    {
        var token = antiforgery.GetAndStoreTokens(http);
        return Page(status, $"""
            <p role="alert">{Encode(problem)}</p>
            <form method="post" action="{Encode(http.Request.PathBase + http.Request.Path)}">
              <input type="hidden" name="{Encode(token.FormFieldName)}" value="{Encode(token.RequestToken ?? "")}">
              <input type="hidden" name="article" value="{Encode(form.ArticleId)}">
              <p><label>Comment<br><textarea name="comment" rows="9" cols="60" required>
            {Encode(form.Body)}</textarea></label></p>
              <p><label>Name<br><input name="name" value="{Encode(form.Name)}" maxlength="80" required></label></p>
              <p><label>E-mail<br><input name="email" type="email" value="{Encode(form.Email)}" maxlength="254" required></label></p>
              <p><label>Website<br><input name="website" type="url" value="{Encode(form.Website)}" maxlength="400"></label></p>
              <p><button type="submit">Post Comment</button></p>
            </form>
            """);
    }

    private static IResult Page(int status, string body) => Results.Text(
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>Leave a Reply</title></head>
        <body><main><h1>Leave a Reply</h1>
        {body}
        </main></body>
        </html>
        """,
        "text/html; charset=utf-8",
        statusCode: status);

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
