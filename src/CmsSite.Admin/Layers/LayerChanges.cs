using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Layers;

/// <param name="Rule">Orchard's <c>LayerRule</c>: its <c>Conditions</c> must all be met.</param>
public sealed record WrittenLayer(string Name, string? Description, JsonObject Rule);

/// <summary>Changes of layers. One whose rule means nothing is not stored: a layer that shows at the wrong time is worse than none.</summary>
public static class LayerChanges
{
    private const int LongestName = 100;

    public static bool MayManage(AdminScope scope) => scope.May(Permissions.ManageLayers);

    /// <exception cref="RefusedException">The user may not manage layers.</exception>
    public static void Authorise(AdminScope scope)
    {
        if (!MayManage(scope))
        {
            throw new RefusedException("You may not manage layers.");
        }
    }

    /// <summary>A copy of a stored layer's rule; a rule of the first generations, one line of script, becomes the condition that says it.</summary>
    public static JsonObject RuleOf(JsonNode layer) => layer["LayerRule"]?.DeepClone() as JsonObject
        ?? new JsonObject { ["Conditions"] = layer["Rule"].AsText() is { Length: > 0 } script ? new JsonArray(LayerRules.Make("JavascriptCondition", script)) : new JsonArray() };

    /// <summary>Saves a layer. With another name than it had, the widgets that belong to it follow in the same transaction.</summary>
    /// <param name="seen">The layer that the writer began with; null for a new one.</param>
    /// <returns>What is wrong; null when it is saved.</returns>
    /// <exception cref="RefusedException">The user may not manage layers, or a widget of a renamed one cannot be saved.</exception>
    public static async Task<string?> SaveAsync(AdminScope scope, WrittenLayer layer, JsonNode? seen)
    {
        Authorise(scope);
        var name = layer.Name.Trim();
        if (name.Length is 0 or > LongestName)
        {
            return $"Give the layer a name, of at most {LongestName} characters.";
        }

        if (LayerRules.Problems(layer.Rule) is { Count: > 0 } problems)
        {
            return problems.Count == 1 ? problems[0].Message : $"{problems.Count} conditions are not complete; each says what is missing.";
        }

        await scope.Session.BeginItemsAsync();
        var former = seen?["Name"].AsText() ?? name;
        var stored = seen is null ? null : scope.Session.Document(SiteDocumentKinds.Layer, former);
        if (!JsonNode.DeepEquals(stored, seen))
        {
            await scope.Session.RollbackAsync();
            return "Somebody else changed this layer meanwhile. Nothing was saved over theirs; load the page again.";
        }

        if ((seen is null || !SiteDocumentKinds.Comparer(SiteDocumentKinds.Layer).Equals(former, name)) && scope.Session.Document(SiteDocumentKinds.Layer, name) is not null)
        {
            await scope.Session.RollbackAsync();
            return $"There is a layer {name} already.";
        }

        var document = stored?.DeepClone() as JsonObject ?? new JsonObject { ["Name"] = name };
        (document["Description"], document["LayerRule"]) = (string.IsNullOrWhiteSpace(layer.Description) ? null : layer.Description.Trim(), layer.Rule.DeepClone());
        document.Remove("Rule");
        if (former != name)
        {
            document["Name"] = name;
            await scope.Session.DeleteAsync(SiteDocumentKinds.Layer, former);
            await WidgetPlaces.FollowAsync(scope, former, name);
        }

        await scope.Session.PutAsync(SiteDocumentKinds.Layer, name, document);
        await scope.Session.CommitAsync();
        return null;
    }

    /// <summary>Deletes a layer that shows nothing.</summary>
    /// <returns>What is wrong; null when it is deleted.</returns>
    /// <exception cref="RefusedException">The user may not manage layers.</exception>
    public static async Task<string?> DeleteAsync(AdminScope scope, string name)
    {
        Authorise(scope);
        await scope.Session.BeginItemsAsync();
        var widgets = await scope.Session.Database.LayerWidgets.Where(row => row.Layer == name).Select(row => row.DocumentId).Distinct().CountAsync();
        if (widgets > 0)
        {
            await scope.Session.RollbackAsync();
            return "Widgets belong to this layer. Give them another one, or remove them, first.";
        }

        await scope.Session.DeleteAsync(SiteDocumentKinds.Layer, name);
        await scope.Session.CommitAsync();
        return null;
    }
}
