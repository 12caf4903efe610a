using System.Globalization;
using System.Text.Encodings.Web;
using CmsSite.Theming.Shapes;
using Fluid;
using Fluid.Values;

namespace CmsSite.Theming.Liquid.Values;

/// <summary>A shape. Its members are its own, then its properties, then its children by name; what is loaded late is loaded when something is not there yet.</summary>
internal sealed class ShapeValue(Shape shape) : FluidValue
{
    private static readonly MemberList<Shape> _members = new MemberList<Shape>("Shape")
        .Add("Id", shape => shape.Id)
        .Add("TagName", shape => shape.TagName)
        .Add("HasItems", async (shape, context) => (await LoadedAsync(shape, context)).HasItems)
        .Add("Classes", shape => shape.Classes)
        .Add("Attributes", shape => shape.Attributes)
        .Add("Metadata", shape => shape.Metadata)
        .Add("Items", async (shape, context) => (await LoadedAsync(shape, context)).Items)
        .Add("Properties", shape => shape.Properties)
        .Others("its properties, then its children by name", FindAsync);

    public Shape Shape => shape;
    public override FluidValues Type => FluidValues.Object;
    public override bool Equals(FluidValue other) => other is ShapeValue same && ReferenceEquals(same.Shape, shape);
    public override bool Equals(object? obj) => obj is FluidValue other && Equals(other);
    public override int GetHashCode() => shape.GetHashCode();
    public override bool ToBooleanValue() => true;
    public override decimal ToNumberValue() => 0;
    public override object ToObjectValue() => shape;
    public override string ToStringValue() => "";
    public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) => _members.GetAsync(shape, name, (LiquidContext)context);
    public override ValueTask<FluidValue> GetIndexAsync(FluidValue index, TemplateContext context) => GetValueAsync(index.ToStringValue(), context);
    public override IEnumerable<FluidValue> Enumerate(TemplateContext context) => shape.Items.Select(item => Create(item, context.Options));
    public override ValueTask WriteToAsync(TextWriter writer, TextEncoder encoder, CultureInfo cultureInfo) => default;

    /// <summary>The shape's HTML, through whatever displays shapes.</summary>
    public static Task<HtmlText> RenderAsync(Shape shape, LiquidContext context) =>
        context.Display.Shapes.RenderAsync(shape, context.Display);

    private static ValueTask<object?> FindAsync(Shape shape, string name, LiquidContext context) =>
        Find(shape, name) is { } value and not LateMember ? ValueTask.FromResult<object?>(value) : FindLateAsync(shape, name, context);

    private static async ValueTask<object?> FindLateAsync(Shape shape, string name, LiquidContext context)
    {
        var value = Find(shape, name) ?? (shape.Load is null ? null : Find(await LoadedAsync(shape, context), name));
        if (value is not LateMember late)
        {
            return value;
        }

        using (context.Budget.Outside())
        {
            return await late.GetAsync();
        }
    }

    private static object? Find(Shape shape, string name) => shape.Properties.TryGetValue(name, out var value) ? value : shape.Child(name);

    private static async ValueTask<Shape> LoadedAsync(Shape shape, LiquidContext context)
    {
        if (shape.Load is not null)
        {
            using (context.Budget.Outside())
            {
                await shape.EnsureLoadedAsync(context.Display);
            }
        }

        return shape;
    }
}
