using System.Text.Json.Nodes;
using CmsSite.Content.Recipes.Steps;
using CmsSite.Recipes;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Content.Recipes.Naming;

/// <summary>A step of this library: its name, what becomes of it, and what a given one uses.</summary>
/// <param name="Name">As Orchard spells it.</param>
/// <param name="Members">What it may hold, in the words of <see cref="Schemas.MemberNotation"/>.</param>
public sealed record KnownStep(string Name, RecipeNameState State, string Members, Func<JsonObject, DefinedNames, IEnumerable<RecipeName>> Names)
{
    internal Action<IServiceCollection> Register { get; init; } = _ => { };
}

/// <summary>The recipe steps of this library, in one list: registered from it, documented against it, and asked by it what recipes name.</summary>
public static class SiteSteps
{
    public static IReadOnlyList<KnownStep> All { get; } =
    [
        // Features and settings
        Of<FeatureStep>(), Of<ThemesStep>(), Of<SettingsStep>(), Of<CustomSettingsStep>(), Of<CustomUserSettingsStep>(),
        // Definitions and content
        Of<ContentDefinitionStep>(), Of<ReplaceContentDefinitionStep>(), Of<DeleteContentDefinitionStep>(), Of<ContentStep>(),
        // Media and display
        Of<MediaStep>(), Of<MediaProfilesStep>(), Of<TemplatesStep>(), Of<AdminTemplatesStep>(), Of<ShortcodeTemplatesStep>(), Of<PlacementsStep>(), Of<LayersStep>(), Of<AdminMenuStep>(),
        // Queries and search
        Of<QueriesStep>(), Of<LuceneIndexStep>(), Of<LuceneIndexRebuildStep>(), Of<LuceneIndexResetStep>(), Of<CreateOrUpdateIndexProfileStep>(), Of<RebuildIndexStep>(), Of<ResetIndexStep>(), Of<SearchSynonymsStep>(), Of<PinnedResultsStep>(),
        Of<ElasticIndexSettingsStep>(), Of<ElasticIndexRebuildStep>(), Of<ElasticIndexResetStep>(), Of<AzureAIIndexCreateStep>(), Of<AzureAIIndexRebuildStep>(), Of<AzureAIIndexResetStep>(),
        // People
        Of<RolesStep>(), Of<UsersStep>(), Of<CommandStep>(),
        Of<OpenIdApplicationStep>(), Of<OpenIdScopeStep>(), Of<OpenIdServerSettingsStep>(), Of<OpenIdValidationSettingsStep>(), Of<OpenIdClientSettingsStep>(),
        // The rest
        Of<SitemapsStep>(), Of<UrlRewritingStep>(), Of<FormerAddressesStep>(), Of<TaxonomyTermsStep>(), Of<DeploymentStep>(), Of<WorkflowTypeStep>(), Of<TranslationsStep>(), Of<FeatureProfilesStep>(), Of<CreateOrUpdateRateLimitPoliciesStep>(),
        Of<ReloadTenantStep>(), Of<MoveAttachedMediaFieldsStep>(),
        Of<AzureADSettingsStep>(), Of<MicrosoftAccountSettingsStep>(), Of<FacebookCoreSettingsStep>(), Of<FacebookLoginSettingsStep>(), Of<GitHubAuthenticationSettingsStep>(), Of<TwitterSettingsStep>(),
    ];

    /// <summary>The step of that name, in any case; null when this library has none.</summary>
    public static KnownStep? Find(string name) => All.FirstOrDefault(step => step.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static KnownStep Of<T>() where T : SiteStep<T>, ISiteStep =>
        new(T.StepName, T.State, T.Members, T.Names) { Register = services => services.AddScoped<IRecipeStepHandler, T>() };
}
