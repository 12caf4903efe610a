namespace CmsSite.Content.Html;

public sealed class FacebookPluginPartSettings
{
    /// <summary>What a plug-in shows whose item has no markup of its own, in Liquid.</summary>
    public string? Liquid { get; set; }
}
