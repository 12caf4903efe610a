using CmsSite.Content.Access;
using CmsSite.Content.Alias;
using CmsSite.Content.AuditTrail;
using CmsSite.Content.Autoroute;
using CmsSite.Content.Definitions;
using CmsSite.Content.Features;
using CmsSite.Content.Fields;
using CmsSite.Content.Handlers;
using CmsSite.Content.Html;
using CmsSite.Content.Items;
using CmsSite.Content.Links;
using CmsSite.Content.Layers;
using CmsSite.Content.Lists;
using CmsSite.Content.Localization;
using CmsSite.Content.Media;
using CmsSite.Content.Menus;
using CmsSite.Content.Queries;
using CmsSite.Content.Queries.Sql;
using CmsSite.Content.Recipes;
using CmsSite.Content.RecycleBin;
using CmsSite.Content.Redirects;
using CmsSite.Content.Scheduling;
using CmsSite.Content.Seo;
using CmsSite.Content.Settings;
using CmsSite.Content.Taxonomies;
using CmsSite.Content.Title;
using CmsSite.Content.Workflows;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using CmsSite.Storage.Changes;

namespace CmsSite.Content;

public static class ContentServiceCollectionExtensions
{
    /// <summary>Content items, definitions, settings, media, queries, and the recipe steps that write them. Needs storage and recipes.</summary>
    public static IServiceCollection AddContent(this IServiceCollection services)
    {
        services.AddScoped<ContentDefinitions>();
        services.AddScoped<SiteSettings>();
        services.AddScoped<PermissionChecker>();
        services.AddScoped<PendingItems>();
        services.AddScoped<Addresses>();
        services.AddScoped<ContentItems>();
        services.AddScoped<PublishedItems>();
        services.AddScoped<ContentIndexing>();
        services.AddScoped<ContentDefinitionManager>();
        services.AddScoped<DefinitionUse>();
        services.AddScoped<SiteFeatures>();
        services.AddScoped<BuiltInDefinitions>();
        services.AddScoped<ContentHandlers>();
        services.AddScoped<ContentManager>();
        services.AddScoped<FormerAddresses>();
        services.AddScoped<MovedItems>();
        services.AddScoped<NearestAddresses>();
        services.AddSingleton<UrlRules>();
        services.AddScoped<ContentLists>();
        services.AddScoped<Terms>();
        services.AddScoped<MediaLibrary>();
        services.AddScoped<MediaFolders>();
        services.AddScoped<MediaUploads>();
        services.AddScoped<MediaUsage>();
        services.AddScoped<MediaUsageRows>();
        services.AddScoped<MediaUrlSigner>();
        services.AddSingleton<RenditionCache>();
        services.AddSingleton<ImageRenditions>();
        services.AddOptions<MediaOptions>();
        services.AddSingleton<AuditTrailTrimming>();
        services.AddSingleton<IChangeFollower, LinkFollower>();
        services.AddSingleton<LinkProbe>();
        services.AddSingleton<ExternalLinkChecking>();
        services.AddSingleton<ContentSchedule>();
        services.AddScoped<DeletedItems>();
        services.AddSingleton<RecycleBinCleaning>();
        services.AddOptions<RecycleBinOptions>();
        services.AddScoped<IQuerySource, SqlQuerySource>();
        services.AddWorkflows();
        services.AddRecipeSteps();
        return services.AddParts();
    }

    private static IServiceCollection AddParts(this IServiceCollection services)
    {
        services.AddScoped<UndescribedPictures>();
        services.AddScoped<ContentPartHandler, HtmlBodyPartHandler>();
        services.AddScoped<ContentPartHandler, MarkdownBodyPartHandler>();
        services.AddScoped<ContentPartHandler, TitlePartHandler>();
        services.AddScoped<ContentPartHandler, LinkMenuItemPartHandler>();
        services.AddScoped<ContentPartHandler, ContentMenuItemPartHandler>();
        services.AddScoped<ContentPartHandler, HtmlMenuItemPartHandler>();
        services.AddScoped<ContentPartHandler, AliasPartHandler>();
        services.AddScoped<ContentPartHandler, AutoroutePartHandler>();
        services.AddScoped<ContentPartHandler, TaxonomyPartHandler>();
        services.AddScoped<ContentPartHandler, ContainedPartHandler>();
        services.AddScoped<ContentPartHandler, LocalizationPartHandler>();
        services.AddScoped<Translations>();
        services.AddScoped<ContentPartHandler, SeoMetaPartHandler>();
        services.AddScoped<ContentPartHandler, PublishLaterPartHandler>();
        services.AddScoped<ContentPartHandler, ArchiveLaterPartHandler>();

        services.AddScoped<ContentFieldHandler, TextFieldHandler>();
        services.AddScoped<ContentFieldHandler, MultiTextFieldHandler>();
        services.AddScoped<ContentFieldHandler, HtmlFieldHandler>();
        services.AddScoped<ContentFieldHandler, MarkdownFieldHandler>();
        services.AddScoped<ContentFieldHandler, BooleanFieldHandler>();
        services.AddScoped<ContentFieldHandler, NumericFieldHandler>();
        services.AddScoped<ContentFieldHandler, DateFieldHandler>();
        services.AddScoped<ContentFieldHandler, DateTimeFieldHandler>();
        services.AddScoped<ContentFieldHandler, TimeFieldHandler>();
        services.AddScoped<ContentFieldHandler, GeoPointFieldHandler>();
        services.AddScoped<ContentFieldHandler, LinkFieldHandler>();
        services.AddScoped<ContentFieldHandler, YoutubeFieldHandler>();
        services.AddScoped<ContentFieldHandler, ContentPickerFieldHandler>();
        services.AddScoped<ContentFieldHandler, LocalizationSetContentPickerFieldHandler>();
        services.AddScoped<ContentFieldHandler, UserPickerFieldHandler>();
        services.AddScoped<ContentFieldHandler, TaxonomyFieldHandler>();
        services.AddScoped<ContentFieldHandler, MediaFieldHandler>();

        services.AddScoped<IContentIndexProvider, AutorouteIndexProvider>();
        services.AddScoped<IContentIndexProvider, AliasIndexProvider>();
        services.AddScoped<IContentIndexProvider, ContainedIndexProvider>();
        services.AddScoped<IContentIndexProvider, TaxonomyIndexProvider>();
        services.AddScoped<IContentIndexProvider, LayerMetadataIndexProvider>();
        services.AddScoped<IContentIndexProvider, LocalizedIndexProvider>();
        services.AddScoped<IContentIndexProvider, ScheduleIndexProvider>();
        services.AddScoped<IContentIndexProvider, FieldIndexProvider>();
        services.AddScoped<IContentIndexProvider, LinkIndexProvider>();
        services.AddScoped<IContentIndexProvider, MediaIndexProvider>();
        services.TryAddScoped<IPatternRenderer, NoPatterns>();
        return services;
    }
}
