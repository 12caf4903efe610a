using System.Text.RegularExpressions;
using CmsSite.Storage;
using CmsSite.Storage.Changes;

namespace CmsSite.Admin.AuditTrail;

/// <summary>Lines of the change log in words.</summary>
public static partial class AuditTrailWords
{
    public static string Kind(string kind) => kind switch
    {
        SiteChange.ContentItemKind => "Content item",
        SiteChange.MediaKind => "File",
        SiteChange.UserKind => "Account",
        SiteChange.SignInKind => "Sign-in",
        SiteChange.LogKind => "Audit trail",
        SiteDocumentKinds.SiteSetting => "Setting",
        SiteDocumentKinds.EndedSession => "Session",
        SiteDocumentKinds.Kept => "Kept from a recipe",
        SiteDocumentKinds.UrlRewriting => "Redirect",
        _ => Humps().Replace(kind, match => $" {match.Value.ToLowerInvariant()}"),
    };

    /// <param name="before">The beginning of what was; null when it was not there.</param>
    /// <param name="after">The beginning of what is; null when it is gone.</param>
    public static string What(string kind, string? before, string? after) => kind switch
    {
        SiteChange.SignInKind => Text(after, "Result") is "refused" ? $"refused: {Text(after, "Reason")}" : "signed in",
        SiteChange.ContentItemKind => Item(before, after),
        SiteDocumentKinds.EndedSession => after is null ? "forgotten" : "ended",
        SiteChange.LogKind => "old lines removed",
        SiteChange.UserKind when before is not null && Text(after, "Changed") is { } changed => $"changed: {changed}",
        _ => before is null ? "created" : after is null ? "deleted" : "changed",
    };

    private static string Item(string? before, string? after)
    {
        var (was, isNow) = (Text(before, "Published"), Text(after, "Published"));
        return after is null ? "deleted"
            : before is null ? isNow is null ? "created as a draft" : "created and published"
            : was is null && isNow is not null ? "published"
            : was is not null && isNow is null ? "unpublished"
            : was != isNow ? "published anew"
            : "draft saved";
    }

    // What is read here may be cut off behind its first members, which are short and come first.
    private static string? Text(string? json, string member) =>
        json is null ? null : Regex.Match(json, $"\"{member}\":\"([^\"\\\\]*)\"", RegexOptions.CultureInvariant) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("(?<=[a-z])[A-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex Humps();
}
