using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Content.Recipes.Normalising;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Menus of the dashboard, each as a whole by its id.</summary>
internal sealed class AdminMenuStep(SiteSession session) : SiteStep<AdminMenuStep>, ISiteStep
{
    private static readonly string[] _nodes = ["LinkAdminNode", "PlaceholderAdminNode", "ContentTypesAdminNode", "ListsAdminNode"];

    public static string StepName => "AdminMenu";

    public static string Members => "data:[Id:text Name:text Enabled:flag MenuItems:@adminNode*]";

    public static IEnumerable<RecipeName> Names(JsonObject step, DefinedNames defined) =>
        from menu in step.Find("data").AsObjects()
        from node in Nodes(menu.Find("MenuItems"))
        let name = ClassNames.Of(node["$type"].AsText()) ?? "without $type"
        select new RecipeName("admin node", name, _nodes.Contains(name) ? RecipeNameState.Runs : RecipeNameState.Unknown);

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        var notes = new NormalisationNotes();
        foreach (var (given, path) in step.Items("data").ToList())
        {
            var menu = (JsonObject)given.DeepClone();
            if (Id(menu) is not { } id)
            {
                step.Error(path, "the menu has neither Id nor Name");
                continue;
            }

            menu["Id"] = id;
            foreach (var node in Nodes(menu.Find("MenuItems")).ToList())
            {
                if (AdminNodes.Normalise(node))
                {
                    notes.Add(path, "entries of the dashboard's menu are read in today's spelling");
                }
            }

            await session.PutAsync(SiteDocumentKinds.AdminMenu, id, menu, cancellationToken);
        }

        notes.ReportTo(step);
    }

    // Orchard gives a menu without id a new one at each run, and so a second menu. Its name tells it as well.
    private static string? Id(JsonObject menu) => menu.Find("Id").Text() is { Length: > 0 } id ? id
        : menu.Find("Name").Text() is { Length: > 0 } name ? RecipeIds.From(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"AdminMenu\n{name}")).AsSpan(0, 16)))
        : null;

    private static IEnumerable<JsonObject> Nodes(JsonNode? items) => items.AsObjects().SelectMany(node => Nodes(node.Find("Items")).Prepend(node));
}
