using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;

namespace CmsSite.Content.Autoroute;

/// <summary>
/// The public address of an item. One that is made from the pattern gets a number when another item has it already; one that is given must be free. The items inside an
/// item with <c>RouteContainedItems</c> have addresses below its own.
/// </summary>
public sealed class AutoroutePartHandler(Addresses addresses, ContentItems items, SiteSettings settings, ContentDefinitions definitions, IPatternRenderer patterns) : ContentPartHandler
{
    // Ids of items whose path was made in this save, so that a conflict is ours to solve.
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);

    public override string PartName => "AutoroutePart";

    public override int Order => 200;

    public override async Task SavingAsync(PartContext context, CancellationToken cancellationToken)
    {
        var data = context.Data;
        var given = data["Path"].AsText();
        if (given?.Trim().Trim('/') is { Length: > 0 } trimmed)
        {
            if (trimmed != given)
            {
                data["Path"] = trimmed;
            }
        }
        else if (string.IsNullOrWhiteSpace(given) && IsToBeMade(context)
            && await patterns.RenderAsync(context, "Path", context.Part.Settings.Get<AutoroutePartSettings>().Pattern, cancellationToken) is { } made
            && RoutePath.Repair(made) is { Length: > 0 } path)
        {
            _made.Add(context.Item.ContentItemId);
            data["Path"] = context.IsEmbedded ? path : await addresses.MakeFreeAsync(AddressKind.Path, path, context.Item.ContentItemId, RoutePath.MaxLength, cancellationToken);
        }

        if (!context.IsEmbedded)
        {
            // It is the home page already: saying so again must not make the item a changed one.
            if (data["SetHomepage"].AsFlag() == true && settings.HomeContentItemId == context.Item.ContentItemId && settings.HomeJsonPath is null)
            {
                data["SetHomepage"] = false;
            }

            NumberContained(context);
        }
    }

    public override async Task ValidateAsync(PartContext context, CancellationToken cancellationToken)
    {
        if (context.Data["Path"].AsText() is not { Length: > 0 } path || context.Data["Disabled"].AsFlag() == true)
        {
            return;
        }

        if (RoutePath.Problem(path) is { } problem)
        {
            context.Problem("Path", problem);
        }
        else if (!context.IsEmbedded)
        {
            var isMade = _made.Remove(context.Item.ContentItemId);
            if (!isMade && await addresses.FindOwnerAsync(AddressKind.Path, [path], context.Item.ContentItemId, cancellationToken) is { } owner)
            {
                context.Problem("Path", $"The path '{path}' belongs to {await items.DescribeAsync(owner.ContentItemId, cancellationToken)}. Give another, or leave it empty to have one made.");
            }

            await ValidateContainedAsync(context, path, cancellationToken);
        }
    }

    public override async Task PublishingAsync(PartContext context, CancellationToken cancellationToken)
    {
        if (context.Data["SetHomepage"].AsFlag() != true)
        {
            return;
        }

        // Once: publishing the item again must not take the root back from an item that has got it since.
        context.Data["SetHomepage"] = false;
        await settings.PutAsync("HomeRoute", new JsonObject
        {
            ["Action"] = "Display",
            ["Controller"] = "Item",
            ["Area"] = "OrchardCore.Contents",
            ["ContentItemId"] = context.Item.ContentItemId,
        }, cancellationToken);
    }

    public override void Cloning(PartContext context)
    {
        context.Data.Remove("Path");
        context.Data.Remove("SetHomepage");
    }

    // A draft's title still grows; its path is made when it is published.
    private static bool IsToBeMade(PartContext context) =>
        (context.IsPublished || context.IsImport) && context.Data["Disabled"].AsFlag() != true
        && (!context.IsEmbedded || (context.Part.Settings.Get<AutoroutePartSettings>().ManageContainedItemRoutes && RoutesContained(context.Root)));

    private static bool RoutesContained(ContentItem root) => root.Part("AutoroutePart")?["RouteContainedItems"].AsFlag() == true;

    private IEnumerable<ContainedRoute> Contained(PartContext context) => ContainedRoute.Of(context.Item, context.Type, definitions.Type);

    // Two terms of one name: the second, if its path was made just now, gets a number. Paths below it move along, so begin anew after each.
    private void NumberContained(PartContext context)
    {
        for (var isDone = false; !isDone;)
        {
            isDone = true;
            var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var route in Contained(context))
            {
                if (!taken.Add(route.Path) && _made.Contains(route.ContentItemId) && route.Json["AutoroutePart"] is JsonObject part && part["Path"].AsText() is { } path)
                {
                    var others = Contained(context).Select(other => other.Path).ToHashSet(StringComparer.OrdinalIgnoreCase);
                    var number = 1;
                    while (others.Contains($"{route.Path}-{number}"))
                    {
                        number++;
                    }

                    part["Path"] = $"{path}-{number}";
                    isDone = false;
                    break;
                }
            }
        }
    }

    private async Task ValidateContainedAsync(PartContext context, string path, CancellationToken cancellationToken)
    {
        var seen = new Dictionary<string, ContainedRoute?>(StringComparer.OrdinalIgnoreCase) { [path] = null };
        foreach (var route in Contained(context))
        {
            _made.Remove(route.ContentItemId);
            if (!seen.TryAdd(route.Path, route))
            {
                context.Problem("RouteContainedItems", $"The path '{route.Path}' is given twice: by {Name(seen[route.Path]) ?? "the item itself"} and by {Name(route)}. Change the path of one.");
            }
        }

        seen.Remove(path);
        if (seen.Count > 0 && await addresses.FindOwnerAsync(AddressKind.Path, [.. seen.Keys], context.Item.ContentItemId, cancellationToken) is { } owner)
        {
            var name = Name(seen.GetValueOrDefault(owner.Value)) ?? "an item inside";
            context.Problem("RouteContainedItems", $"The path '{owner.Value}' of {name} belongs to {await items.DescribeAsync(owner.ContentItemId, cancellationToken)}. Change the path of one.");
        }
    }

    private static string? Name(ContainedRoute? route) => route is null ? null : $"'{route.Json["DisplayText"].AsText()}' ({route.JsonPath})";
}
