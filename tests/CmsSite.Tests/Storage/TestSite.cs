using System.Text.Json.Nodes;
using CmsSite.Content;
using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Tests.Content;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Storage;

/// <summary>A site of its own with content but without display: a migrated database (a SQLite file unless told otherwise), a clock that stands still.</summary>
public sealed class TestSite : IAsyncDisposable
{
    private const string Versionable = """{"Versionable":true,"Draftable":true}""";

    private readonly StorageTestDatabase _database;

    private TestSite(StorageTestDatabase database, Action<IServiceCollection>? more)
    {
        _database = database;
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Clock).AddStorage().AddRecipes().AddContent().AddLogging().AddScoped<IPatternRenderer, TestPatterns>();
        more?.Invoke(services);
        Services = services.BuildServiceProvider(validateScopes: true);
        Services.GetRequiredService<SiteDatabase>().Use(database.Options);
    }

    public ManualClock Clock { get; } = new();

    public ServiceProvider Services { get; }

    /// <param name="more">What else is in it.</param>
    public static async Task<TestSite> CreateAsync(string provider = DatabaseOptions.Sqlite, Action<IServiceCollection>? more = null) => new(await StorageTestDatabase.CreateAsync(provider), more);

    /// <summary>A scope and what is in it, as a request has it.</summary>
    public Scope Open(string? who = null)
    {
        var scope = new Scope(Services.CreateAsyncScope());
        scope.Session.Who = who;
        return scope;
    }

    /// <summary>Uses a scope and commits it.</summary>
    public async Task<T> CommitAsync<T>(Func<Scope, Task<T>> use)
    {
        await using var scope = Open();
        var result = await use(scope);
        await scope.Session.CommitAsync();
        return result;
    }

    public Task CommitAsync(Func<Scope, Task> use) => CommitAsync(async scope =>
    {
        await use(scope);
        return true;
    });

    public async Task<T> ReadAsync<T>(Func<Scope, Task<T>> use)
    {
        await using var scope = Open();
        return await use(scope);
    }

    /// <summary>Defines a type with these parts, and the parts among them that have fields.</summary>
    /// <param name="parts">JSON of attached parts by name: <c>"TitlePart": {}</c>; a key <c>fields</c> defines fields (<c>"Text": "TextField"</c>, or an object with FieldName and Settings).</param>
    public Task DefineAsync(string type, string parts, string settings = Versionable) => CommitAsync(scope => DefineAsync(scope, type, parts, settings));

    /// <summary>The same within a scope, not committed.</summary>
    public static async Task DefineAsync(Scope scope, string type, string parts, string settings = Versionable)
    {
        var attached = new JsonArray();
        foreach (var (name, value) in JsonNode.Parse(parts)!.AsObject())
        {
            var partName = value!["PartName"].AsText() ?? name;
            if (value["fields"] is JsonObject fields)
            {
                await scope.Get<ContentDefinitionManager>().PutPartAsync(partName, new JsonObject
                {
                    ["Name"] = partName,
                    ["Settings"] = new JsonObject(),
                    ["ContentPartFieldDefinitionRecords"] = new JsonArray([.. fields.Select(field => Field(field.Key, field.Value!))]),
                });
            }

            attached.Add(new JsonObject { ["PartName"] = partName, ["Name"] = name, ["Settings"] = value["Settings"]?.DeepClone() ?? new JsonObject() });
        }

        await scope.Get<ContentDefinitionManager>().PutTypeAsync(type, new JsonObject
        {
            ["Name"] = type,
            ["DisplayName"] = type,
            ["Settings"] = new JsonObject { ["ContentTypeSettings"] = JsonNode.Parse(settings) },
            ["ContentTypePartDefinitionRecords"] = attached,
        });
    }

    /// <summary>Publishes an item from its JSON and returns it.</summary>
    public Task<ContentItem> PublishAsync(string json) => CommitAsync(async scope =>
    {
        var item = scope.Item(json);
        Assert.Empty(await scope.Manager.PublishAsync(item));
        return item;
    });

    /// <summary>Imports items as a recipe would, and returns what became of each.</summary>
    public Task<IReadOnlyList<(ImportOutcome Outcome, IReadOnlyList<ContentProblem> Problems)>> ImportAsync(params string[] items) => CommitAsync(scope => scope.ImportAsync(items));

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        await _database.DisposeAsync();
    }

    private static JsonObject Field(string name, JsonNode value) => value is JsonObject field
        ? new JsonObject { ["FieldName"] = field["FieldName"]?.DeepClone(), ["Name"] = name, ["Settings"] = field["Settings"]?.DeepClone() ?? new JsonObject() }
        : new JsonObject { ["FieldName"] = value.AsText(), ["Name"] = name, ["Settings"] = new JsonObject() };
}
