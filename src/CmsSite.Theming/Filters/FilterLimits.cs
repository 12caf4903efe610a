using System.Globalization;
using System.Text.RegularExpressions;
using CmsSite.Theming.Liquid;
using CmsSite.Theming.Shapes;
using Fluid;
using Fluid.Values;

namespace CmsSite.Theming.Filters;

/// <summary>Makes every filter count what it uses, and refuses what would be too large before it is made.</summary>
internal static partial class FilterLimits
{
    private static readonly HashSet<string> _replacing = ["replace", "replace_first", "replace_last", "split", "remove", "remove_first", "remove_last"];
    private static readonly HashSet<string> _formatting = ["date", "format_number", "format_string", "format_date"];

    public static void Apply(FilterCollection filters)
    {
        foreach (var (name, filter) in filters.ToList())
        {
            filters.AddFilter(name, Limited(name, filter));
        }
    }

    private static FilterDelegate Limited(string name, FilterDelegate filter) => (input, arguments, context) =>
    {
        var liquid = (LiquidContext)context;
        var budget = liquid.Budget;
        if (input is StringValue word && word.ToStringValue() is "now" or "today")
        {
            // The only words by which a filter asks for the time: the page is soon out of date.
            Moments.Now(liquid.Display);
        }

        Before(name, input, arguments, context, budget);
        var task = filter(input, arguments, context);
        return task.IsCompletedSuccessfully ? new ValueTask<FluidValue>(Checked(task.Result, budget)) : Awaited(task, budget);
    };

    private static async ValueTask<FluidValue> Awaited(ValueTask<FluidValue> task, RenderBudget budget) => Checked(await task, budget);

    private static FluidValue Checked(FluidValue result, RenderBudget budget)
    {
        switch (result)
        {
            case StringValue text:
                var length = text.ToStringValue().Length;
                budget.CheckLength(length);
                budget.ChargeText(length);
                break;
            case ArrayValue list:
                budget.CheckLength(0, list.Values.Count);
                budget.Charge(1 + list.Values.Count / 4);
                break;
            default:
                budget.Charge(1);
                break;
        }

        return result;
    }

    private static void Before(string name, FluidValue input, FilterArguments arguments, TemplateContext context, RenderBudget budget)
    {
        if (input is StringValue text && _replacing.Contains(name))
        {
            var source = text.ToStringValue();
            var search = arguments.At(0).ToStringValue();
            var replacement = arguments.At(1).ToStringValue();
            budget.Charge((int)Math.Min(int.MaxValue / 2, 1 + (long)source.Length * (1 + search.Length / 64) / 256));
            if (name == "replace" && (long)source.Length * replacement.Length / Math.Max(1, search.Length) > 65_536)
            {
                var count = search.Length == 0 ? source.Length + 1 : source.AsSpan().Count(search);
                budget.CheckLength(source.Length + count * ((long)replacement.Length - search.Length));
            }
        }
        else if (_formatting.Contains(name) && LargeNumber().IsMatch(arguments.At(0).ToStringValue() + (name == "format_string" ? input.ToStringValue() : "")))
        {
            throw new TagException($"the format given to '{name}' asks for more than 99 characters of padding");
        }
        else if (name == "join" && input.Type == FluidValues.Array)
        {
            var between = arguments.At(0).ToStringValue().Length;
            var total = 0L;
            foreach (var element in input.Enumerate(context))
            {
                total += between + (element is StringValue part ? part.ToStringValue().Length : 8);
                budget.CheckLength(total);
            }
        }
    }

    [GeneratedRegex(@"%[\^_:-]*\d{3,}|^\s*[A-Za-z]\d{3,}\s*$|,\s*-?\d{3,}\s*[:}]|:[A-Za-z]\d{3,}", RegexOptions.CultureInvariant)]
    private static partial Regex LargeNumber();
}
