using CmsSite.Content.Items;
using CmsSite.Content.Lists;
using CmsSite.Theming.Navigation;
using CmsSite.Theming.Shapes;

namespace CmsSite.Theming.Display.Parts;

/// <summary>A page of a list's items, by cursor (<c>?after=</c>, <c>?before=</c>) or by number (<c>?pagenum=</c>), and the link to its feed.</summary>
internal sealed class ListPartDisplay : PartDisplay
{
    public override string PartName => "ListPart";

    public override IReadOnlyList<PartShape> Shapes { get; } =
    [
        new PartShape("ListPart", "Content:10", PartShape.Detail),
        new PartShape("ListPartFeed", "Content", PartShape.Detail),
    ];

    public override async Task FillAsync(Shape shape, PartDisplayContext context)
    {
        shape["ListPart"] = new Dictionary<string, object?> { ["ContentItem"] = context.Item, ["DisableRssFeed"] = context.Data["DisableRssFeed"].AsFlag() ?? false };
        if (shape.Metadata.Type == "ListPartFeed")
        {
            return;
        }

        var display = context.Display;
        var settings = context.Settings<ListPartSettings>();
        var size = Math.Clamp(settings.PageSize, 1, display.Settings.MaxPageSize);
        display.Dependencies.Add($"list:{context.Item.ContentItemId}");
        var (items, pager) = settings.ShowFullPager ? await NumberedAsync(context, settings, size) : await BesideAsync(context, settings, size);
        await display.PageItems.PrepareAsync(items, display.Cancellation);
        shape["ContentItems"] = items.Where(item => display.Definitions.Type(item.ContentType) is { } type && ContentDisplay.MayShow(item, type, display)).ToList();
        shape["Pager"] = pager;
        shape["ContainedContentTypeDefinitions"] = settings.ContainedContentTypes.Select(display.Definitions.Type).OfType<CmsSite.Content.Definitions.ContentTypeDefinition>().ToList();
    }

    private static async Task<(IReadOnlyList<ContentItem> Items, Shape Pager)> NumberedAsync(PartDisplayContext context, ListPartSettings settings, int size)
    {
        var display = context.Display;
        var pager = PageNumber.Pager(display, size, await display.Lists.CountAsync(context.Item.ContentItemId, display.Cancellation));
        return pager.IsBeyond
            ? ([], pager.Shape)
            : (await display.Lists.PageAsync(context.Item.ContentItemId, settings.EnableOrdering, pager.Skip, size, display.Cancellation), pager.Shape);
    }

    private static async Task<(IReadOnlyList<ContentItem> Items, Shape Pager)> BesideAsync(PartDisplayContext context, ListPartSettings settings, int size)
    {
        var display = context.Display;
        var query = display.Request.Query;
        var after = ListPlace.Parse(query.GetValueOrDefault("after"));
        var before = after is null ? ListPlace.Parse(query.GetValueOrDefault("before")) : null;
        var found = await ReadAsync(after ?? before, before is not null);
        if (before is not null && found.Count <= size)
        {
            // Less than a page lies before it: then it is the first page, which is shown whole.
            before = null;
            found = await ReadAsync(null, false);
        }

        var more = found.Count > size;
        var items = (before is null ? found.Take(size) : found.TakeLast(size)).ToList();
        if (items.Count == 0 && after is not null)
        {
            display.StatusCode = 404;
        }

        var pager = new Shape("PagerSlim")
        {
            ["Before"] = items.Count > 0 && (after is not null || before is not null && more) ? Place(items[0]) : null,
            ["After"] = items.Count > 0 && (before is not null || more) ? Place(items[^1]) : null,
        };
        return (items, pager);

        ValueTask<IReadOnlyList<ContentItem>> ReadAsync(ListPlace? from, bool backwards) =>
            display.Lists.StretchAsync(context.Item.ContentItemId, settings.EnableOrdering, from, backwards, size + 1, display.Cancellation);

        string Place(ContentItem item) => ListPlace.Of(item, settings.EnableOrdering).ToString();
    }
}
