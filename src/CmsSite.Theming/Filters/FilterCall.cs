using CmsSite.Theming.Liquid;
using Fluid;
using Fluid.Values;

namespace CmsSite.Theming.Filters;

/// <summary>A filter that is being applied: what comes in, its arguments, the page.</summary>
internal readonly struct FilterCall(string name, FluidValue input, FilterArguments arguments, LiquidContext context)
{
    public string Name => name;
    public FluidValue Input => input;
    public LiquidContext Context => context;
    public DisplayContext Display => context.Display;
    public FilterArguments Arguments => arguments;

    /// <summary>What comes in as text; empty for nil.</summary>
    public string Text => input.ToStringValue();

    /// <summary>The named argument, or the one at that place when none is named.</summary>
    public FluidValue Value(int index, string argument) => arguments.HasNamed(argument) ? arguments[argument] : arguments.Names.Any() ? NilValue.Instance : arguments.At(index);

    public string? Argument(int index, string argument) => Value(index, argument) is var value && value.IsNil() ? null : value.ToStringValue();

    /// <summary>What comes in, by its elements when it is a list.</summary>
    public IEnumerable<FluidValue> Elements => input.Type == FluidValues.Array ? input.Enumerate(context) : input.IsNil() ? [] : [input];
}

internal static class FilterRegistration
{
    public static void Add(this FilterCollection filters, string name, Func<FilterCall, FluidValue> apply) =>
        filters.AddFilter(name, (input, arguments, context) => apply(new FilterCall(name, input, arguments, (LiquidContext)context)));

    public static void Add(this FilterCollection filters, string name, Func<FilterCall, string> apply) =>
        filters.Add(name, call => (FluidValue)new StringValue(apply(call)));

    public static void Add(this FilterCollection filters, string name, Func<FilterCall, ValueTask<FluidValue>> apply) =>
        filters.AddFilter(name, (input, arguments, context) => apply(new FilterCall(name, input, arguments, (LiquidContext)context)));
}

/// <summary>Every filter that Orchard adds to Liquid, and those of the language that are ours.</summary>
internal static class OrchardFilters
{
    public static void Register(FilterCollection filters)
    {
        TextFilters.Register(filters);
        ListFilters.Register(filters);
        UrlFilters.Register(filters);
        MediaFilters.Register(filters);
        ContentFilters.Register(filters);
        ShapeFilters.Register(filters);
        UserFilters.Register(filters);
    }
}
