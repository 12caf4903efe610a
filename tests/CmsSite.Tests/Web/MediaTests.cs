using System.Net;
using System.Net.Http.Headers;
using CmsSite.Content.Media;
using CmsSite.Storage;
using CmsSite.Tests.Content.Media;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace CmsSite.Tests.Web;

[Collection(WebCollection.Name)]
public class MediaTests(CmsApplication app)
{
    private readonly HttpClient _visitor = app.CreateClient();
    private readonly string _name = Guid.NewGuid().ToString("n");

    [Fact]
    public async Task A_size_from_the_list_needs_no_signature_and_any_other_gets_the_original()
    {
        var picture = Pictures.Plain(300, 200);
        await PutAsync("a.png", picture);

        Assert.Equal((100, 67), await SizeOfAsync("a.png?width=100"));
        Assert.Equal((100, 50), await SizeOfAsync("a.png?width=100&height=50&rmode=crop"));
        foreach (var unsigned in new[] { "?width=101", "?width=100&format=webp", "?width=100&quality=1", "?width=100&height=50&rmode=pad&bgcolor=123456", "?width=100&height=50&rmode=crop&rxy=0.1,0.1", "?width=999999", "?width=101&token=AAAAAAAAAAAAAAAAAAAAAA", "?width=100&width=101" })
        {
            Assert.Equal(picture, await _visitor.GetByteArrayAsync($"/media/{_name}/a.png{unsigned}"));
        }
    }

    [Fact]
    public async Task A_signed_address_has_what_its_template_asked_for_and_holds_for_nothing_else()
    {
        await PutAsync("a.jpg", Pictures.Plain(300, 200, SKEncodedImageFormat.Jpeg));
        var signed = await app.InScopeAsync(services => Task.FromResult(services.GetRequiredService<MediaUrlSigner>().Sign($"/media/{_name}/a.jpg?width=111&format=webp")));

        var response = await _visitor.GetAsync(signed);
        Assert.Equal("image/webp", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("image/jpeg", (await _visitor.GetAsync(signed.Replace("111", "112", StringComparison.Ordinal))).Content.Headers.ContentType!.MediaType);
        Assert.Equal("image/jpeg", (await _visitor.GetAsync(signed + "&height=9")).Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task No_more_files_are_made_of_a_picture_than_there_are_outcomes()
    {
        await PutAsync("many.png", Pictures.Plain(200, 100));
        int[] sizes = [16, 32, 50, 100, 160, 240, 480, 600, 1024, 2048];
        foreach (var (width, mode) in from width in sizes from mode in Enum.GetNames<ResizeMode>() select (width, mode))
        {
            Assert.Equal(HttpStatusCode.OK, (await _visitor.GetAsync($"/media/{_name}/many.png?width={width}&rmode={mode}")).StatusCode);
        }

        var hash = await HashOfAsync("many.png");
        var made = Directory.GetFiles(Path.Combine(app.AppData, "Sites", "Default", "MediaCache"), $"{hash}-*", SearchOption.AllDirectories);
        Assert.Equal(6, made.Length);
    }

    [Fact]
    public async Task An_address_with_the_files_version_is_kept_for_ever_and_others_for_a_while()
    {
        await PutAsync("a.png", Pictures.Plain(30, 20));
        var version = (await HashOfAsync("a.png"))[..10];

        Assert.Equal("public, max-age=31536000, immutable", await CachingAsync($"?v={version}"));
        Assert.Equal("public, max-age=31536000, immutable", await CachingAsync($"?width=16&v={version}"));
        foreach (var other in new[] { "", "?v=0123456789", "?v=", "?v=" + version[..3] })
        {
            Assert.Equal("public, max-age=2592000", await CachingAsync(other));
        }

        async Task<string> CachingAsync(string query) => string.Join(", ", (await _visitor.GetAsync($"/media/{_name}/a.png{query}")).Headers.GetValues("Cache-Control"));
    }

    [Fact]
    public async Task Parts_heads_and_what_is_known_already_are_answered_as_such()
    {
        var picture = Pictures.Plain(300, 200);
        await PutAsync("a.png", picture);
        foreach (var address in new[] { $"/media/{_name}/a.png", $"/media/{_name}/a.png?width=100" })
        {
            var whole = await _visitor.GetAsync(address);
            var bytes = await whole.Content.ReadAsByteArrayAsync();

            using var part = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = new RangeHeaderValue(2, 5) } };
            var partial = await _visitor.SendAsync(part);
            Assert.Equal(HttpStatusCode.PartialContent, partial.StatusCode);
            Assert.Equal(bytes[2..6], await partial.Content.ReadAsByteArrayAsync());

            using var beyond = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = new RangeHeaderValue(9_999_999, null) } };
            Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, (await _visitor.SendAsync(beyond)).StatusCode);

            using var known = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { whole.Headers.ETag! } } };
            Assert.Equal(HttpStatusCode.NotModified, (await _visitor.SendAsync(known)).StatusCode);

            var head = await _visitor.SendAsync(new HttpRequestMessage(HttpMethod.Head, address));
            Assert.Equal((HttpStatusCode.OK, (long)bytes.Length), (head.StatusCode, head.Content.Headers.ContentLength));
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        }
    }

    [Theory]
    [InlineData("/media")]
    [InlineData("/media/")]
    [InlineData("/media/nothing.png")]
    [InlineData("/media/nothing.png?width=100")]
    [InlineData("/media/..%2f..%2fappsettings.json")]
    [InlineData("/media/%2e%2e/%2e%2e/cmssite.db")]
    [InlineData("/media/..%5c..%5ccmssite.db")]
    [InlineData("/media/a%01b.png")]
    [InlineData("/media/a%0d%0ab.png")]
    [InlineData("/media/.hidden")]
    [InlineData("/media/C:%5cwindows%5cwin.ini")]
    [InlineData("/media/%ff%fe.png")]
    public async Task A_hostile_path_is_a_page_that_is_not_there(string path)
    {
        var response = await _visitor.GetAsync(path);
        var html = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("class=\"site-footer\"", html);
        Assert.DoesNotContain("Exception", html);
    }

    [Fact]
    public async Task So_is_an_endless_one() =>
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync($"/media/{new string('a', 6000)}.png?width=100")).StatusCode);

    [Fact]
    public async Task A_picture_that_cannot_be_unpacked_is_sent_as_it_is()
    {
        var half = Pictures.Plain(400, 300)[..300];
        await PutAsync("half.png", half);
        await PutAsync("moving.gif", Pictures.Moving);
        await PutAsync("bomb.png", Pictures.Bomb);

        Assert.Equal(half, await _visitor.GetByteArrayAsync($"/media/{_name}/half.png?width=100"));
        Assert.Equal(Pictures.Moving, await _visitor.GetByteArrayAsync($"/media/{_name}/moving.gif?width=16"));
        Assert.Equal(Pictures.Bomb, await _visitor.GetByteArrayAsync($"/media/{_name}/bomb.png?width=100"));
        Assert.DoesNotContain(app.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains(_name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bytes_that_are_gone_from_the_disk_are_a_404()
    {
        await PutAsync("gone.png", Pictures.Plain(31, 17));
        var hash = await HashOfAsync("gone.png");
        File.Delete(Path.Combine(app.AppData, "Sites", "Default", "Media", hash[..2], hash));

        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync($"/media/{_name}/gone.png")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync($"/media/{_name}/gone.png?width=16")).StatusCode);
    }

    private async Task<(int, int)> SizeOfAsync(string file)
    {
        using var picture = SKBitmap.Decode(await _visitor.GetByteArrayAsync($"/media/{_name}/{file}"));
        return (picture.Width, picture.Height);
    }

    private Task<string> HashOfAsync(string file) => app.InScopeAsync(async services => (await services.GetRequiredService<MediaLibrary>().FindAsync($"{_name}/{file}"))!.Hash);

    private Task PutAsync(string file, byte[] content) => app.InScopeAsync(async services =>
    {
        await services.GetRequiredService<MediaLibrary>().WriteAsync($"{_name}/{file}", new MemoryStream(content));
        await services.GetRequiredService<SiteSession>().CommitAsync();
        return true;
    });
}
