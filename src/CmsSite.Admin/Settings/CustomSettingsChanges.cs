using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Admin.Contents.Edit;
using CmsSite.Content.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;

namespace CmsSite.Admin.Settings;

/// <summary>Custom settings: for each content type with the stereotype <c>CustomSettings</c> one item, kept among the settings of the site under the type's name.</summary>
internal static class CustomSettingsChanges
{
    public const string Stereotype = "CustomSettings";

    /// <summary>All types of custom settings.</summary>
    public static IReadOnlyList<ContentTypeDefinition> TypesOf(AdminScope scope) =>
        [.. scope.Get<ContentDefinitions>().Types.Where(type => type.Stereotype == Stereotype).OrderBy(type => type.DisplayName, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Those that the user may edit.</summary>
    public static IReadOnlyList<ContentTypeDefinition> Types(AdminScope scope) => [.. TypesOf(scope).Where(type => MayEdit(scope, type))];

    public static bool MayEdit(AdminScope scope, ContentTypeDefinition type) => scope.May($"{Permissions.ManageCustomSettings}_{type.Name}");

    /// <summary>The item as it is stored; a new one when there is none.</summary>
    public static ContentItem Read(AdminScope scope, ContentTypeDefinition type)
    {
        if (scope.Get<SiteSettings>().Find(type.Name) is not JsonObject stored)
        {
            return scope.Get<ContentManager>().New(type.Name);
        }

        var item = ContentItem.FromJson(stored);
        item.ContentType = type.Name;
        return item;
    }

    /// <param name="seen">The setting that its writer began with; null when there was none.</param>
    /// <exception cref="RefusedException">The user may not change these settings.</exception>
    public static async Task<SaveOutcome> SaveAsync(AdminScope scope, ContentTypeDefinition type, ContentItem item, JsonNode? seen)
    {
        if (!MayEdit(scope, type))
        {
            throw new RefusedException("You may not change these settings.");
        }

        await scope.Session.BeginItemsAsync();
        if (!JsonNode.DeepEquals(scope.Get<SiteSettings>().Find(type.Name), seen))
        {
            await scope.Session.RollbackAsync();
            return new SaveOutcome.Overtaken();
        }

        if (await scope.Get<ContentHandlers>().SaveAsync(item, SaveIntent.Publish, CancellationToken.None) is { Count: > 0 } problems)
        {
            await scope.Session.RollbackAsync();
            return new SaveOutcome.Refused(problems);
        }

        await scope.Get<SiteSettings>().PutAsync(type.Name, item.ToJson());
        await scope.Session.CommitAsync();
        return new SaveOutcome.Done(item);
    }
}
