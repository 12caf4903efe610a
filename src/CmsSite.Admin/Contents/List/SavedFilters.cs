using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Content.Items;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Admin.Contents.List;

/// <param name="Address">Of the list, from the site's root, with everything but the page.</param>
public sealed record SavedFilter(string Id, string Name, string Address);

/// <summary>Filters of the list that somebody keeps for themselves. Everybody sees and changes only their own.</summary>
public static class SavedFilters
{
    public const int Most = 50;
    public const int LongestName = 100;

    public static IReadOnlyList<SavedFilter> Of(AdminScope scope)
    {
        var mine = scope.UserId + "/";
        return
        [
            .. scope.Session.Documents(SiteDocumentKinds.SavedFilter).Where(document => document.Key.StartsWith(mine, StringComparison.Ordinal))
                .Select(document => new SavedFilter(document.Key[mine.Length..], document.Value["Name"].AsText() ?? "", document.Value["Address"].AsText() ?? ContentAddresses.List()))
                .OrderBy(filter => filter.Name, StringComparer.CurrentCultureIgnoreCase),
        ];
    }

    /// <summary>Keeps an address under a name; the same name again means this one from now on.</summary>
    /// <returns>What is wrong; null when it is kept.</returns>
    public static async Task<string?> SaveAsync(AdminScope scope, string name, string address)
    {
        var mine = Of(scope);
        var same = mine.FirstOrDefault(filter => filter.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));
        if (Problem(name) is { } problem)
        {
            return problem;
        }

        if (same is null && mine.Count >= Most)
        {
            return $"You have {Most} filters already; delete one first.";
        }

        await PutAsync(scope, same?.Id ?? RecipeIds.New(), name, address);
        return null;
    }

    /// <returns>What is wrong; null when it is done.</returns>
    public static async Task<string?> RenameAsync(AdminScope scope, string id, string name)
    {
        var mine = Of(scope);
        if (mine.FirstOrDefault(filter => filter.Id == id) is not { } known)
        {
            return "This filter is not there any more.";
        }

        if (Problem(name) is { } problem)
        {
            return problem;
        }

        if (mine.Any(filter => filter.Id != id && filter.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase)))
        {
            return $"Another of your filters is called {name.Trim()}.";
        }

        await PutAsync(scope, id, name, known.Address);
        return null;
    }

    public static async Task DeleteAsync(AdminScope scope, string id)
    {
        await scope.Session.DeleteAsync(SiteDocumentKinds.SavedFilter, $"{scope.UserId}/{id}");
        await scope.Session.CommitAsync();
    }

    /// <summary>Deletes what an account kept that is deleted itself. The caller commits.</summary>
    public static async Task ForgetAsync(SiteSession session, string userId)
    {
        foreach (var name in session.Documents(SiteDocumentKinds.SavedFilter).Keys.Where(key => key.StartsWith(userId + "/", StringComparison.Ordinal)).ToList())
        {
            await session.DeleteAsync(SiteDocumentKinds.SavedFilter, name);
        }
    }

    private static string? Problem(string name) => name.Trim().Length is 0 or > LongestName ? $"Give the filter a name, of at most {LongestName} characters." : null;

    private static async Task PutAsync(AdminScope scope, string id, string name, string address)
    {
        await scope.Session.PutAsync(SiteDocumentKinds.SavedFilter, $"{scope.UserId}/{id}", new JsonObject { ["Name"] = name.Trim(), ["Address"] = address });
        await scope.Session.CommitAsync();
    }
}
