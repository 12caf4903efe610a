using System.Text;
using CmsSite.Content;
using CmsSite.Content.Media;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace CmsSite.Tests.Content.Media;

public sealed class MediaLibraryTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cmssite-media-").FullName;
    private ServiceProvider _services = null!;

    public async Task InitializeAsync()
    {
        _services = new ServiceCollection().AddStorage().AddContent().AddLogging().Configure<MediaOptions>(options =>
        {
            options.Folder = Path.Combine(_folder, "Media");
            options.CacheFolder = Path.Combine(_folder, "MediaCache");
            options.MaxFileSize = 200_000;
            options.MaxPixels = 4_000_000;
        }).BuildServiceProvider();
        var database = _services.GetRequiredService<SiteDatabase>();
        database.Use(DatabaseOptions.File(Path.Combine(_folder, "cmssite.db")));
        await database.MigrateAsync();
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_committed_file_is_found_by_its_path_with_its_size_in_pixels()
    {
        await WriteAsync("articles/bridge.png", Picture(40, 20));
        await InScopeAsync(async (library, _) =>
        {
            var file = await library.FindAsync("articles/bridge.png");
            Assert.Equal(("image/png", 40, 20), (file!.ContentType, file.Width, file.Height));
            await using var stream = library.OpenRead(file);
            Assert.Equal(file.Length, stream.Length);
        });
    }

    [Fact]
    public async Task What_a_killed_process_left_is_removed_by_the_next_that_brings_files_and_what_another_is_bringing_is_not()
    {
        var media = Directory.CreateDirectory(Path.Combine(_folder, "Media")).FullName;
        var (old, fresh) = (Path.Combine(media, $".{Guid.NewGuid():n}.part"), Path.Combine(media, $".{Guid.NewGuid():n}.part"));
        await File.WriteAllTextAsync(old, "half a picture");
        await File.WriteAllTextAsync(fresh, "half a picture");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-2));
        await WriteAsync("articles/next.png", Picture(4, 4));
        Assert.Equal((false, true), (File.Exists(old), File.Exists(fresh)));
    }

    [Fact]
    public async Task A_rolled_back_file_is_not_there_and_the_one_before_still_is()
    {
        var first = Picture(10, 10);
        await WriteAsync("a.png", first);
        await InScopeAsync(async (library, session) =>
        {
            await library.WriteAsync("a.png", new MemoryStream(Picture(20, 20)));
            await library.WriteAsync("b.png", new MemoryStream(first));
            await session.RollbackAsync();
        });
        await InScopeAsync(async (library, _) =>
        {
            Assert.Equal(10, (await library.FindAsync("a.png"))!.Width);
            Assert.Null(await library.FindAsync("b.png"));
        });
    }

    [Fact]
    public async Task Writing_the_same_bytes_again_changes_nothing()
    {
        await WriteAsync("a.png", Picture(10, 10));
        await InScopeAsync(async (library, session) =>
        {
            Assert.False(await library.WriteAsync("a.png", new MemoryStream(Picture(10, 10))));
            Assert.False(session.IsWriting);
            Assert.Single(await session.Database.Changes.Where(change => change.Kind == SiteChange.MediaKind).ToListAsync());
        });
    }

    [Theory]
    [InlineData("../secret.png")]
    [InlineData("a/../../secret.png")]
    [InlineData(".hidden.png")]
    [InlineData("a/.png")]
    [InlineData("")]
    [InlineData("a\0b.png")]
    [InlineData("C:\\windows\\a.png")]
    public async Task A_path_that_leads_elsewhere_is_refused(string path) =>
        await InScopeAsync(async (library, _) => await Assert.ThrowsAsync<MediaException>(() => library.WriteAsync(path, new MemoryStream(Picture(1, 1)))));

    [Theory]
    [InlineData("page.html", "files ending in '.html' are not allowed")]
    [InlineData("page.png", "its content is not image/png")]
    [InlineData("page.svg", "is not an SVG image")]
    public async Task A_file_that_could_run_as_a_page_is_refused(string path, string reason) => await InScopeAsync(async (library, _) =>
    {
        var exception = await Assert.ThrowsAsync<MediaException>(() => library.WriteAsync(path, new MemoryStream("<html><script>alert(1)</script></html>"u8.ToArray())));
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
    });

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_and_leaves_nothing_on_disk()
    {
        await InScopeAsync(async (library, _) => await Assert.ThrowsAsync<MediaException>(() => library.WriteAsync("a.pdf", new MemoryStream([.. "%PDF-"u8, .. new byte[300_000]]))));
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "Media"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task An_svg_keeps_what_draws_and_loses_what_runs_or_calls_out()
    {
        const string svg = """
            <?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x "y">]>
            <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10" onload="alert(1)">
              <script>alert(2)</script><style>@import url(https://evil.example/x.css)</style><foreignObject><body xmlns="http://www.w3.org/1999/xhtml">x</body></foreignObject>
              <a href="javascript:alert(3)"><circle r="2"/></a><use xlink:href="https://evil.example/#a"/><use href="#ok"/>
              <rect width="5" height="5" fill="url(#g)" style="background:url(https://evil.example)" onclick="alert(4)"/><image href="https://evil.example/p.png"/>
            </svg>
            """;
        await WriteAsync("a.svg", Encoding.UTF8.GetBytes(svg));
        await InScopeAsync(async (library, _) =>
        {
            using var reader = new StreamReader(library.OpenRead((await library.FindAsync("a.svg"))!));
            var clean = await reader.ReadToEndAsync();
            foreach (var live in new[] { "script", "alert", "evil", "style", "foreignObject", "javascript", "ENTITY", "onload", "onclick" })
            {
                Assert.DoesNotContain(live, clean, StringComparison.OrdinalIgnoreCase);
            }

            Assert.Contains("<rect", clean, StringComparison.Ordinal);
            Assert.Contains("url(#g)", clean, StringComparison.Ordinal);
            Assert.Contains("\"#ok\"", clean, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("width=100&height=50&rmode=crop", 100, 50)]
    [InlineData("width=100&height=100&rmode=crop&rxy=0,1", 100, 100)]
    [InlineData("width=100", 100, 50)]
    [InlineData("height=10", 20, 10)]
    [InlineData("width=100&height=100&rmode=max", 100, 50)]
    [InlineData("width=100&height=100&rmode=min", 200, 100)]
    [InlineData("width=100&height=100&rmode=pad&bgcolor=ff0000", 100, 100)]
    [InlineData("width=30&height=90&rmode=stretch", 30, 90)]
    [InlineData("width=4000", 400, 200)]
    [InlineData("width=4000&height=4000&rmode=crop", 200, 200)]
    public async Task A_rendition_has_the_size_that_was_asked_for_and_is_never_enlarged(string query, int width, int height)
    {
        await WriteAsync("wide.png", Picture(400, 200));
        using var rendition = await RenderAsync("wide.png", query);
        Assert.Equal((width, height), (rendition!.Width, rendition.Height));
    }

    [Fact]
    public async Task Cropping_keeps_the_focal_point_in_sight()
    {
        // Left half red, right half blue.
        await WriteAsync("halves.png", Picture(400, 100, (canvas, paint) =>
        {
            paint.Color = SKColors.Blue;
            canvas.DrawRect(200, 0, 200, 100, paint);
        }));
        using var left = await RenderAsync("halves.png", "width=50&height=50&rmode=crop&rxy=0.1,0.5&format=png");
        using var right = await RenderAsync("halves.png", "width=50&height=50&rmode=crop&rxy=0.9,0.5&format=png");
        Assert.Equal((255, 255), (left!.GetPixel(25, 25).Red, right!.GetPixel(25, 25).Blue));
    }

    [Fact]
    public async Task An_image_too_large_to_unpack_and_one_that_is_broken_have_no_rendition()
    {
        await WriteAsync("bomb.png", Picture(2500, 2500));
        await WriteAsync("broken.png", [.. Picture(50, 50).AsSpan(0, 40)]);
        Assert.Null(await RenderAsync("bomb.png", "width=10"));
        Assert.Null(await RenderAsync("broken.png", "width=10"));
    }

    [Theory]
    [InlineData("width=0")]
    [InlineData("width=-5&height=x")]
    [InlineData("width=99999999999999999999")]
    [InlineData("v=123")]
    public void Absurd_sizes_ask_for_nothing(string query) => Assert.Null(ImageSize.FromQuery(Parse(query)));

    [Fact]
    public async Task A_signature_holds_for_its_address_only() => await InScopeAsync(async (_, session) =>
    {
        var signer = new MediaUrlSigner(session);
        await signer.EnsureKeyAsync();
        await session.CommitAsync();

        var signed = signer.Sign("/media/my%20bridge.jpg?width=640");
        var token = signed[(signed.LastIndexOf('=') + 1)..];
        Assert.True(signer.Verify("/media/my bridge.jpg?width=640", token));
        Assert.False(signer.Verify("/media/my bridge.jpg?width=641", token));
        Assert.False(signer.Verify("/media/other.jpg?width=640", token));
        Assert.False(signer.Verify("/media/my bridge.jpg?width=640", ""));
        Assert.Equal("/media/a.jpg", signer.Sign("/media/a.jpg"));
    });

    private async Task<SKBitmap?> RenderAsync(string path, string query)
    {
        await using var scope = _services.CreateAsyncScope();
        var library = scope.ServiceProvider.GetRequiredService<MediaLibrary>();
        var file = (await library.FindAsync(path))!;
        var rendition = await scope.ServiceProvider.GetRequiredService<ImageRenditions>().GetAsync(file, library.LocationOf(file), ImageSize.FromQuery(Parse(query))!);
        return rendition is RenditionResult.Made made ? SKBitmap.Decode(made.Location) : null;
    }

    private Task WriteAsync(string path, byte[] content) => InScopeAsync(async (library, session) =>
    {
        Assert.True(await library.WriteAsync(path, new MemoryStream(content)));
        await session.CommitAsync();
    });

    private async Task InScopeAsync(Func<MediaLibrary, SiteSession, Task> use)
    {
        await using var scope = _services.CreateAsyncScope();
        await use(scope.ServiceProvider.GetRequiredService<MediaLibrary>(), scope.ServiceProvider.GetRequiredService<SiteSession>());
    }

    private static Dictionary<string, string> Parse(string query) => query.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);

    private static byte[] Picture(int width, int height, Action<SKCanvas, SKPaint>? draw = null)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height));
        surface.Canvas.Clear(SKColors.Red);
        using var paint = new SKPaint();
        draw?.Invoke(surface.Canvas, paint);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
