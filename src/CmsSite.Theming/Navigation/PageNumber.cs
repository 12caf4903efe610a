using System.Globalization;
using CmsSite.Theming.Shapes;

namespace CmsSite.Theming.Navigation;

/// <summary>The page that the reader asked for with <c>?pagenum=</c>, and the pager to go on with.</summary>
/// <param name="IsBeyond">There is no such page: nothing needs to be read, and the answer is a 404.</param>
internal sealed record PageNumber(int Page, int Size, bool IsBeyond, Shape Shape)
{
    public const string Key = "pagenum";

    public int Skip => (Page - 1) * Size;

    public static PageNumber Pager(DisplayContext context, int size, int total)
    {
        size = Math.Clamp(size, 1, context.Settings.MaxPageSize);
        var pages = Math.Max(1, (total + size - 1) / size);
        var page = Asked(context);
        var isBeyond = page > pages;
        if (isBeyond)
        {
            context.StatusCode = 404;
        }

        var shape = new Shape("Pager") { ["Page"] = (int)Math.Min(page, int.MaxValue / size), ["PageSize"] = size, ["TotalItemCount"] = total };
        shape.Load = PagerKind.Load;
        return new PageNumber((int)Math.Min(page, int.MaxValue / size), size, isBeyond, shape);
    }

    /// <summary>From 1. What is no number is page 1; a number too large to be one is far beyond every list.</summary>
    public static long Asked(DisplayContext context)
    {
        var text = context.Request.Query.GetValueOrDefault(Key)?.Trim() ?? "";
        if (text.Length == 0 || !text.All(char.IsAsciiDigit))
        {
            return 1;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Max(1, page) : long.MaxValue;
    }
}
