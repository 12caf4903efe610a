namespace CmsSite.Theming.Display;

/// <summary>A whole page, ready to be sent and kept.</summary>
/// <param name="Html">UTF-8.</param>
/// <param name="Dependencies">What it drew on: once one of these changes, it is out of date.</param>
/// <param name="IsPersonal">For this visitor only.</param>
public sealed record RenderedPage(ReadOnlyMemory<byte> Html, IReadOnlySet<string> Dependencies, bool IsPersonal)
{
    public int StatusCode { get; init; } = 200;

    /// <summary>What failed in templates, for those who may edit them. A page with failures should not be kept for long.</summary>
    public IReadOnlyList<string> TemplateErrors { get; init; } = [];
}
