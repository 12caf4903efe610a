namespace CmsSite.Admin.UrlRewriting;

/// <summary>Addresses of the screens for rules and for former addresses, as in Orchard.</summary>
public static class UrlRewritingAddresses
{
    public const string List = "Admin/UrlRewriting";
    public const string FormerAddresses = $"{List}/FormerAddresses";

    /// <param name="source"><c>Redirect</c> or <c>Rewrite</c>.</param>
    public static string Create(string source) => $"{List}/Create/{source}";

    public static string Edit(string id) => $"{List}/Edit/{Uri.EscapeDataString(id)}";
}
