using CmsSite.Theming.Liquid;
using CmsSite.Theming.Liquid.Values;
using CmsSite.Theming.Shapes;
using Fluid;
using Fluid.Values;

namespace CmsSite.Theming.Filters;

/// <summary>Shapes: making, changing, rendering them.</summary>
internal static class ShapeFilters
{
    public static void Register(FilterCollection filters)
    {
        filters.Add("shape_new", async call =>
        {
            var properties = call.Arguments.Names.ToDictionary(Names.Pascal, name => (object?)call.Arguments[name].ToObjectValue(), StringComparer.OrdinalIgnoreCase);
            return new ShapeValue(await Display(call).CreateAsync(call.Text, properties, call.Display));
        });
        filters.Add("shape_render", RenderAsync);
        filters.Add("shape_stringify", async call => new StringValue((await HtmlAsync(call.Input, call.Context)).Html, encode: false));
        filters.Add("shape_properties", static call =>
        {
            if (call.Input.ToObjectValue() is Shape shape)
            {
                foreach (var name in call.Arguments.Names)
                {
                    shape.Properties[Names.Pascal(name)] = call.Arguments[name].ToObjectValue();
                }
            }

            return call.Input;
        });
        filters.Add("shape_build_display", async call =>
        {
            if (ContentFilters.Item(call.Input) is not { } item)
            {
                return NilValue.Instance;
            }

            var type = call.Arguments.HasNamed("type") ? call.Arguments["type"] : call.Arguments.At(0);
            return new ShapeValue(await Display(call).BuildDisplayAsync(item, type.Type == FluidValues.String ? type.ToStringValue() : "Detail", call.Display));
        });
    }

    private static async ValueTask<FluidValue> RenderAsync(FilterCall call) => new HtmlValue(await HtmlAsync(call.Input, call.Context));

    /// <summary>The HTML of a shape or of each shape of a list; finished HTML stays; everything else has none.</summary>
    private static async ValueTask<HtmlText> HtmlAsync(FluidValue value, LiquidContext context)
    {
        switch (value)
        {
            case ShapeValue shape:
                return await ShapeValue.RenderAsync(shape.Shape, context);
            case HtmlValue:
                return (HtmlText)value.ToObjectValue();
            case ArrayValue list:
                var html = new System.Text.StringBuilder();
                foreach (var element in list.Values)
                {
                    html.Append((await HtmlAsync(element, context)).Html);
                }

                return new HtmlText(html.ToString());
            default:
                return HtmlText.Empty;
        }
    }

    private static IShapeDisplay Display(FilterCall call) => call.Display.Shapes;
}
