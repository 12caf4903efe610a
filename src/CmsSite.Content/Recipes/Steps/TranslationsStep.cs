using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Texts in another language, one document a culture, merged by context and key.</summary>
internal sealed class TranslationsStep(SiteSession session) : SiteStep<TranslationsStep>, ISiteStep
{
    public static string StepName => "Translations";

    public static string Members => "translations:[culture:text context:text key:text value:text]";

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        foreach (var culture in step.Items("translations").GroupBy(entry => entry.Item.Find("culture").Text() ?? "").ToList())
        {
            if (culture.Key.Length == 0)
            {
                step.Error(culture.First().Path, "the translation has no culture");
                continue;
            }

            var list = session.Document(SiteDocumentKinds.Translation, culture.Key)?.DeepClone() as JsonArray ?? [];
            foreach (var (translation, _) in culture)
            {
                if (list.AsObjects().FirstOrDefault(known => IsSame(known, translation)) is { } known)
                {
                    list.Remove(known);
                }

                list.Add(translation.DeepClone());
            }

            await session.PutAsync(SiteDocumentKinds.Translation, culture.Key, Ordered(list), cancellationToken);
        }
    }

    private static bool IsSame(JsonObject one, JsonObject other) => one.Find("context").Text() == other.Find("context").Text() && one.Find("key").Text() == other.Find("key").Text();

    private static JsonArray Ordered(JsonArray list) =>
        new([.. list.AsObjects().OrderBy(item => item.Find("context").Text(), StringComparer.Ordinal).ThenBy(item => item.Find("key").Text(), StringComparer.Ordinal).Select(item => item.DeepClone())]);
}
