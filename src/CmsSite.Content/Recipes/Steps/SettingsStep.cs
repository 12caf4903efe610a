using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Features;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Content.Recipes.Normalising;
using CmsSite.Content.Settings;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Site settings: each property replaces the setting of its name as a whole; null is passed over; what nobody knows is stored all the same.</summary>
internal sealed class SettingsStep(SiteSession session, SiteSettings settings, RecipeSecrets secrets, ContentDefinitions definitions) : SiteStep<SettingsStep>(definitions), ISiteStep
{
    public static string StepName => "settings";

    public static IEnumerable<RecipeName> Names(JsonObject step, DefinedNames defined) =>
        from setting in step
        where setting.Key != "name" && setting.Value is not null
        select new RecipeName("setting", SettingCatalog.Simple(setting.Key)?.Name ?? setting.Key, SettingCatalog.State(setting.Key, defined.IsCustomSettings(setting.Key)));

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        foreach (var (key, value) in step.Step.ToList())
        {
            if (key == "name" || value is null)
            {
                continue;
            }

            if (SettingCatalog.Simple(key) is { } simple)
            {
                await PutSimpleAsync(step, key, value, simple.Name, simple.Shape, cancellationToken);
            }
            else
            {
                await settings.PutAsync(key, secrets.Protect(step, key, value, settings.Find(key)), cancellationToken);
            }
        }

        foreach (var name in (string[])[LuceneSettings.Name, LuceneSettings.Elastic])
        {
            if (step.Step[name] is JsonObject search)
            {
                await AdoptLuceneSettingsAsync(step, name, search, cancellationToken);
            }
        }
    }

    private async Task PutSimpleAsync(RecipeStepContext step, string key, JsonNode value, string name, SettingShape shape, CancellationToken cancellationToken)
    {
        if (key != name)
        {
            step.Warn(value, $"read as \"{name}\": Orchard knows settings by their exact spelling only");
        }

        JsonNode? fitting = shape switch
        {
            SettingShape.Text => value is JsonValue ? value.Text() : null,
            SettingShape.Number => value.AsNumber() is { } number && number == decimal.Truncate(number) && number is >= 0 and <= int.MaxValue ? JsonValue.Create((int)number) : null,
            SettingShape.Flag => value.AsFlag() is { } flag ? JsonValue.Create(flag) : null,
            _ => value is JsonObject ? value.DeepClone() : null,
        };
        if (fitting is null)
        {
            step.Error(value, $"{name} is {Wanted(shape)}, not {JsonSerializer.Serialize(value, SiteJson.Compact)}");
            return;
        }

        await settings.PutAsync(name, fitting, cancellationToken);
    }

    // One object of Orchard 1.x, two of today: which index the site searches, and where in it.
    private async Task AdoptLuceneSettingsAsync(RecipeStepContext step, string name, JsonObject lucene, CancellationToken cancellationToken)
    {
        if (LuceneSettings.ToSearchSettings(lucene) is { } search && !step.Step.ContainsKey("SearchSettings"))
        {
            step.Warn(lucene, $"{name} are read as SearchSettings");
            await settings.PutAsync("SearchSettings", search, cancellationToken);
        }

        if (LuceneSettings.DefaultSearchFields(lucene) is { } fields && session.Document(SiteDocumentKinds.IndexProfile, fields.Index) is JsonObject profile)
        {
            profile = (JsonObject)profile.DeepClone();
            IndexProfiles.SetDefaultSearchFields(profile, fields.Fields);
            await session.PutAsync(SiteDocumentKinds.IndexProfile, fields.Index, profile, cancellationToken);
        }
    }

    private static string Wanted(SettingShape shape) => shape switch
    {
        SettingShape.Text => "text",
        SettingShape.Number => "a whole number from 0 on",
        SettingShape.Flag => "true or false",
        _ => "an object",
    };
}
