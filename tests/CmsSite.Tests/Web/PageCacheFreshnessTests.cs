using System.Net;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Media;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web;

/// <summary>
/// Changes of every kind to the site that comes with the program, at random. After each, every page that a visitor may have been given before is asked for again: it must be what
/// the site makes of it now.
/// </summary>
public sealed class PageCacheFreshnessTests(PageCacheFreshnessTests.Site app) : IClassFixture<PageCacheFreshnessTests.Site>
{
    private const int Changes = 25;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task After_any_change_every_page_is_what_the_site_makes_of_it_now(int seed)
    {
        using var visitor = app.CreateClient();
        var random = new Random(seed);
        var log = new List<string>();
        var hits = 0;
        for (var i = 0; i < Changes; i++)
        {
            log.Add(await app.InScopeAsync(services => ChangeAsync(services, random, $"{seed}-{i}")));
            await Theme.SimilarPages.IndexedAsync(app, visitor); // what is made before is kept for seconds, and may show something else
            foreach (var address in await AddressesAsync())
            {
                var kept = await visitor.GetAsync(address);
                var fresh = await PageCacheTests.Site.FreshAsync(visitor, address);
                Assert.True(kept.StatusCode == fresh.StatusCode && await kept.Content.ReadAsStringAsync() == await fresh.Content.ReadAsStringAsync(),
                    $"{address} is out of date after: {string.Join("; ", log.TakeLast(3))}. It says:\n{await kept.Content.ReadAsStringAsync()}\ninstead of:\n{await fresh.Content.ReadAsStringAsync()}");
                hits += PageCacheTests.StatusOf(kept) == PageCacheTests.Hit ? 1 : 0;
            }
        }

        // Dropping everything each time would be up to date as well.
        Assert.True(hits > Changes / 3, $"Only {hits} pages came from memory.");
    }

    private Task<List<string>> AddressesAsync() => app.InScopeAsync(async services =>
    {
        var database = services.GetRequiredService<CmsDbContext>();
        var paths = await database.Autoroutes.AsNoTracking().OrderBy(row => row.Path).Select(row => row.Path).Distinct().ToListAsync();
        // A third of them each time, and with it what was asked for before and has changed meanwhile.
        return paths.Where((_, i) => i % 3 == 0).Take(8).Select(path => "/" + path).Prepend("/").Append("/?page=2").Append("/feed").Append("/no-such-page").ToList();
    });

    private static async Task<string> ChangeAsync(IServiceProvider services, Random random, string name)
    {
        var session = services.GetRequiredService<SiteSession>();
        var manager = services.GetRequiredService<ContentManager>();
        session.Who = "test";
        await session.BeginAsync();
        var done = random.Next(12) switch
        {
            0 => await PublishNewAsync(services, manager, random, name),
            1 or 2 => await EditAsync(services, manager, random, name, "Article"),
            3 => await EditAsync(services, manager, random, name, "AuthorProfile"),
            4 => await EditAsync(services, manager, random, name, null),
            5 => await DraftAsync(services, manager, random, name),
            6 => await GoneAsync(services, manager, random),
            7 => await EditInsideAsync(services, manager, random, name, "Taxonomy"),
            8 => await EditInsideAsync(services, manager, random, name, "Menu"),
            9 => await PutAsync(session, SiteDocumentKinds.SiteSetting, "SiteName", $"\"Site {name}\""),
            10 => await PictureAsync(services, random, name),
            _ => await PutAsync(session, SiteDocumentKinds.Template, "HtmlBodyPart", $$$"""{ "Content": "<div data-version=\"{{{name}}}\">{{ Model.Html | raw }}</div>" }"""),
        };
        await session.CommitAsync();
        return done;
    }

    private static async Task<ContentItem> AnyAsync(IServiceProvider services, Random random, string? type, bool published = true)
    {
        var items = await services.GetRequiredService<ContentItems>().Versions(published ? VersionOptions.Published : VersionOptions.Latest)
            .Where(item => type == null || item.ContentType == type).OrderBy(item => item.Id).ToListAsync();
        return ContentItems.ToItem(items[random.Next(items.Count)]);
    }

    private static async Task<string> PublishNewAsync(IServiceProvider services, ContentManager manager, Random random, string name)
    {
        var item = await AnyAsync(services, random, "Article");
        var copy = A.ContentItem("Article").Titled($"New {name}").Saying("<p>News.</p>");
        copy.Content["Article"] = item.Content["Article"]?.DeepClone();
        Assert.Empty(await manager.PublishAsync(copy));
        return $"published the new article {copy.ContentItemId}";
    }

    private static async Task<string> EditAsync(IServiceProvider services, ContentManager manager, Random random, string name, string? type)
    {
        var item = await AnyAsync(services, random, type);
        item.Titled($"Edited {name}");
        Assert.Empty(await manager.PublishAsync(item));
        return $"edited the {item.ContentType} {item.ContentItemId}";
    }

    private static async Task<string> DraftAsync(IServiceProvider services, ContentManager manager, Random random, string name)
    {
        var item = await AnyAsync(services, random, "Article", published: false);
        Assert.Empty(await manager.SaveDraftAsync(item.Titled($"Draft {name}")));
        return $"saved a draft of {item.ContentItemId}";
    }

    private static async Task<string> GoneAsync(IServiceProvider services, ContentManager manager, Random random)
    {
        var item = await AnyAsync(services, random, random.Next(3) == 0 ? "AuthorProfile" : "Article");
        await (random.Next(2) == 0 ? manager.UnpublishAsync(item.ContentItemId) : manager.RemoveAsync(item.ContentItemId));
        return $"took the {item.ContentType} {item.ContentItemId} away";
    }

    // A term or a menu entry gets another name.
    private static async Task<string> EditInsideAsync(IServiceProvider services, ContentManager manager, Random random, string name, string type)
    {
        var item = await AnyAsync(services, random, type);
        var inner = Inner(item.Content).ToList();
        var chosen = inner[random.Next(inner.Count)];
        chosen["DisplayText"] = $"Inside {name}";
        if (chosen["TitlePart"] is JsonObject title)
        {
            title["Title"] = $"Inside {name}";
        }

        Assert.Empty(await manager.PublishAsync(item));
        return $"renamed {chosen["ContentItemId"]} in the {type} {item.ContentItemId}";
    }

    private static IEnumerable<JsonObject> Inner(JsonNode? node) => node switch
    {
        JsonObject json => json.SelectMany(pair => Inner(pair.Value)).Concat(json.ContainsKey("ContentItemId") && json.ContainsKey("ContentType") ? [json] : []),
        JsonArray array => array.SelectMany(Inner),
        _ => [],
    };

    private static async Task<string> PutAsync(SiteSession session, string kind, string name, string json)
    {
        await session.PutAsync(kind, name, JsonNode.Parse(json)!);
        return $"wrote the {kind} {name}";
    }

    private static async Task<string> PictureAsync(IServiceProvider services, Random random, string name)
    {
        var database = services.GetRequiredService<CmsDbContext>();
        var paths = await database.MediaFiles.Select(file => file.Path).Where(path => path.EndsWith(".jpg")).OrderBy(path => path).ToListAsync();
        var (to, from) = (paths[random.Next(paths.Count)], paths[random.Next(paths.Count)]);
        var library = services.GetRequiredService<MediaLibrary>();
        var file = await library.FindAsync(from);
        var bytes = await File.ReadAllBytesAsync(library.LocationOf(file!));
        using var other = new MemoryStream([.. bytes, .. System.Text.Encoding.UTF8.GetBytes(name)]);
        await library.WriteAsync(to, other);
        return $"replaced the picture {to}";
    }

    public sealed class Site : CmsApplication
    {
        protected override string? Recipe => "CmsSite";

        protected override IEnumerable<(string Key, string Value)> Settings => [("Search:StartDelaySeconds", "0")];
    }
}
