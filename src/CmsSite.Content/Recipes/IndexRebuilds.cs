using CmsSite.Content.Items;
using CmsSite.Content.Queries;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes;

/// <summary>What the four steps that rebuild search indexes share: they ask the search to do it, after the commit.</summary>
internal sealed class IndexRebuilds(SiteSession session, AfterRun after, ISearchIndexRebuilds? search = null)
{
    /// <param name="list">The step's list of index names.</param>
    public void Request(RecipeStepContext step, string list)
    {
        var all = step.Step.Find("includeAll").AsFlag() ?? false;
        var names = new List<string>();
        foreach (var name in all ? [] : step.Texts(list))
        {
            if (session.Document(SiteDocumentKinds.IndexProfile, name) is null)
            {
                step.Warn(list, $"there is no search index \"{name}\" to rebuild", Suggestion.Hint(name, [.. session.Documents(SiteDocumentKinds.IndexProfile).Keys]));
            }
            else
            {
                names.Add(name);
            }
        }

        if (search is not null && (all || names.Count > 0))
        {
            after.Add(token => search.RequestAsync(all ? null : names, token));
        }
    }
}
