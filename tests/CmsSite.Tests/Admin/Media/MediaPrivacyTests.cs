using System.Net;
using CmsSite.Content.Items;
using CmsSite.Content.Media;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Tests.Content.Media;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin.Media;

/// <summary>What is uploaded for something that is still being written is there for those who write, and for visitors once something published uses it.</summary>
[Collection(PeopleCollection.Name)]
public class MediaPrivacyTests(AdminSite app)
{
    private readonly string _folder = $"private-{Guid.NewGuid():n}";

    [Fact]
    public async Task A_file_that_only_a_draft_uses_is_no_visitors_in_any_size()
    {
        using var editor = await app.SignInAsync("Editor");
        var path = await UploadAsync(editor);
        var draft = A.ContentItem("Page").Titled("Not yet").Saying($"<img src=\"/media/{path}\" alt=\"\">");
        await app.CreateAsync(draft, publish: false);
        var visitor = app.CreateVisitor();
        var signed = await app.InScopeAsync(services => Task.FromResult(services.GetRequiredService<MediaUrlSigner>().Sign($"/media/{path}?width=111")));
        foreach (var address in new[] { $"/media/{path}", $"/media/{path}?width=100", signed })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(address)).StatusCode);
            var seen = await editor.GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
            Assert.True(seen.Headers.CacheControl!.NoStore);
        }

        using var nobody = await app.SignInAsync("Nobody");
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.GetAsync($"/media/{path}")).StatusCode);

        await app.CreateAsync(draft);
        foreach (var address in new[] { $"/media/{path}", $"/media/{path}?width=100", signed })
        {
            var seen = await visitor.GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
            Assert.True(seen.Headers.CacheControl!.Public);
        }

        await InSessionAsync(services => services.GetRequiredService<ContentManager>().UnpublishAsync(draft.ContentItemId));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/media/{path}")).StatusCode);
    }

    [Fact]
    public async Task A_newer_draft_does_not_bring_its_picture_onto_the_site()
    {
        using var editor = await app.SignInAsync("Editor");
        var (first, second) = (await UploadAsync(editor), await UploadAsync(editor));
        var page = A.ContentItem("Page").Titled("Two pictures").Saying($"<img src=\"/media/{first}\" alt=\"\">");
        await app.CreateAsync(page);
        var newer = page.Copy().Saying($"<img src=\"/media/{second}\" alt=\"\">");
        await app.CreateAsync(newer, publish: false);
        var visitor = app.CreateVisitor();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), ((await visitor.GetAsync($"/media/{first}")).StatusCode, (await visitor.GetAsync($"/media/{second}")).StatusCode));

        await app.CreateAsync(newer);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), ((await visitor.GetAsync($"/media/{first}")).StatusCode, (await visitor.GetAsync($"/media/{second}")).StatusCode));
    }

    [Fact]
    public async Task Somebody_may_say_that_a_file_is_for_everybody_and_what_recipes_bring_is()
    {
        using var editor = await app.SignInAsync("Editor");
        var path = await UploadAsync(editor);
        await InSessionAsync(async services =>
        {
            var library = services.GetRequiredService<MediaLibrary>();
            await library.DescribeAsync(path, MediaMetadata.Of((await library.FindAsync(path))!), isPrivate: false);
            return await library.WriteAsync($"{_folder}/by-recipe.png", new MemoryStream(Pictures.Plain(3, 3)));
        });
        var visitor = app.CreateVisitor();
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"/media/{path}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"/media/{_folder}/by-recipe.png")).StatusCode);
    }

    [Fact]
    public async Task A_template_that_shows_a_file_shows_it_to_everybody()
    {
        using var editor = await app.SignInAsync("Editor");
        var path = await UploadAsync(editor);
        await InSessionAsync(async services =>
        {
            await services.GetRequiredService<SiteSession>().PutAsync(SiteDocumentKinds.Template, $"Content__{RecipeIds.New()}", new System.Text.Json.Nodes.JsonObject { ["Content"] = $"{{{{ '{path}' | asset_url }}}}" });
            return true;
        });
        Assert.Equal(HttpStatusCode.OK, (await app.CreateVisitor().GetAsync($"/media/{path}")).StatusCode);
    }

    private async Task<string> UploadAsync(HttpClient editor)
    {
        var (status, path, problem) = await new Uploader(editor).SendAsync("a.png", Pictures.Plain(200, 100), _folder, "keepBoth");
        Assert.True(status == HttpStatusCode.OK, problem);
        return path!;
    }

    private Task<T> InSessionAsync<T>(Func<IServiceProvider, Task<T>> change) => app.InScopeAsync(async services =>
    {
        var result = await change(services);
        await services.GetRequiredService<SiteSession>().CommitAsync();
        return result;
    });
}
