using System.Text.Json.Nodes;
using CmsSite.Content.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Features;
using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Recipes.Exporting;

/// <summary>Everything of the site but content and media: documents, accounts, what is kept.</summary>
internal sealed class ExportSteps(
    CmsDbContext database, ContentDefinitions definitions, ExportSelection selection, RecipeWriter recipe, ICollection<string> leftOut, ICollection<string> secrets)
{
    public async Task WriteBeforeContentAsync(CancellationToken cancellationToken)
    {
        await WriteFeaturesAsync(cancellationToken);
        await new ExportSettings(definitions, selection, recipe, secrets).WriteAsync(await DocumentsAsync(SiteDocumentKinds.SiteSetting, cancellationToken), cancellationToken);
        await WriteDefinitionsAsync(cancellationToken);
        await WriteRolesAsync(cancellationToken);
        await new ExportUsers(database, selection, recipe).WriteAsync(cancellationToken);
        await WriteDocumentsAsync(ExportDocuments.BeforeContent, cancellationToken);
    }

    public async Task WriteAfterContentAsync(CancellationToken cancellationToken)
    {
        await WriteDocumentsAsync(ExportDocuments.AfterContent, cancellationToken);
        await WriteTranslationsAsync(cancellationToken);
        await WriteFormerAddressesAsync(cancellationToken);
        await WriteKeptAsync(cancellationToken);
        foreach (var step in selection.MoreSteps)
        {
            var values = (JsonObject)step.DeepClone();
            values.Remove("name");
            await recipe.WriteAsync(step["name"].AsText() ?? "", values, cancellationToken);
        }

        if (selection.IsWholeSite && (await DocumentsAsync(SiteDocumentKinds.CommentBan, cancellationToken)).Count is > 0 and var bans)
        {
            leftOut.Add($"{bans} addresses and networks whose comments are taken for spam are left out.");
        }
    }

    private async Task WriteFeaturesAsync(CancellationToken cancellationToken)
    {
        if (!selection.Has("feature", out _) || await DocumentsAsync(SiteDocumentKinds.Feature, cancellationToken) is not { Count: > 0 } features)
        {
            return;
        }

        var off = features.Where(feature => feature.Value["Disabled"].AsFlag() == true).Select(feature => feature.Name).ToList();
        var values = new JsonObject { ["enable"] = JsonValues.ToArray(features.Select(feature => feature.Name).Except(off)) };
        if (off.Count > 0)
        {
            values["disable"] = JsonValues.ToArray(off);
        }

        await recipe.WriteAsync("feature", values, cancellationToken);
    }

    private async Task WriteDefinitionsAsync(CancellationToken cancellationToken)
    {
        if (!selection.Has("ContentDefinition", out var names))
        {
            return;
        }

        var types = (await DocumentsAsync(SiteDocumentKinds.ContentType, cancellationToken)).Where(type => names is null || names.Contains(type.Name)).ToList();
        var attached = types.SelectMany(type => type.Value["ContentTypePartDefinitionRecords"].AsObjects()).Select(part => part["PartName"].AsText()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var parts = (await DocumentsAsync(SiteDocumentKinds.ContentPart, cancellationToken)).Where(part => names is null || names.Contains(part.Name) || attached.Contains(part.Name)).ToList();
        var replaces = selection.ReplacesDefinitions ?? selection.IsWholeSite;
        if (types.Count + parts.Count > 0)
        {
            await recipe.WriteAsync(replaces ? "ReplaceContentDefinition" : "ContentDefinition", new JsonObject
            {
                ["ContentTypes"] = new JsonArray([.. types.Select(type => type.Value.DeepClone())]),
                ["ContentParts"] = new JsonArray([.. parts.Select(part => part.Value.DeepClone())]),
            }, cancellationToken);
        }

        // The features bring them again on the other site, where somebody took them off this one.
        if (selection.IsWholeSite && (await DocumentsAsync(SiteDocumentKinds.Feature, cancellationToken)).SelectMany(feature => BuiltInTypes.Of(feature.Name)?["ContentTypes"].AsObjects() ?? [])
            .Select(type => type["Name"].AsText()!).Where(type => types.All(known => !known.Name.Equals(type, StringComparison.OrdinalIgnoreCase))).Distinct().Order(StringComparer.Ordinal).ToList() is { Count: > 0 } gone)
        {
            await recipe.WriteAsync("DeleteContentDefinition", new JsonObject { ["ContentTypes"] = JsonValues.ToArray(gone), ["ContentParts"] = new JsonArray() }, cancellationToken);
        }
    }

    // A new role of a well-known name begins with permissions of its own; what this site's role has not is taken away again.
    private async Task WriteRolesAsync(CancellationToken cancellationToken)
    {
        if (!selection.Has("Roles", out var names))
        {
            return;
        }

        var roles = new JsonArray();
        foreach (var (name, value) in (await DocumentsAsync(SiteDocumentKinds.Role, cancellationToken)).Where(role => names is null || names.Contains(role.Name)))
        {
            var permissions = value["Permissions"].AsTexts().Order(StringComparer.Ordinal).ToList();
            roles.Add(DefaultRoles.ToJson(name, value["Description"].AsText(), permissions));
            if (DefaultRoles.PermissionsOf(name).Except(permissions).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } missing && !DefaultRoles.System.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                roles.Add(new JsonObject { ["Name"] = name, ["PermissionBehavior"] = "Remove", ["Permissions"] = JsonValues.ToArray(missing) });
            }
        }

        if (roles.Count > 0)
        {
            await recipe.WriteAsync("Roles", new JsonObject { ["Roles"] = roles }, cancellationToken);
        }
    }

    private async Task WriteDocumentsAsync(IEnumerable<ExportDocuments> steps, CancellationToken cancellationToken)
    {
        foreach (var step in steps)
        {
            if (selection.Has(step.Step, out var names) && step.Of(await DocumentsAsync(step.Kind, cancellationToken), names, secrets) is { } values)
            {
                await recipe.WriteAsync(step.Step, values, cancellationToken);
            }
        }
    }

    private async Task WriteTranslationsAsync(CancellationToken cancellationToken)
    {
        if (selection.Has("Translations", out var names)
            && (await DocumentsAsync(SiteDocumentKinds.Translation, cancellationToken)).Where(culture => names is null || names.Contains(culture.Name))
                .SelectMany(culture => culture.Value.AsObjects()).Select(text => text.DeepClone()).ToArray() is { Length: > 0 } texts)
        {
            await recipe.WriteAsync("Translations", new JsonObject { ["translations"] = new JsonArray(texts) }, cancellationToken);
        }
    }

    private async Task WriteFormerAddressesAsync(CancellationToken cancellationToken)
    {
        if (!selection.Has("FormerAddresses", out _) || !await database.FormerAddresses.AnyAsync(cancellationToken))
        {
            return;
        }

        recipe.BeginList("FormerAddresses", "Addresses");
        await foreach (var address in database.FormerAddresses.AsNoTracking().OrderBy(address => address.SinceUtc).ThenBy(address => address.Path).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var json = new JsonObject { ["Path"] = address.Path, ["ContentItemId"] = address.ContentItemId };
            if (address.ContainedContentItemId is { } contained)
            {
                json["ContainedContentItemId"] = contained;
            }

            json["SinceUtc"] = address.SinceUtc;
            await recipe.AddAsync(json, cancellationToken);
        }

        recipe.EndList();
    }

    private async Task WriteKeptAsync(CancellationToken cancellationToken)
    {
        var kept = await DocumentsAsync(SiteDocumentKinds.Kept, cancellationToken);
        var isAll = selection.Has("kept", out _);
        foreach (var (step, values) in ExportKept.Steps(kept.Where(document => isAll || selection.Has(ExportKept.StepOf(document.Name), out _)), secrets))
        {
            await recipe.WriteAsync(step, values, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<(string Name, JsonNode Value)>> DocumentsAsync(string kind, CancellationToken cancellationToken)
    {
        var documents = await database.Documents.AsNoTracking().Where(document => document.Kind == kind).ToListAsync(cancellationToken);
        return [.. documents.OrderBy(document => document.Name, StringComparer.Ordinal).Select(document => (document.Name, JsonNode.Parse(document.Json)!))];
    }
}
