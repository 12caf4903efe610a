namespace CmsSite.Admin.UrlRewriting;

/// <summary>Orchard's kinds of redirect in words.</summary>
internal static class UrlRuleWords
{
    public static IReadOnlyList<string> RedirectTypes { get; } = ["Found", "MovedPermanently", "TemporaryRedirect", "PermanentRedirect"];

    public static string Status(string redirectType) => redirectType switch
    {
        "MovedPermanently" => "301, moved for good",
        "TemporaryRedirect" => "307, for now, same method",
        "PermanentRedirect" => "308, for good, same method",
        _ => "302, for now",
    };
}
