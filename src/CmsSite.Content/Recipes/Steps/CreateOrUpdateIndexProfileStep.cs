using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Search indexes as Orchard 3 describes them, by id or name. One of another provider than Lucene is built with Lucene here.</summary>
internal sealed class CreateOrUpdateIndexProfileStep(SiteSession session) : SiteStep<CreateOrUpdateIndexProfileStep>, ISiteStep
{
    public static string StepName => "CreateOrUpdateIndexProfile";

    public static string Members => "indexes:[Id:text Name:text IndexName:text ProviderName:Lucene|Elasticsearch|AzureAISearch Type:text Properties:{ContentIndexMetadata:{IndexLatest:flag IndexedContentTypes:texts Culture:text}}]";

    public static IEnumerable<RecipeName> Names(JsonObject step, DefinedNames defined) =>
        from profile in step.Find("indexes").AsObjects()
        let provider = profile.Find("ProviderName").Text()
        where provider is { Length: > 0 }
        select provider == IndexProfiles.Lucene
            ? new RecipeName("index provider", provider, RecipeNameState.Runs)
            : new RecipeName("index provider", provider, RecipeNameState.Runs, "Lucene serves in its place");

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        foreach (var (given, path) in step.Items("indexes").ToList())
        {
            var id = given.Find("Id").Text();
            var name = given.Find("Name").Text() is { Length: > 0 } own ? own : given.Find("IndexName").Text();
            if (string.IsNullOrEmpty(name))
            {
                step.Error(path, "the index has no Name");
                continue;
            }

            var stored = Stored(id, name);
            if (stored is null && (given.Find("ProviderName").Text() is not { Length: > 0 } || given.Find("Type").Text() is not { Length: > 0 }))
            {
                step.Error(path, $"the new index \"{name}\" has no ProviderName or no Type", "Write \"ProviderName\": \"Lucene\", \"Type\": \"Content\"");
                continue;
            }

            await session.PutAsync(SiteDocumentKinds.IndexProfile, stored?["Name"].AsText() ?? name, Merged(stored, given, name), cancellationToken);
        }
    }

    private JsonObject? Stored(string? id, string name)
    {
        var profiles = session.Documents(SiteDocumentKinds.IndexProfile);
        return (string.IsNullOrEmpty(id) ? null : profiles.Values.OfType<JsonObject>().FirstOrDefault(profile => profile["Id"].AsText() == id))
            ?? profiles.GetValueOrDefault(name) as JsonObject;
    }

    // What the record names replaces what is stored, property by property; its settings objects as a whole.
    private static JsonObject Merged(JsonObject? stored, JsonObject given, string name)
    {
        var profile = stored?.DeepClone() as JsonObject ?? [];
        foreach (var (key, value) in given)
        {
            if (key.Equals("Properties", StringComparison.OrdinalIgnoreCase) && value is JsonObject properties && profile["Properties"] is JsonObject known)
            {
                foreach (var (setting, content) in properties)
                {
                    known[setting] = content?.DeepClone();
                }
            }
            else
            {
                profile[key] = value?.DeepClone();
            }
        }

        profile["Name"] = stored?["Name"].AsText() ?? name;
        profile["IndexName"] ??= name;
        return profile;
    }
}
