using Fluid.Parser;

namespace CmsSite.Theming.Liquid;

/// <summary>A parsed template. It can be rendered any number of times, by any thread.</summary>
/// <param name="Name">For people: a file's name, or <c>Templates/Content__LandingPage</c>.</param>
public sealed class LiquidTemplate(string name, string source, FluidTemplate tree)
{
    public string Name { get; } = name;
    public string Source { get; } = source;
    internal FluidTemplate Tree { get; } = tree;

    internal TemplateException Failure(string reason, int offset, Exception? inner = null)
    {
        var (line, column, excerpt) = TemplateException.Locate(Source, offset);
        return new TemplateException(Name, reason, line, column, excerpt, inner);
    }
}
