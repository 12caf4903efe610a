using System.Net.Mail;
using Microsoft.AspNetCore.Http;

namespace CmsSite.OrchardCore;

/// <summary>What a reader wrote into the form for a comment, trimmed, and what is wrong with it.</summary>
internal sealed record CommentForm(string ArticleId, string Name, string Email, string Website, string Body, bool IsTrapped)
{
    private const int MaxName = 80;
    private const int MaxEmail = 254;
    private const int MaxWebsite = 400;
    private const int MaxBody = 5000;

    public static CommentForm Read(IFormCollection form) => new(
        Value(form, "article"), Value(form, "name").ReplaceLineEndings(" "), Value(form, "email"), Value(form, "website"), Value(form, "comment"),
        IsTrapped: Value(form, "subject").Length > 0);

    /// <summary>The first thing to change, in words for the reader; null when the comment can be kept.</summary>
    public string? Problem => this switch
    {
        { Body.Length: 0 } => "Please write a comment.",
        { Body.Length: > MaxBody } => $"Please shorten the comment to {MaxBody} characters. It has {Body.Length}.",
        { Name.Length: 0 } => "Please give a name.",
        { Name.Length: > MaxName } => $"Please give a name of at most {MaxName} characters.",
        _ when Email.Length > MaxEmail || !IsEmail(Email) => "Please give an e-mail address, such as name@example.org. It is not published.",
        _ when Website.Length > 0 && (Website.Length > MaxWebsite || !IsWebAddress(Website)) => "Please give the address of a website with https:// at its beginning, or leave it empty.",
        _ => null,
    };

    private static string Value(IFormCollection form, string name) => form[name].ToString().Trim();

    // Exactly an address: no name before it, nothing behind it, and a host with a dot.
    private static bool IsEmail(string text) =>
        MailAddress.TryCreate(text, out var address) && address.Address == text && address.Host.IndexOf('.', StringComparison.Ordinal) > 0;

    // A link that a reader may follow: nothing but the web.
    private static bool IsWebAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http";
}
