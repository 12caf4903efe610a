using System.Security.Claims;
using System.Text;
using System.Text.Json.Nodes;
using CmsSite.Content;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Theming;
using CmsSite.Theming.Display;
using CmsSite.Theming.Shapes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CmsSite.Tests.Theming.Display;

/// <summary>A site with a database and a theme folder of its own, and pages of it, without a web server.</summary>
internal sealed class DisplaySite : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cmssite-display-").FullName;
    private readonly ServiceProvider _services;
    private int _ids;

    private DisplaySite(string? theme)
    {
        CommandCounter.Listen();
        var services = new ServiceCollection().AddStorage().AddRecipes().AddContent().AddTheming();
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.Configure<ThemingOptions>(options => options.ThemeFolder = theme ?? _folder);
        _services = services.BuildServiceProvider();
        _services.GetRequiredService<SiteDatabase>().Use(DatabaseOptions.File(Path.Combine(_folder, "cmssite.db")));
    }

    public IServiceProvider Services => _services;

    /// <param name="files">Of the theme: <c>Views/Content.liquid</c>, <c>placement.json</c>. None: only what comes with the library.</param>
    public static Task<DisplaySite> CreateAsync(params (string Path, string Text)[] files) => CreateAsync(null, files);

    public static async Task<DisplaySite> CreateAsync(string? theme, params (string Path, string Text)[] files)
    {
        // Files first: the theme is read once.
        var site = new DisplaySite(theme);
        foreach (var (path, text) in files)
        {
            var file = Path.Combine(site._folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, text);
        }

        await site._services.GetRequiredService<SiteDatabase>().MigrateAsync();
        return site;
    }

    public async Task PutAsync(string kind, string name, string json)
    {
        await using var scope = _services.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<SiteSession>();
        await session.PutAsync(kind, name, JsonNode.Parse(json)!);
        await session.CommitAsync();
    }

    /// <summary>Defines a type with its own part, which has the fields, and further parts.</summary>
    /// <param name="fields"><c>Subtitle:TextField</c>, with a display mode <c>Tags:TaxonomyField:Tags</c>.</param>
    /// <param name="parts">A part's name, or a whole record.</param>
    public async Task DefineAsync(string type, IEnumerable<string>? fields = null, IEnumerable<JsonNode>? parts = null, string? stereotype = null, bool securable = false)
    {
        await using var scope = _services.CreateAsyncScope();
        var definitions = scope.ServiceProvider.GetRequiredService<ContentDefinitionManager>();
        await definitions.PutPartAsync(type, new JsonObject
        {
            ["Name"] = type,
            ["Settings"] = new JsonObject(),
            ["ContentPartFieldDefinitionRecords"] = new JsonArray([.. (fields ?? []).Select(Field)]),
        });
        await definitions.PutTypeAsync(type, new JsonObject
        {
            ["Name"] = type,
            ["DisplayName"] = type,
            ["Settings"] = new JsonObject { ["ContentTypeSettings"] = new JsonObject { ["Stereotype"] = stereotype, ["Securable"] = securable } },
            ["ContentTypePartDefinitionRecords"] = new JsonArray([.. (parts ?? []).Select(part => part is JsonObject ? part.DeepClone() : Part(part.GetValue<string>())), Part(type)]),
        });
        await scope.ServiceProvider.GetRequiredService<SiteSession>().CommitAsync();
    }

    public static JsonObject Part(string partName, string? name = null, string settings = "{}") =>
        new() { ["PartName"] = partName, ["Name"] = name ?? partName, ["Settings"] = JsonNode.Parse(settings) };

    public async Task<ContentItem> PublishAsync(string type, string displayText, string content = "{}", string? id = null) => await SaveAsync(type, displayText, content, id, publish: true);

    public async Task<ContentItem> DraftAsync(string type, string displayText, string content = "{}") => await SaveAsync(type, displayText, content, null, publish: false);

    /// <summary>A visit: a scope of its own, as every request has.</summary>
    public Visit Visit(string path = "/", string query = "", ClaimsPrincipal? user = null, bool isHomepage = false)
    {
        var scope = _services.CreateAsyncScope();
        var visit = new Visit(scope);
        visit.Context.Request = new PageRequest
        {
            Path = path,
            QueryString = query,
            Query = query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1])),
            User = user ?? new ClaimsPrincipal(new ClaimsIdentity()),
            IsHomepage = isHomepage,
        };
        return visit;
    }

    public async Task<string> HtmlAsync(ContentItem item, string displayType = "Detail", string query = "")
    {
        await using var visit = Visit(query: query);
        return await visit.HtmlAsync(item, displayType);
    }

    public static ClaimsPrincipal User(params string[] roles) => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, "ada"), new(ClaimTypes.Name, "ada"), .. roles.Select(role => new Claim(ClaimTypes.Role, role))], "test"));

    /// <summary>Forgets what was read, as a change to the site would.</summary>
    public void Forget() => _services.GetRequiredService<DocumentCache>().Clear();

    /// <summary>How many commands go to the database meanwhile.</summary>
    public static async Task<int> CommandsAsync(Func<Task> action)
    {
        using var counter = CommandCounter.Begin();
        await action();
        return counter.Count;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<ContentItem> SaveAsync(string type, string displayText, string content, string? id, bool publish)
    {
        await using var scope = _services.CreateAsyncScope();
        var item = new ContentItem
        {
            ContentItemId = id ?? $"{type}{++_ids}".ToLowerInvariant(),
            ContentType = type,
            DisplayText = displayText,
            CreatedUtc = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(_ids),
            Content = (JsonObject)JsonNode.Parse(content)!,
        };
        var manager = scope.ServiceProvider.GetRequiredService<ContentManager>();
        Assert.Empty(publish ? await manager.PublishAsync(item) : await manager.SaveDraftAsync(item));
        await scope.ServiceProvider.GetRequiredService<SiteSession>().CommitAsync();
        return item;
    }

    private static JsonObject Field(string field)
    {
        var words = field.Split(':');
        return new JsonObject
        {
            ["FieldName"] = words[1],
            ["Name"] = words[0],
            ["Settings"] = new JsonObject { ["ContentPartFieldSettings"] = new JsonObject { ["DisplayMode"] = words.Length > 2 ? words[2] : null } },
        };
    }
}

internal sealed class Visit(AsyncServiceScope scope) : IAsyncDisposable
{
    public IServiceProvider Services => scope.ServiceProvider;
    public DisplayContext Context => Services.GetRequiredService<DisplayContext>();
    public ContentDisplay Display => Services.GetRequiredService<ContentDisplay>();
    public ShapeRenderer Renderer => Services.GetRequiredService<ShapeRenderer>();
    public PageRenderer Pages => Services.GetRequiredService<PageRenderer>();

    public async Task<string> HtmlAsync(ContentItem item, string displayType = "Detail") => await HtmlAsync(Display.Build(item, displayType, Context));

    public async Task<string> HtmlAsync(Shape shape) => (await Renderer.RenderAsync(shape, Context)).Html.Trim();

    public Task<string> HtmlAsync(string type, params (string Name, object? Value)[] properties) =>
        HtmlAsync(Services.GetRequiredService<ShapeFactory>().Create(type, properties.ToDictionary(pair => pair.Name, pair => pair.Value)));

    /// <summary>A child shape with its members, as a view that asks for them would find it.</summary>
    public async Task<Shape> ChildAsync(ContentItem item, string name, string zone = "Content", string displayType = "Detail")
    {
        var shape = Display.Build(item, displayType, Context);
        await shape.EnsureLoadedAsync(Context);
        var holder = shape.Child(zone)!;
        await holder.EnsureLoadedAsync(Context);
        var child = holder.Child(name)!;
        await child.EnsureLoadedAsync(Context);
        return child;
    }

    public async Task<(string Html, RenderedPage Page)> PageAsync(ContentItem item, ContentItem? container = null)
    {
        var page = await Pages.RenderContentAsync(new ContentRoute(item, container));
        return (Encoding.UTF8.GetString(page.Html.Span), page);
    }

    public ValueTask DisposeAsync() => scope.DisposeAsync();
}
