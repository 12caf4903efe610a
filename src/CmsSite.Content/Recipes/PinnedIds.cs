using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes;

/// <summary>
/// The ids that recipes ask for with <c>uuid()</c>: at one place of one recipe always the same on this site, so that a second run finds what the first made; on another site others.
/// They follow from one random document, which comes with the first run that needs it, and goes with it when that is taken back.
/// </summary>
internal sealed class PinnedIds(SiteSession session)
{
    private const string Seed = "Seed";

    public async Task<string> ForAsync(string recipe, string place)
    {
        if (session.Document(SiteDocumentKinds.RecipeIds, Seed).AsText() is not { } seed)
        {
            seed = RecipeIds.New();
            await session.PutAsync(SiteDocumentKinds.RecipeIds, Seed, JsonValue.Create(seed));
        }

        return RecipeIds.From($"{seed}\n{recipe}\n{place}");
    }
}
