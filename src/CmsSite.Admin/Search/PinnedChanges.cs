using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.Searching;
using CmsSite.Search.Indexes;
using CmsSite.Search.Pinned;
using CmsSite.Storage;

namespace CmsSite.Admin.Search;

/// <summary>An item of a pin as its screens show it.</summary>
/// <param name="Problem">Why readers do not see it; null when they do.</param>
public sealed record PinnedItem(string ContentItemId, string Title, string? Problem);

/// <summary>Changes of what is shown first for a search.</summary>
public static class PinnedChanges
{
    public static bool MayEdit(AdminScope scope) => scope.May(Permissions.ManagePinnedResults);

    public static IReadOnlyList<PinnedResult> All(AdminScope scope) =>
        [.. scope.Session.Documents(SiteDocumentKinds.PinnedResult).Select(pin => PinnedResult.Read(pin.Key, pin.Value)).OrderBy(pin => pin.Query, StringComparer.OrdinalIgnoreCase).ThenBy(pin => pin.Id, StringComparer.Ordinal)];

    /// <summary>The items of some pins, read at once. What is not published keeps its title from whoever may not edit it.</summary>
    public static async Task<IReadOnlyDictionary<string, PinnedItem>> ItemsAsync(AdminScope scope, IEnumerable<string> contentItemIds)
    {
        var ids = contentItemIds.Distinct().ToList();
        var profile = scope.Get<SearchProfiles>().Default();
        var published = (await scope.Get<ContentItems>().GetAsync(ids, VersionOptions.Published)).ToDictionary(item => item.ContentItemId);
        var latest = (await scope.Get<ContentItems>().GetAsync([.. ids.Where(id => !published.ContainsKey(id))], VersionOptions.Latest)).ToDictionary(item => item.ContentItemId);
        return ids.ToDictionary(id => id, id =>
            published.TryGetValue(id, out var item)
                ? new PinnedItem(id, item.DisplayText ?? id, profile.Types.Contains(item.ContentType, StringComparer.OrdinalIgnoreCase) ? null : "not in the search index")
                : latest.TryGetValue(id, out item)
                    ? new PinnedItem(id, scope.May(Permissions.EditContent, item) ? item.DisplayText ?? id : "A draft", "not published")
                    : new PinnedItem(id, id, "not there any more"));
    }

    /// <param name="seen">What the editor began with; null for a new one.</param>
    /// <returns>What is wrong; null when it is saved.</returns>
    /// <exception cref="RefusedException">The user may not say what is shown first.</exception>
    public static async Task<string?> SaveAsync(AdminScope scope, PinnedResult pin, JsonNode? seen, DateTime nowUtc)
    {
        Authorise(scope);
        pin = pin with { Query = pin.Query.Trim() };
        if (pin.Problem() is { } problem)
        {
            return problem;
        }

        if (!PinnedSet.CanMatch(pin.Query, scope.Get<SearchProfiles>().Default()))
        {
            return "Write plain words: what excludes a word or filters (-word, author:…, before:…) asks for something else than what is pinned.";
        }

        if (pin.IsOver(nowUtc))
        {
            return "It would be over already. Choose a later moment, or none.";
        }

        await scope.Session.BeginAsync();
        if (!JsonNode.DeepEquals(scope.Session.Document(SiteDocumentKinds.PinnedResult, pin.Id), seen))
        {
            await scope.Session.RollbackAsync();
            return "Somebody else changed this meanwhile. Nothing was saved over theirs; load the page again.";
        }

        if (All(scope).FirstOrDefault(other => other.Id != pin.Id && !other.IsOver(nowUtc) && other.Match == pin.Match && other.Query.Equals(pin.Query, StringComparison.OrdinalIgnoreCase)) is not null)
        {
            await scope.Session.RollbackAsync();
            return $"Something is pinned for “{pin.Query}” already. Open it from the list and add to it.";
        }

        await scope.Session.PutAsync(SiteDocumentKinds.PinnedResult, pin.Id, pin.ToJson());
        await scope.Session.CommitAsync();
        return null;
    }

    /// <exception cref="RefusedException">The user may not say what is shown first.</exception>
    public static async Task DeleteAsync(AdminScope scope, string id)
    {
        Authorise(scope);
        await scope.Session.DeleteAsync(SiteDocumentKinds.PinnedResult, id);
        await scope.Session.CommitAsync();
    }

    private static void Authorise(AdminScope scope)
    {
        if (!MayEdit(scope))
        {
            throw new RefusedException("You may not say what a search shows first.");
        }
    }
}
