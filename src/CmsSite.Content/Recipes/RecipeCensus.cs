using System.Text.Json.Nodes;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes;

/// <summary>One recipe of a census, and all that it names.</summary>
/// <param name="Problems">What keeps it from being read; empty for a readable one.</param>
public sealed record CensusEntry(string File, IReadOnlyList<RecipeName> Names, IReadOnlyList<RecipeProblem> Problems)
{
    public bool IsReadable => Problems.Count == 0;

    public bool HasNothingUnknown => IsReadable && Names.All(name => name.State != RecipeNameState.Unknown);

    /// <summary>Everything it names does its work.</summary>
    public bool RunsWholly => IsReadable && Names.All(name => name.State == RecipeNameState.Runs);
}

/// <summary>Something that does not do its work here, and how many recipes ask for it.</summary>
public sealed record CensusGap(string Kind, string Name, RecipeNameState State, int Recipes);

/// <summary>What a number of recipes would lose here.</summary>
public sealed record CensusReport(IReadOnlyList<CensusEntry> Entries)
{
    public int Readable => Entries.Count(entry => entry.IsReadable);

    public int NothingUnknown => Entries.Count(entry => entry.HasNothingUnknown);

    public int RunningWholly => Entries.Count(entry => entry.RunsWholly);

    /// <summary>Most asked for first; what is unknown before what is kept.</summary>
    public IReadOnlyList<CensusGap> Gaps =>
    [
        .. Entries.SelectMany(entry => entry.Names.Where(name => name.State != RecipeNameState.Runs))
            .GroupBy(name => (name.Kind, name.Name, name.State))
            .Select(group => new CensusGap(group.Key.Kind, group.Key.Name, group.Key.State, group.Count()))
            .OrderByDescending(gap => gap.State).ThenByDescending(gap => gap.Recipes).ThenBy(gap => gap.Kind, StringComparer.Ordinal).ThenBy(gap => gap.Name, StringComparer.Ordinal),
    ];

    /// <summary>The census as lines to read: the totals, then the gaps.</summary>
    public IEnumerable<string> Lines()
    {
        yield return FormattableString.Invariant($"{Entries.Count} recipes, {Readable} readable");
        yield return FormattableString.Invariant($"{NothingUnknown} name nothing that is unknown here");
        yield return FormattableString.Invariant($"{RunningWholly} run wholly");
        foreach (var gap in Gaps)
        {
            yield return FormattableString.Invariant($"{gap.Recipes,5}  {gap.State.ToString().ToLowerInvariant(),-7}  {gap.Kind} {gap.Name}");
        }
    }
}

/// <summary>
/// Reads recipes without running them and says what of them works here. Types and parts count as defined when a recipe of the same folder defines them, since modules
/// spread over several files what belongs together.
/// </summary>
public static class RecipeCensus
{
    /// <param name="files">Recipe files.</param>
    public static CensusReport Take(IEnumerable<string> files)
    {
        var entries = new List<CensusEntry>();
        foreach (var folder in files.Order(StringComparer.Ordinal).GroupBy(Path.GetDirectoryName, StringComparer.Ordinal))
        {
            var documents = folder.Select(file => (File: file, Document: RecipeReader.Read(File.ReadAllBytes(file), Path.GetFileName(file)))).ToList();
            var defined = new DefinedNames();
            foreach (var step in documents.SelectMany(read => read.Document.Steps))
            {
                defined.Add(step.Json);
            }

            entries.AddRange(documents.Select(read => new CensusEntry(
                read.File, NamesOf(read.Document, defined), [.. read.Document.Problems.Where(problem => problem.Severity == RecipeSeverity.Error)])));
        }

        return new CensusReport(entries);
    }

    private static List<RecipeName> NamesOf(RecipeDocument document, DefinedNames defined) =>
    [
        .. document.Steps.SelectMany(step => NamesOf(step.Name, step.Json, defined))
            .GroupBy(name => (name.Kind, name.Name))
            // As in a run: of several uses the worst counts.
            .Select(group => group.MaxBy(name => name.State)!),
    ];

    private static IEnumerable<RecipeName> NamesOf(string step, JsonObject json, DefinedNames defined)
    {
        if (SiteSteps.Find(step) is { } known)
        {
            return known.Names(json, defined).Prepend(new RecipeName("step", known.Name, known.State));
        }

        // The one step that the recipe library has itself.
        var state = step.Equals("recipes", StringComparison.OrdinalIgnoreCase) ? RecipeNameState.Runs : RecipeNameState.Unknown;
        return [new RecipeName("step", step, state)];
    }
}
