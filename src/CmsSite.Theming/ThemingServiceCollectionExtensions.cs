using CmsSite.Content.Handlers;
using CmsSite.Content.Queries;
using CmsSite.Content.Workflows;
using CmsSite.Theming.Display;
using CmsSite.Theming.Liquid;
using CmsSite.Theming.Queries;
using CmsSite.Theming.Resources;
using CmsSite.Theming.Shapes;
using CmsSite.Theming.Templates;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Theming;

public static class ThemingServiceCollectionExtensions
{
    /// <summary>Liquid, templates, shapes, the display of content. Needs content and storage; the host configures <see cref="ThemingOptions"/>.</summary>
    public static IServiceCollection AddTheming(this IServiceCollection services)
    {
        services.AddOptions<ThemingOptions>();
        services.AddSingleton<LiquidEngine>();
        services.AddSingleton<ThemeFiles>();
        services.AddSingleton<INamedResources>(provider => provider.GetRequiredService<ThemeFiles>());
        services.AddSingleton<BuiltInTemplates>();
        services.AddScoped<TemplateTable>();
        services.AddScoped<IShapeTemplates>(provider => provider.GetRequiredService<TemplateTable>());
        services.AddScoped<QueryRunner>();
        services.AddScoped<IStoredQueries, StoredQueries>();
        services.AddScoped<IPatternRenderer, PatternRenderer>();
        services.AddScoped<IWorkflowText, WorkflowText>();
        services.AddDisplay();
        return services;
    }
}
