namespace CmsSite.Content.Menus;

public sealed class HtmlMenuItemPartSettings
{
    public bool SanitizeHtml { get; set; } = true;
}
