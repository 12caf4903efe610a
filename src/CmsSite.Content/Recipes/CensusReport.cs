using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes;

/// <summary>A recipe that a census looks at.</summary>
/// <param name="InTexts">What only readers of scripts and of Liquid can tell: functions, filters, tags.</param>
public sealed record CensusRecipe(string File, RecipeDocument Document, IReadOnlyList<RecipeName> InTexts);

/// <summary>One recipe of a census, and all that it names.</summary>
/// <param name="Problems">What keeps it from being read; empty for a readable one.</param>
public sealed record CensusEntry(string File, IReadOnlyList<RecipeName> Names, IReadOnlyList<RecipeProblem> Problems)
{
    public bool IsReadable => Problems.Count == 0;

    /// <summary>Knows everything that Orchard Core has and this recipe uses.</summary>
    public bool HasNothingUnknown => Counted(RecipeNameState.Unknown);

    /// <summary>Everything that Orchard Core has and this recipe uses does its work here.</summary>
    public bool HasNothingKept => Counted(RecipeNameState.Kept);

    /// <summary>It asks for nothing that Orchard Core itself would need another module or theme for.</summary>
    public bool NeedsNoOthers => IsReadable && !Names.Any(NameOrigins.IsOfOthers);

    /// <summary>Everything it names does its work, features and themes included.</summary>
    public bool RunsWholly => IsReadable && Names.All(name => name.State == RecipeNameState.Runs);

    private bool Counted(RecipeNameState worst) => IsReadable && !Names.Any(name => name.State >= worst && NameOrigins.Counts(name) && !NameOrigins.IsOfOthers(name));
}

/// <summary>Something that does not do its work here, and how many recipes ask for it.</summary>
/// <param name="IsOfOthers">It belongs to a module or theme that is not Orchard Core's.</param>
public sealed record CensusGap(string Kind, string Name, RecipeNameState State, int Recipes, bool IsOfOthers = false);

/// <summary>What a number of recipes would lose here.</summary>
public sealed record CensusReport(IReadOnlyList<CensusEntry> Entries)
{
    public int Readable => Entries.Count(entry => entry.IsReadable);

    public int NothingUnknown => Entries.Count(entry => entry.HasNothingUnknown);

    public int NothingKept => Entries.Count(entry => entry.HasNothingKept);

    public int NeedingNoOthers => Entries.Count(entry => entry.NeedsNoOthers);

    public int RunningWholly => Entries.Count(entry => entry.RunsWholly);

    /// <summary>What counts first and what belongs to others last, what is unknown before what is kept, most asked for first.</summary>
    public IReadOnlyList<CensusGap> Gaps =>
    [
        .. Entries.SelectMany(entry => entry.Names.Where(name => name.State != RecipeNameState.Runs))
            .GroupBy(name => (name.Kind, name.Name, name.State))
            .Select(group => (Counts: NameOrigins.Counts(group.First()), Gap: new CensusGap(group.Key.Kind, group.Key.Name, group.Key.State, group.Count(), NameOrigins.IsOfOthers(group.First()))))
            .OrderBy(found => found.Gap.IsOfOthers).ThenByDescending(found => found.Counts).ThenByDescending(found => found.Gap.State).ThenByDescending(found => found.Gap.Recipes)
            .ThenBy(found => found.Gap.Kind, StringComparer.Ordinal).ThenBy(found => found.Gap.Name, StringComparer.Ordinal)
            .Select(found => found.Gap),
    ];

    /// <summary>The totals as lines to read.</summary>
    public IEnumerable<string> Totals()
    {
        yield return FormattableString.Invariant($"{Entries.Count} recipes, {Readable} readable");
        yield return Share(NothingUnknown, "use nothing of Orchard Core that is unknown here");
        yield return Share(NothingKept, "use nothing of Orchard Core that is unknown or merely kept here");
        yield return Share(NeedingNoOthers, "need no module or theme of others");
        yield return Share(RunningWholly, "run wholly, features and themes included");
    }

    private string Share(int count, string what) => FormattableString.Invariant($"{count,5}  {(Entries.Count == 0 ? 0 : 100.0 * count / Entries.Count),5:F1} %  {what}");
}
