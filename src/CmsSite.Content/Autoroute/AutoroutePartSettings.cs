namespace CmsSite.Content.Autoroute;

public sealed class AutoroutePartSettings
{
    /// <summary>Liquid that makes the path when none is given.</summary>
    public string? Pattern { get; set; } = "{{ ContentItem.DisplayText | slugify }}";

    /// <summary>Editors may give a path of their own. Recipes always may.</summary>
    public bool AllowCustomPath { get; set; }
    public bool ShowHomepageOption { get; set; }
    public bool AllowUpdatePath { get; set; }
    public bool AllowDisabled { get; set; }
    public bool AllowRouteContainedItems { get; set; }

    /// <summary>On the type of an item inside another: its own <c>Path</c> is its address below the container's; otherwise the address is made from id and title.</summary>
    public bool ManageContainedItemRoutes { get; set; }
    public bool AllowAbsolutePath { get; set; }
}
