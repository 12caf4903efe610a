using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Content.RecycleBin;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Layers;

/// <param name="IsPublished">Readers see it.</param>
/// <param name="HasDraft">Somebody has written something newer.</param>
public sealed record PlacedWidget(string ContentItemId, string Title, string Type, string Layer, string Zone, double Position, bool RendersTitle, bool IsPublished, bool HasDraft, bool MayEdit);

/// <summary>
/// The widgets of the layers, and their places. A place is not something that is written and reviewed: it changes what is published and the draft at once, and nothing else of either.
/// </summary>
public static class WidgetPlaces
{
    // More are shown by no layout.
    private const int Most = 500;

    /// <summary>The zones of the setting <c>LayerSettings</c>, and others that widgets are in.</summary>
    public static IReadOnlyList<string> Zones(AdminScope scope, IEnumerable<PlacedWidget> widgets) =>
        [.. (scope.Get<SiteSettings>().Find("LayerSettings")?["Zones"]).AsTexts().Concat(widgets.Select(widget => widget.Zone)).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Types of widgets that the user may make.</summary>
    public static IReadOnlyList<ContentTypeDefinition> Types(AdminScope scope) =>
        [.. scope.Get<ContentDefinitions>().Types.Where(type => type.Stereotype == "Widget" && scope.MayCreate(type.Name)).OrderBy(type => type.DisplayName, StringComparer.CurrentCultureIgnoreCase)];

    /// <summary>All widgets, in the order in which a zone shows them.</summary>
    public static async Task<IReadOnlyList<PlacedWidget>> ListAsync(AdminScope scope)
    {
        var database = scope.Session.Database;
        var latest = true;
        var rows = await (from row in database.LayerWidgets
                          join item in database.ContentItems.AsNoTracking().Where(item => item.Latest == latest) on row.DocumentId equals item.Id
                          orderby row.Position, item.Id
                          select item).Take(Most).ToListAsync();
        var drafts = rows.Where(row => !row.Published).Select(row => row.ContentItemId).ToList();
        var alsoPublished = await database.ContentItems.Where(item => item.Published && drafts.Contains(item.ContentItemId)).Select(item => item.ContentItemId).ToHashSetAsync();
        var definitions = scope.Get<ContentDefinitions>();
        return
        [
            .. rows.Select(ContentItems.ToItem).Select(item =>
            {
                var (place, type) = (item.Part("LayerMetadata"), definitions.Type(item.ContentType)?.DisplayName ?? item.ContentType);
                return new PlacedWidget(
                    item.ContentItemId, string.IsNullOrWhiteSpace(item.DisplayText) ? type : item.DisplayText, type, place?["Layer"].AsText() ?? "", place?["Zone"].AsText() ?? "",
                    (double)(place?["Position"].AsNumber() ?? 0), place?["RenderTitle"].AsFlag() == true, item.Published || alsoPublished.Contains(item.ContentItemId), !item.Published,
                    scope.May(Permissions.EditContent, item));
            }),
        ];
    }

    /// <summary>A new widget at the end of a zone, as a draft: it shows when it is published.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="RefusedException">The user may not manage layers or make such widgets, or there is no such layer.</exception>
    public static async Task<string> AddAsync(AdminScope scope, string type, string zone, string layer)
    {
        LayerChanges.Authorise(scope);
        if (!Types(scope).Any(known => known.Name == type))
        {
            throw new RefusedException("You may not make such a widget.");
        }

        await scope.Session.BeginItemsAsync();
        RequireLayer(scope, layer);
        var last = (await ListAsync(scope)).LastOrDefault(widget => widget.Zone.Equals(zone, StringComparison.OrdinalIgnoreCase));
        var item = scope.Get<ContentManager>().New(type);
        item.Owner = scope.UserId;
        item.Content["LayerMetadata"] = new JsonObject { ["RenderTitle"] = false, ["Position"] = Math.Floor((last?.Position ?? 0) + 1), ["Zone"] = zone, ["Layer"] = layer };
        var problems = await scope.Get<ContentManager>().SaveDraftAsync(item);
        if (problems.Count > 0)
        {
            await scope.Session.RollbackAsync();
            throw new RefusedException(string.Join(" ", problems.Select(problem => problem.Message)));
        }

        await scope.Session.CommitAsync();
        return item.ContentItemId;
    }

    /// <summary>Puts a widget at a place of a zone; only where two others have the same position, or no room between them, these get new ones too.</summary>
    /// <param name="index">How many of the zone's other widgets come before it.</param>
    /// <exception cref="RefusedException">The user may not manage layers, or the widget is not there any more.</exception>
    public static async Task MoveAsync(AdminScope scope, string contentItemId, string zone, int index)
    {
        LayerChanges.Authorise(scope);
        await scope.Session.BeginItemsAsync();
        var others = (await ListAsync(scope)).Where(widget => widget.Zone.Equals(zone, StringComparison.OrdinalIgnoreCase) && widget.ContentItemId != contentItemId).ToList();
        index = Math.Clamp(index, 0, others.Count);
        double? before = index > 0 ? others[index - 1].Position : null, after = index < others.Count ? others[index].Position : null;
        var position = (before, after) switch
        {
            (null, null) => 1,
            ({ } last, null) => Math.Floor(last + 1),
            (null, { } first) => first - 1,
            ({ } low, { } high) => (low + high) / 2,
        };
        if (before < position && (after is null || position < after) || before is null)
        {
            await ChangeAsync(scope, contentItemId, place => (place["Zone"], place["Position"]) = (zone, position));
        }
        else
        {
            List<string> order = [.. others.Select(widget => widget.ContentItemId)];
            order.Insert(index, contentItemId);
            for (var i = 0; i < order.Count; i++)
            {
                var number = i + 1;
                await ChangeAsync(scope, order[i], place => (place["Zone"], place["Position"]) = (zone, number));
            }
        }

        await scope.Session.CommitAsync();
    }

    /// <summary>Gives a widget to another layer, and says whether its title shows.</summary>
    /// <exception cref="RefusedException">The user may not manage layers, or the widget or the layer is not there any more.</exception>
    public static async Task SetAsync(AdminScope scope, string contentItemId, string layer, bool rendersTitle)
    {
        LayerChanges.Authorise(scope);
        await scope.Session.BeginItemsAsync();
        RequireLayer(scope, layer);
        await ChangeAsync(scope, contentItemId, place => (place["Layer"], place["RenderTitle"]) = (layer, rendersTitle));
        await scope.Session.CommitAsync();
    }

    /// <summary>All widgets of a layer belong to it under its new name, those in the recycle bin too. The caller has authorised it, and commits.</summary>
    /// <exception cref="RefusedException">One of them cannot be saved.</exception>
    internal static async Task FollowAsync(AdminScope scope, string former, string name)
    {
        var database = scope.Session.Database;
        var ids = await (from row in database.LayerWidgets
                         join item in database.ContentItems.Where(item => item.Latest || item.Published) on row.DocumentId equals item.Id
                         where row.Layer == former
                         select item.ContentItemId).Distinct().ToListAsync();
        foreach (var id in ids)
        {
            // A draft may belong to another layer already.
            await ChangeAsync(scope, id, place => place["Layer"] = place["Layer"].AsText() == former ? name : place["Layer"].AsText());
        }

        await FollowInBinAsync(scope, former, name);
    }

    // What is in the bin is shown to nobody: its version is written over, and there is nothing to publish or to note.
    private static async Task FollowInBinAsync(AdminScope scope, string former, string name)
    {
        List<string> widgets = [.. scope.Get<ContentDefinitions>().Types.Where(type => type.Stereotype == "Widget").Select(type => type.Name)];
        await scope.Session.FlushAsync();
        var versions = await scope.Get<DeletedItems>().All.Where(deleted => widgets.Contains(deleted.ContentType)).Select(deleted => deleted.VersionId).ToListAsync();
        foreach (var row in await scope.Session.Database.ContentItems.Where(item => versions.Contains(item.ContentItemVersionId)).ToListAsync())
        {
            if (JsonNode.Parse(row.Json) is JsonObject content && content["LayerMetadata"] is JsonObject place && place["Layer"].AsText() == former)
            {
                place["Layer"] = name;
                row.Json = SiteJson.Write(content);
            }
        }
    }

    /// <exception cref="RefusedException">The user may not manage layers.</exception>
    public static async Task RemoveAsync(AdminScope scope, string contentItemId)
    {
        LayerChanges.Authorise(scope);
        await scope.Session.BeginItemsAsync();
        await FindAsync(scope, contentItemId);
        await scope.Get<ContentManager>().RemoveAsync(contentItemId);
        await scope.Session.CommitAsync();
    }

    /// <summary>Brings back a widget that was removed.</summary>
    /// <param name="isPublished">It was on the site.</param>
    /// <exception cref="RefusedException">The user may not manage layers, or it is not in the recycle bin.</exception>
    public static async Task RestoreAsync(AdminScope scope, string contentItemId, bool isPublished)
    {
        LayerChanges.Authorise(scope);
        if (await scope.Get<DeletedItems>().RestoreAsync(contentItemId) is not { } item || item.Part("LayerMetadata") is null)
        {
            await scope.Session.RollbackAsync();
            throw new RefusedException("This widget is not in the recycle bin any more.");
        }

        if (isPublished)
        {
            await scope.Get<ContentManager>().PublishDraftAsync(contentItemId);
        }

        await scope.Session.CommitAsync();
    }

    private static async Task ChangeAsync(AdminScope scope, string contentItemId, Action<JsonObject> change)
    {
        var (items, manager) = (scope.Get<ContentItems>(), scope.Get<ContentManager>());
        var latest = (await FindAsync(scope, contentItemId)).Copy();
        var published = latest.Published ? latest : (await items.GetAsync(contentItemId))?.Copy();
        if (published is not null)
        {
            change(published.EnsurePart("LayerMetadata"));
            Require(published, await manager.PublishAsync(published));
        }

        // Publishing makes the draft step down: it is written anew, at its new place.
        if (!ReferenceEquals(latest, published))
        {
            change(latest.EnsurePart("LayerMetadata"));
            Require(latest, await manager.SaveDraftAsync(latest));
        }
    }

    private static async Task<ContentItem> FindAsync(AdminScope scope, string contentItemId) =>
        await scope.Get<ContentItems>().GetAsync(contentItemId, VersionOptions.Latest) is { } item && item.Part("LayerMetadata") is not null
            ? item
            : throw new RefusedException("This widget is not there any more.");

    private static void RequireLayer(AdminScope scope, string layer)
    {
        if (!scope.Session.Documents(SiteDocumentKinds.Layer).ContainsKey(layer))
        {
            throw new RefusedException($"There is no layer {layer} any more.");
        }
    }

    private static void Require(ContentItem widget, IReadOnlyList<CmsSite.Content.Handlers.ContentProblem> problems)
    {
        if (problems.Count > 0)
        {
            var title = string.IsNullOrWhiteSpace(widget.DisplayText) ? widget.ContentType : widget.DisplayText;
            throw new RefusedException($"The widget “{title}” cannot be changed until it is complete: {string.Join(" ", problems.Select(problem => problem.Message))}");
        }
    }
}
