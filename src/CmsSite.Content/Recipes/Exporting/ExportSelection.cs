using System.Text.Json.Nodes;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Exporting;

/// <summary>A stored query whose items are exported.</summary>
public sealed record ExportQuery(string Name, IReadOnlyDictionary<string, object?> Parameters);

/// <summary>What an export holds. As it stands: the whole site, without comments and without password hashes.</summary>
public sealed record ExportSelection
{
    /// <summary>What the recipe is called; null for a name made from the site's.</summary>
    public string? Name { get; init; }

    /// <summary>The steps to write, as Orchard spells them, each with the names it is limited to (null: all there are). Null for every step.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<string>?>? Steps { get; init; }

    /// <summary>Content types whose items are written; null for all, unless <see cref="Items"/> names some.</summary>
    public IReadOnlySet<string>? Types { get; init; }

    /// <summary>Ids of single items to write, besides those of <see cref="Types"/>.</summary>
    public IReadOnlySet<string> Items { get; init; } = new HashSet<string>();

    /// <summary>Queries of the site: what they find is written, besides <see cref="Items"/>.</summary>
    public IReadOnlyList<ExportQuery> Queries { get; init; } = [];

    /// <summary>Comments with their names and texts; never with their addresses, which are stored elsewhere and in no export.</summary>
    public bool WithComments { get; init; }

    /// <summary>Hashes of the accounts' passwords, with which people can go on signing in, and attackers go on guessing.</summary>
    public bool WithPasswordHashes { get; init; }

    /// <summary>Whether types and parts are written as records that replace what the other site has of that name, instead of being merged into it. Null: in an export of everything.</summary>
    public bool? ReplacesDefinitions { get; init; }

    /// <summary>Offered when a site is set up. Null: in an export of everything.</summary>
    public bool? IsSetupRecipe { get; init; }

    /// <summary>Values for the head of the recipe (<c>displayName</c>, <c>description</c>, …), over the usual ones.</summary>
    public IReadOnlyDictionary<string, JsonNode> Head { get; init; } = new Dictionary<string, JsonNode>();

    /// <summary>Steps that are written as they are, after all others.</summary>
    public IReadOnlyList<JsonObject> MoreSteps { get; init; } = [];

    /// <summary>Files that are put into the package besides, by path.</summary>
    public IReadOnlyDictionary<string, string> MoreFiles { get; init; } = new Dictionary<string, string>();

    /// <summary>What the plan asked for that cannot be exported, for the result.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public bool IsWholeSite => Steps is null;

    /// <summary>A selection by the words of a command line or a form.</summary>
    /// <param name="types">Content types: their definitions and items. Empty for all.</param>
    /// <param name="items">Ids of content items.</param>
    /// <param name="steps">Names of steps. Empty for all, or what <paramref name="types"/> and <paramref name="items"/> need.</param>
    /// <exception cref="RecipeException">A step has no such name, or cannot be exported.</exception>
    public static ExportSelection Of(IReadOnlyCollection<string> types, IReadOnlyCollection<string> items, IReadOnlyCollection<string> steps)
    {
        var named = new Dictionary<string, IReadOnlySet<string>?>(StringComparer.OrdinalIgnoreCase);
        foreach (var step in steps)
        {
            named[Known(step)] = null;
        }

        if (steps.Count == 0 && types.Count + items.Count > 0)
        {
            named["content"] = null;
            if (types.Count > 0)
            {
                named["ContentDefinition"] = Set(types);
            }
        }
        else if (named.ContainsKey("ContentDefinition") && types.Count > 0)
        {
            named["ContentDefinition"] = Set(types);
        }

        return new ExportSelection
        {
            Steps = named.Count == 0 ? null : named,
            Types = types.Count > 0 ? Set(types) : items.Count > 0 ? Set([]) : null,
            Items = items.ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <summary>The names to which a step is limited.</summary>
    /// <returns>False when the step is not to be written.</returns>
    internal bool Has(string step, out IReadOnlySet<string>? names)
    {
        names = null;
        return Steps is null || Steps.TryGetValue(step, out names);
    }

    private static HashSet<string> Set(IEnumerable<string> names) => names.ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static string Known(string step) => SiteExport.StepNames.FirstOrDefault(known => known.Equals(step, StringComparison.OrdinalIgnoreCase))
        ?? throw new RecipeException($"no step \"{step}\" is exported", $"Steps are {string.Join(", ", SiteExport.StepNames)}");
}
