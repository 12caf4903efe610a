using CmsSite.Theming.Liquid;
using Fluid;
using Fluid.Values;

namespace CmsSite.Theming.Filters;

/// <summary>Filters of the language that Fluid does otherwise: it sorts numbers as texts, fails on lists of several kinds, and adds up no members.</summary>
internal static class ListFilters
{
    public static void Register(FilterCollection filters)
    {
        filters.Add("sort", static call => SortAsync(call, StringComparer.Ordinal));
        filters.Add("sort_natural", static call => SortAsync(call, StringComparer.OrdinalIgnoreCase));
        filters.Add("sum", static async call =>
        {
            var member = call.Argument(0, "property");
            var sum = 0m;
            foreach (var element in Flat(call.Elements, call.Context, 0))
            {
                var value = member is null ? element : await element.GetValueAsync(member, call.Context);
                sum += value.Type is FluidValues.Number or FluidValues.String ? value.ToNumberValue() : 0;
            }

            return NumberValue.Create(sum);
        });
    }

    // Lists inside lists count as their elements.
    private static IEnumerable<FluidValue> Flat(IEnumerable<FluidValue> elements, LiquidContext context, int depth) => elements.SelectMany(element =>
        element.Type == FluidValues.Array && depth < 20 ? Flat(element.Enumerate(context), context, depth + 1) : [element]);

    // Numbers before dates before texts before everything else; what has no such member comes last; equal ones keep their order.
    private static async ValueTask<FluidValue> SortAsync(FilterCall call, StringComparer texts)
    {
        if (call.Input.Type != FluidValues.Array)
        {
            return call.Input;
        }

        var member = call.Argument(0, "property");
        var keyed = new List<(FluidValue Element, FluidValue Key)>();
        foreach (var element in call.Elements)
        {
            keyed.Add((element, member is null ? element : await element.GetValueAsync(member, call.Context)));
        }

        call.Context.Budget.Charge(keyed.Count);
        return new ArrayValue([.. keyed.Order(Comparer<(FluidValue Element, FluidValue Key)>.Create((left, right) => Compare(left.Key, right.Key, texts))).Select(pair => pair.Element)]);
    }

    private static int Compare(FluidValue left, FluidValue right, StringComparer texts)
    {
        var kind = Kind(left).CompareTo(Kind(right));
        return kind != 0 ? kind : Kind(left) switch
        {
            0 => left.ToNumberValue().CompareTo(right.ToNumberValue()),
            1 => ((DateTimeOffset)left.ToObjectValue()).CompareTo((DateTimeOffset)right.ToObjectValue()),
            2 => texts.Compare(left.ToStringValue(), right.ToStringValue()),
            _ => 0,
        };
    }

    private static int Kind(FluidValue value) => value switch
    {
        NumberValue => 0,
        DateTimeValue => 1,
        { Type: FluidValues.String } => 2,
        { Type: FluidValues.Nil } => 4,
        _ => 3,
    };
}
