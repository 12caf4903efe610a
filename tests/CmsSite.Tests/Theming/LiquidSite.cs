using System.Security.Claims;
using System.Text.Json.Nodes;
using CmsSite.Content;
using CmsSite.Content.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using CmsSite.Theming;
using CmsSite.Theming.Liquid;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CmsSite.Tests.Theming;

/// <summary>A site with a database of its own and everything that renders, without a web server.</summary>
public sealed class LiquidSite : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cmssite-liquid-").FullName;
    private readonly ServiceProvider _services;
    private readonly AsyncServiceScope _scope;

    private LiquidSite(Action<ThemingOptions>? configure, Action<IServiceCollection>? register)
    {
        var services = new ServiceCollection().AddStorage().AddContent().AddTheming();
        services.AddSingleton(typeof(Microsoft.Extensions.Logging.ILogger<>), typeof(NullLogger<>));
        services.Configure<ThemingOptions>(options => configure?.Invoke(options));
        if (services.All(service => service.ServiceType != typeof(IContentIndexProvider)))
        {
            services.AddSingleton<IContentIndexProvider, PlainIndexes>();
        }

        register?.Invoke(services);
        _services = services.BuildServiceProvider();
        _services.GetRequiredService<SiteDatabase>().Use(DatabaseOptions.File(Path.Combine(_folder, "cmssite.db")));
        _scope = _services.CreateAsyncScope();
    }

    public IServiceProvider Services => _scope.ServiceProvider;
    public LiquidEngine Engine => Services.GetRequiredService<LiquidEngine>();
    public SiteSession Session => Services.GetRequiredService<SiteSession>();

    /// <summary>The page of this site's own scope.</summary>
    public DisplayContext Page => Services.GetRequiredService<DisplayContext>();

    public static async Task<LiquidSite> CreateAsync(Action<ThemingOptions>? configure = null, Action<IServiceCollection>? register = null)
    {
        var site = new LiquidSite(configure, register);
        await site._services.GetRequiredService<SiteDatabase>().MigrateAsync();
        return site;
    }

    /// <summary>A page that shares nothing with other pages but the site.</summary>
    public DisplayContext NewPage(PageRequest? request = null)
    {
        var page = ActivatorUtilities.CreateInstance<DisplayContext>(Services, Services);
        page.Request = request ?? PageRequest.None;
        return page;
    }

    public Task<string> RenderAsync(string source, object? model = null, DisplayContext? page = null) =>
        Engine.RenderAsync(Engine.Parse("test", source), page ?? NewPage(), [new("Model", model)]);

    public async Task<TemplateException> FailAsync(string source, object? model = null) =>
        await Assert.ThrowsAsync<TemplateException>(() => RenderAsync(source, model));

    public async Task PutAsync(string kind, string name, string json)
    {
        await Session.PutAsync(kind, name, JsonNode.Parse(json)!);
        await Session.CommitAsync();
    }

    /// <summary>Publishes an item. Its type is defined when it is not yet, with the parts that the item has.</summary>
    public async Task<ContentItem> PublishAsync(string type, string id, string displayText, string content = "{}")
    {
        var parts = (JsonObject)JsonNode.Parse(content)!;
        if (Session.Document(SiteDocumentKinds.ContentType, type) is null)
        {
            var attached = new JsonArray([.. parts.Select(part => new JsonObject { ["PartName"] = part.Key, ["Name"] = part.Key, ["Settings"] = new JsonObject() })]);
            await Session.PutAsync(SiteDocumentKinds.ContentType, type, new JsonObject { ["Name"] = type, ["DisplayName"] = type, ["Settings"] = new JsonObject(), ["ContentTypePartDefinitionRecords"] = attached });
        }

        var item = new ContentItem { ContentItemId = id, ContentType = type, DisplayText = displayText, Content = parts };
        Assert.Empty(await Services.GetRequiredService<ContentManager>().PublishAsync(item));
        await Session.CommitAsync();
        return item;
    }

    public static ClaimsPrincipal User(string name, params string[] roles) => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, $"id-{name}"), new(ClaimTypes.Name, name), new(ClaimTypes.Email, $"{name}@example.org"), .. roles.Select(role => new Claim(ClaimTypes.Role, role))], "test"));

    public static PageRequest By(params string[] roles) => new() { User = User("ada", roles) };

    public static PageRequest ByAdministrator { get; } = By(Roles.Administrator);

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    // Paths, aliases and lists as items say them.
    private sealed class PlainIndexes : IContentIndexProvider
    {
        public void Fill(ContentItem item, ContentTypeDefinition? type, ICollection<ContentIndexRow> rows)
        {
            if (item.Text("AutoroutePart", "Path") is { } path)
            {
                rows.Add(new AutorouteIndexRow { ContentItemId = item.ContentItemId, Path = path });
            }

            if (item.Text("AliasPart", "Alias") is { } alias)
            {
                rows.Add(new AliasIndexRow { ContentItemId = item.ContentItemId, Alias = alias });
            }

            if (item.Text("ContainedPart", "ListContentItemId") is { } list)
            {
                rows.Add(new ContainedIndexRow { ContentItemId = item.ContentItemId, ListContentItemId = list });
            }
        }
    }
}
