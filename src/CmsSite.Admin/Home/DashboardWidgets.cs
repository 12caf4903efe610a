using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Theming;
using CmsSite.Theming.Shapes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Home;

/// <summary>A piece of the first screen that somebody wrote.</summary>
internal sealed record DashboardWidget(string ContentItemId, string Title, string Html, bool MayEdit);

/// <summary>Published items whose type is a <c>DashboardWidget</c> with a <c>DashboardPart</c>, in the order of their positions, as their templates draw them.</summary>
internal static class DashboardWidgets
{
    private const string Part = "DashboardPart";
    private const int Most = 24;

    public static async Task<IReadOnlyList<DashboardWidget>> OfAsync(AdminScope scope)
    {
        var types = scope.Get<ContentDefinitions>().Types.Where(type => type.Stereotype == "DashboardWidget" && type.Parts.Any(part => part.PartName == Part)).Select(type => type.Name).ToList();
        if (types.Count == 0)
        {
            return [];
        }

        var items = scope.Get<ContentItems>();
        var ids = await items.Versions(VersionOptions.Published).Where(item => types.Contains(item.ContentType)).OrderBy(item => item.Id).Take(Most).Select(item => item.ContentItemId).ToListAsync();
        var display = scope.Get<DisplayContext>();
        display.Request = display.Request with { User = scope.User };
        var widgets = new List<DashboardWidget>();
        foreach (var item in (await items.GetAsync(ids, VersionOptions.Published, CancellationToken.None)).OrderBy(item => item.Part(Part)?["Position"].AsNumber() ?? 0))
        {
            var shape = await display.Shapes.BuildDisplayAsync(item, "Detail", display);
            await shape.EnsureLoadedAsync(display);
            // The title stands above it as that of any card.
            if (shape.Items.OfType<Shape>().FirstOrDefault(zone => zone.Metadata.Name == "Content") is { } content)
            {
                widgets.Add(new DashboardWidget(item.ContentItemId, item.DisplayText ?? item.ContentType, (await display.Shapes.RenderAsync(content, display)).Html, scope.May(Permissions.EditContent, item)));
            }
        }

        return widgets;
    }
}
