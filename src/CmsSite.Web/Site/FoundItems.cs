using System.Security.Claims;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using CmsSite.Theming;

namespace CmsSite.Web.Site;

/// <summary>
/// The items that a search found, as far as a visitor may see them. What a list needs of them (that they may be shown, where they are) is remembered until something of the site changes, so
/// that most pages of results read no item.
/// </summary>
public sealed class FoundItems(DisplayContext display, SiteSession session, SiteSettings settings, PublicItems publicItems)
{
    private const string Kind = "found";

    /// <summary>By id, in the order of the ids; without what this visitor may not see.</summary>
    internal async Task<IReadOnlyDictionary<string, FoundItem>> FindAsync(IReadOnlyList<string> ids, ClaimsPrincipal user)
    {
        // Others may see other items.
        var memory = user.Identity?.IsAuthenticated == true ? null : session.Memory;
        display.Dependencies.UnionWith(ids.Select(id => $"contentitemid:{id}"));
        var known = new Dictionary<string, FoundItem?>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            if (memory is not null && memory.TryGet<FoundItem>(Kind, id, out var found))
            {
                known[id] = found;
            }
        }

        List<string> missing = [.. ids.Where(id => !known.ContainsKey(id))];
        var items = missing.Count == 0 ? [] : (await ReadAsync(missing)).Where(item => publicItems.MayShow(item, user)).ToDictionary(item => item.ContentItemId);
        foreach (var id in missing)
        {
            known[id] = items.TryGetValue(id, out var item) ? new FoundItem(item.DisplayText ?? "", await PathOfAsync(id)) : null;
            memory?.Add(Kind, id, known[id], known[id] is { } found ? 2 * (found.Title.Length + found.Path.Length) : 0);
        }

        return ids.Where(id => known[id] is not null).ToDictionary(id => id, id => known[id]!, StringComparer.Ordinal);
    }

    /// <summary>The items themselves, with what a list shows of what they refer to.</summary>
    internal async Task<IReadOnlyList<ContentItem>> ReadAsync(IReadOnlyList<string> ids)
    {
        var items = await display.PageItems.GetAsync(ids, display.Cancellation);
        await display.PageItems.PrepareAsync([.. items], display.Cancellation);
        return items;
    }

    private async Task<string> PathOfAsync(string id) => SiteUrls.Local(
        id == settings.HomeContentItemId && string.IsNullOrEmpty(settings.HomeJsonPath) ? "" : await display.PageItems.PathOfAsync(id, display.Cancellation) ?? SiteUrls.ById(id));
}

/// <param name="Path">Encoded, with a slash in front, without the prefix that the site is served at.</param>
internal sealed record FoundItem(string Title, string Path);
