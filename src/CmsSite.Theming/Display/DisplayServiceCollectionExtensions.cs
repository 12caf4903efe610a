using CmsSite.Theming.Layers;
using CmsSite.Theming.Navigation;
using CmsSite.Theming.Shapes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CmsSite.Theming.Display;

public static class DisplayServiceCollectionExtensions
{
    /// <summary>Shapes and the display of content; part of <c>AddTheming</c>.</summary>
    internal static IServiceCollection AddDisplay(this IServiceCollection services)
    {
        services.AddSingleton<ShapeKinds>();
        services.AddSingleton<ShapeFactory>();
        services.AddSingleton<DisplayDrivers>();
        services.AddSingleton<ContentText>();
        services.AddScoped<ShapeRenderer>();
        services.AddSingleton<ThemePlacements>();
        services.AddScoped<Placements>();
        services.AddScoped<ContentDisplay>();
        services.AddScoped<LayerWidgets>();
        services.AddScoped<PageRenderer>();
        services.AddScoped<IShapeDisplay, ShapeDisplay>();
        services.AddScoped<DisplayContext>();
        services.AddScoped<Texts>();
        CommonShapes.AddTemplates(services);
        PagerKind.AddTemplates(services);
        AddAll<ShapeKind>(services);
        AddAll<PartDisplay>(services);
        AddAll<FieldDisplay>(services);
        return services;
    }

    // Kinds, parts and fields are many and small: each class of this library is one.
    private static void AddAll<T>(IServiceCollection services) where T : class
    {
        foreach (var type in typeof(T).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(T))))
        {
            services.TryAddEnumerable(ServiceDescriptor.Singleton(typeof(T), type));
        }
    }
}
