using CmsSite.Content.Items;
using CmsSite.Content.Redirects;
using CmsSite.Storage;
using CmsSite.Tests.Storage;

namespace CmsSite.Tests.Content.Redirects;

/// <summary>Whatever editors do, every address ever published answers as a simple model says, and in one step.</summary>
public class MovedItemsProperties
{
    private static readonly string[] _paths = ["a", "b", "c", "d", "x/a", "x/b", "tags", "tags/t1", "tags/t2"];

    [SkippableTheory]
    [InlineData(DatabaseOptions.Sqlite, 1)]
    [InlineData(DatabaseOptions.Sqlite, 2)]
    [InlineData(DatabaseOptions.Sqlite, 3)]
    [InlineData(DatabaseOptions.Postgres, 4)]
    public async Task Every_address_ever_published_answers_as_the_model_says(string provider, int seed)
    {
        await using var site = await TestSite.CreateAsync(provider);
        await site.DefineAsync("Page", """{"TitlePart":{},"AutoroutePart":{}}""");
        await site.DefineAsync("Taxonomy", """{"TitlePart":{},"AutoroutePart":{},"TaxonomyPart":{}}""");
        await site.DefineAsync("Tag", """{"TitlePart":{},"AutoroutePart":{"Settings":{"AutoroutePartSettings":{"ManageContainedItemRoutes":true}}}}""");
        var random = new Random(seed);
        var model = new Model();
        for (var step = 0; step < 80; step++)
        {
            var what = await site.CommitAsync(scope => ChangeAsync(scope, random, model));
            foreach (var path in model.EverPublished)
            {
                await using var scope = site.Open();
                Assert.True(model.Answer(path) == await AnswerAsync(scope, path), $"seed {seed}, step {step} ({what}), /{path}: {model.Answer(path)} expected, {await AnswerAsync(scope, path)} given.");
            }
        }
    }

    private static async Task<string> ChangeAsync(Scope scope, Random random, Model model)
    {
        var id = $"item{random.Next(5)}";
        var path = _paths[random.Next(_paths.Length)];
        var existing = await scope.Items.GetAsync(id, VersionOptions.Latest);
        switch (random.Next(7))
        {
            case 0 or 1 or 2:
                var item = existing ?? A.ContentItem(id == "item0" ? "Taxonomy" : "Page").Titled(id);
                item.ContentItemId = id;
                item = id == "item0" ? WithTerms(item, random) : item;
                if ((await scope.Manager.PublishAsync(item.At(path))).Count == 0)
                {
                    model.Published(id, path, item);
                }

                return $"{id} published at {path}";

            case 3 when existing is not null:
                await scope.Manager.SaveDraftAsync(existing.At(path));
                return $"{id} drafted at {path}";

            case 4 when await scope.Manager.UnpublishAsync(id):
                model.Hidden(id, isRemoved: false);
                return $"{id} unpublished";

            case 5 when await scope.Manager.RemoveAsync(id):
                model.Hidden(id, isRemoved: true);
                return $"{id} removed";

            case 6 when existing is null && (await scope.VersionsAsync(id)) is [.., var last]:
                await scope.Manager.RestoreAsync(last.ContentItemVersionId);
                model.Hidden(id, isRemoved: false);
                return $"{id} restored";

            default:
                return "nothing";
        }
    }

    private static ContentItem WithTerms(ContentItem item, Random random)
    {
        var terms = new System.Text.Json.Nodes.JsonArray();
        foreach (var number in Enumerable.Range(1, 3).Where(_ => random.Next(3) > 0))
        {
            terms.Add(System.Text.Json.Nodes.JsonNode.Parse($$"""{"ContentItemId":"term{{number}}","ContentType":"Tag","TitlePart":{"Title":"t"},"AutoroutePart":{"Path":"t{{random.Next(2) * 3 + number}}"} }"""));
        }

        return item.With("AutoroutePart", "RouteContainedItems", true).With("TaxonomyPart", "Terms", terms);
    }

    private static async Task<string> AnswerAsync(Scope scope, string path)
    {
        if (await scope.Items.FindRouteAsync(path) is { } route)
        {
            return $"200 {route.Item.ContentItemId}";
        }

        switch (await scope.Get<MovedItems>().FindAsync(path))
        {
            case FormerPlace.Moved moved:
                Assert.Equal(moved.Route.Item.ContentItemId, (await scope.Items.FindRouteAsync(moved.Path!))!.Item.ContentItemId);
                return $"301 {moved.Path}";
            case FormerPlace.Removed:
                return "410";
            default:
                return "404";
        }
    }

    /// <summary>Who was published at each address last, and where everybody is.</summary>
    private sealed class Model
    {
        private const string Draft = "draft";
        private const string Removed = "removed";
        private readonly Dictionary<string, string> _lastAt = [];
        private readonly Dictionary<string, string> _where = [];

        public IEnumerable<string> EverPublished => _lastAt.Keys;

        public void Published(string id, string path, ContentItem item)
        {
            ForgetTerms(id, Removed);
            Put(id, path);
            foreach (var term in item.Part("TaxonomyPart")?["Terms"].AsObjects() ?? [])
            {
                Put(term["ContentItemId"].AsText()!, $"{path}/{term["AutoroutePart"]!["Path"].AsText()}");
            }
        }

        public void Hidden(string id, bool isRemoved)
        {
            _where[id] = isRemoved ? Removed : Draft;
            ForgetTerms(id, _where[id]);
        }

        public string Answer(string path)
        {
            if (_where.FirstOrDefault(place => place.Value == path).Key is { } there)
            {
                return $"200 {there}";
            }

            return _where[_lastAt[path]] switch
            {
                Draft => "404",
                Removed => "410",
                var elsewhere => $"301 {elsewhere}",
            };
        }

        private void Put(string id, string path) => (_where[id], _lastAt[path]) = (path, id);

        private void ForgetTerms(string id, string state)
        {
            foreach (var term in _where.Keys.Where(key => id == "item0" && key.StartsWith("term", StringComparison.Ordinal)).ToList())
            {
                _where[term] = state;
            }
        }
    }
}
