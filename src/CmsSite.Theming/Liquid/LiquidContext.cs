using CmsSite.Theming.Shapes;
using Fluid;

namespace CmsSite.Theming.Liquid;

/// <summary>What Fluid knows while it renders one template: its variables, and through <see cref="Display"/> everything of the page.</summary>
public sealed class LiquidContext : TemplateContext
{
    internal LiquidContext(LiquidEngine engine, LiquidTemplate template, DisplayContext display) : base(engine.Options, StringComparer.Ordinal)
    {
        Engine = engine;
        Template = template;
        Display = display;
        CultureInfo = display.Culture;
        TimeZone = display.TimeZone;
        Now = display.Now;
    }

    public LiquidEngine Engine { get; }
    public LiquidTemplate Template { get; }
    public DisplayContext Display { get; private set; }
    public RenderBudget Budget => Display.Budget;

    /// <summary>Does something for a piece of the page by itself, see <see cref="DisplayContext.Piece"/>.</summary>
    internal async ValueTask<T> WithAsync<T>(DisplayContext piece, Func<ValueTask<T>> work)
    {
        var page = Display;
        Display = piece;
        try
        {
            return await work();
        }
        finally
        {
            Display = page;
        }
    }
}
