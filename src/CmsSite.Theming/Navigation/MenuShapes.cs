using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Theming.Display;
using CmsSite.Theming.Shapes;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Theming.Navigation;

/// <summary><c>Menu</c>: a menu item's tree as shapes, without what this reader may not follow.</summary>
internal sealed class MenuKind() : ShapeKind("Menu")
{
    public override void Created(Shape shape) => shape.Load = LoadAsync;

    private static async Task LoadAsync(Shape shape, DisplayContext context)
    {
        if (await FindAsync(shape, context) is not { } menu)
        {
            context.Dependencies.Add("type:Menu");
            return;
        }

        context.Dependencies.Add($"contentitemid:{menu.ContentItemId}");
        var name = ShapeNames.Pascal(menu.DisplayText);
        shape["ContentItem"] = menu;
        shape["MenuName"] = name;
        shape.Metadata.Differentiator = name;
        if (name.Length > 0)
        {
            shape.AddAlternates([$"Menu__{ShapeNames.Encode(name)}"]);
            shape.Classes.AddRange(["menu", $"menu-{name.ToLowerInvariant()}"]);
        }

        var entries = await EntriesAsync(menu, context);
        await context.PageItems.PrepareAsync(entries.All, context.Cancellation);
        foreach (var entry in entries.Top)
        {
            if (await MenuEntry.MakeAsync(entry, shape, 0, context) is { } child)
            {
                shape.Items.Add(child);
            }
        }
    }

    private static async Task<ContentItem?> FindAsync(Shape shape, DisplayContext context)
    {
        if (shape["ContentItemId"] as string is { Length: > 0 } id)
        {
            return await context.PageItems.GetAsync(id, context.Cancellation);
        }

        return (shape["Alias"] ?? shape["Handle"] ?? shape["Name"]) as string is { Length: > 0 } handle
            ? await context.PageItems.GetByHandleAsync(handle.Contains(':', StringComparison.Ordinal) ? handle : $"alias:{handle}", context.Cancellation)
            : null;
    }

    // Every page has its menus: their entries are read from the JSON once.
    private static ValueTask<MenuEntries> EntriesAsync(ContentItem menu, DisplayContext context)
    {
        Task<MenuEntries> ReadAsync()
        {
            var top = Entries(menu.Content).ToList();
            return Task.FromResult(new MenuEntries(top, [.. top.SelectMany(Flat).Select(entry => entry.Item)]));
        }

        return menu is { DocumentId: not 0, Published: true, ContentItemVersionId: { Length: > 0 } version }
            ? context.Services.GetRequiredService<SiteSession>().RememberAsync("menu", version, ReadAsync, entries => 400 * entries.All.Count)
            : new(ReadAsync());
    }

    private static IEnumerable<MenuNode> Entries(JsonObject content) => (content["MenuItemsListPart"] as JsonObject)?["MenuItems"].AsObjects()
        .Select(json => new MenuNode(ContentItem.Embedded(json), [.. Entries(json)])) ?? [];

    private static IEnumerable<MenuNode> Flat(MenuNode node) => node.Children.SelectMany(Flat).Prepend(node);
}

/// <param name="All">The items of every entry, also of those below others.</param>
internal sealed record MenuEntries(IReadOnlyList<MenuNode> Top, IReadOnlyList<ContentItem> All);

internal sealed record MenuNode(ContentItem Item, IReadOnlyList<MenuNode> Children);

internal static class MenuEntry
{
    /// <summary>The shape of a menu item with those below it; null when it is not for this reader or leads nowhere.</summary>
    public static async Task<Shape?> MakeAsync(MenuNode node, Shape menu, int level, DisplayContext context)
    {
        var item = node.Item;
        if (context.Definitions.Type(item.ContentType) is null || !IsPermitted(item, context))
        {
            return null;
        }

        var (isOpen, href) = await TargetAsync(item, context);
        if (!isOpen)
        {
            return null;
        }

        var shape = new Shape("MenuItem") { ["ContentItem"] = item, ["Level"] = level, ["Menu"] = menu, ["Href"] = href, ["Text"] = item.DisplayText };
        shape.Classes.Add($"menu-item-{ShapeNames.Classify(item.ContentType)}");
        foreach (var child in node.Children)
        {
            if (await MakeAsync(child, menu, level + 1, context) is { } below)
            {
                below["Parent"] = shape;
                shape.Items.Add(below);
            }
        }

        var isCurrent = href is { Length: > 0 } && Links.IsHere(href, context);
        var isActive = isCurrent || shape.Items.OfType<Shape>().Any(below => below["IsActive"] is true);
        shape["IsCurrent"] = isCurrent;
        shape["IsActive"] = isActive;
        if (isActive)
        {
            shape.Classes.Add("active");
        }

        return shape;
    }

    private static bool IsPermitted(ContentItem item, DisplayContext context)
    {
        var names = (item.Part("MenuItemPermissionPart")?["PermissionNames"]).AsTexts();
        context.IsPersonal |= names.Count > 0 && context.Request.User.Identity?.IsAuthenticated == true;
        return names.All(name => context.Permissions.Has(context.Request.User, name));
    }

    // Where it leads. An item that is not published, or not for this reader, leads nowhere.
    private static async Task<(bool IsOpen, string? Href)> TargetAsync(ContentItem item, DisplayContext context)
    {
        if (item.Part("ContentMenuItemPart") is { } part)
        {
            var id = ((part["SelectedContentItem"] as JsonObject)?["ContentItemIds"]).AsTexts() is [var first, ..] ? first : null;
            var target = id is null ? null : await context.PageItems.GetAsync(id, context.Cancellation);
            if (id is not null)
            {
                context.Dependencies.Add($"contentitemid:{id}");
            }

            if (target is null || context.Definitions.Type(target.ContentType) is not { } type
                || ((part["CheckContentPermissions"].AsFlag() ?? false) && !ContentDisplay.MayShow(target, type, context)))
            {
                return (false, null);
            }

            return (true, await Links.OfItemAsync(target.ContentItemId, context));
        }

        var link = item.Part("LinkMenuItemPart") ?? item.Part("HtmlMenuItemPart");
        return (true, link?["Url"].AsText() is { Length: > 0 } url ? Links.Href(url, context) : null);
    }
}

/// <summary><c>MenuItem</c> and <c>MenuItemLink</c>: the same shape, first as an entry with those below it, then as its link.</summary>
internal sealed class MenuItemKind() : ShapeKind("MenuItem", "MenuItemLink")
{
    public override void Displaying(Shape shape) => shape.AddAlternates(TreeAlternates.Of(
        shape.Metadata.Type, (shape["Menu"] as Shape)?.Metadata.Differentiator, (shape["ContentItem"] as ContentItem)?.ContentType, shape["Level"] as int? ?? 0));
}

/// <summary>The alternates of entries in menus and of terms in taxonomies.</summary>
internal static class TreeAlternates
{
    /// <param name="tree">The menu's or taxonomy's name.</param>
    /// <param name="level">From 0.</param>
    public static IEnumerable<string> Of(string shapeType, string? tree, string? contentType, int level)
    {
        var type = ShapeNames.Encode(contentType ?? "");
        yield return $"{shapeType}__level__{level}";
        if (type.Length > 0)
        {
            yield return $"{shapeType}__{type}";
            yield return $"{shapeType}__{type}__level__{level}";
        }

        if (string.IsNullOrEmpty(tree))
        {
            yield break;
        }

        var name = ShapeNames.Encode(tree);
        yield return $"{shapeType}__{name}";
        yield return $"{shapeType}__{name}__level__{level}";
        if (type.Length > 0)
        {
            yield return $"{shapeType}__{name}__{type}";
            yield return $"{shapeType}__{name}__{type}__level__{level}";
        }
    }
}
