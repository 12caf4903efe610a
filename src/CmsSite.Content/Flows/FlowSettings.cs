namespace CmsSite.Content.Flows;

public sealed class BagPartSettings
{
    public string[] ContainedContentTypes { get; set; } = [];
    public string[] ContainedStereotypes { get; set; } = [];

    /// <summary>How items of the bag are displayed; <c>Summary</c> when empty.</summary>
    public string? DisplayType { get; set; }
    public bool CollapseContainedItems { get; set; }
}

public sealed class FlowPartSettings
{
    public string[] ContainedContentTypes { get; set; } = [];
    public bool CollapseContainedItems { get; set; }
    public FlowAlignment DefaultAlignment { get; set; } = FlowAlignment.Justify;
}

public enum FlowAlignment
{
    Left,
    Center,
    Right,
    Justify,
    Inherit,
}

public sealed class WidgetsListPartSettings
{
    /// <summary>The layout's zones that the item may fill.</summary>
    public string[] Zones { get; set; } = [];
}
