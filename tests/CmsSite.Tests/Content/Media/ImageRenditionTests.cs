using System.Text;
using CmsSite.Content.Media;
using CmsSite.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SkiaSharp;

namespace CmsSite.Tests.Content.Media;

public sealed class ImageRenditionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cmssite-renditions-").FullName;
    private readonly MediaOptions _options = new() { MaxPixels = 4_000_000 };
    private ImageRenditions? _renditions;
    private RenditionCache? _cache;

    public ImageRenditionTests() => _options.CacheFolder = Path.Combine(_folder, "cache");

    public void Dispose()
    {
        _renditions?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(1, 80, 40, 20, 10)]
    [InlineData(2, 80, 40, 60, 10)]
    [InlineData(3, 80, 40, 60, 30)]
    [InlineData(4, 80, 40, 20, 30)]
    [InlineData(5, 40, 80, 10, 20)]
    [InlineData(6, 40, 80, 30, 20)]
    [InlineData(7, 40, 80, 30, 60)]
    [InlineData(8, 40, 80, 10, 60)]
    public async Task A_photograph_is_turned_upright_and_says_no_more_where_it_was_taken(int orientation, int width, int height, int blueX, int blueY)
    {
        var photograph = Pictures.Photograph(orientation);
        Assert.Contains("at home", Encoding.Latin1.GetString(photograph));

        var made = Assert.IsType<RenditionResult.Made>(await MakeAsync("photo.jpg", photograph, "quality=90&format=jpg", (width, height)));

        using var picture = SKBitmap.Decode(made.Location);
        Assert.Equal((width, height), (picture.Width, picture.Height));
        Assert.InRange(picture.GetPixel(blueX, blueY).Blue, 200, 255);
        Assert.InRange(picture.GetPixel(width - blueX, height - blueY).Red, 200, 255);
        Assert.DoesNotContain("at home", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(made.Location)));
    }

    [Theory]
    [InlineData("webp")]
    [InlineData("jpg")]
    [InlineData("png")]
    public async Task Colours_of_printers_and_of_sixteen_bits_come_out_as_those_of_a_screen(string format)
    {
        var printed = Assert.IsType<RenditionResult.Made>(await MakeAsync("cmyk.jpg", Pictures.Cmyk, $"width=16&format={format}", (24, 16)));
        var deep = Assert.IsType<RenditionResult.Made>(await MakeAsync("deep.png", Pictures.Deep, $"width=4&format={format}", (8, 8)));

        using var red = SKBitmap.Decode(printed.Location);
        using var both = SKBitmap.Decode(deep.Location);
        Assert.InRange(red.GetPixel(8, 5).Red, 150, 255);
        Assert.InRange(red.GetPixel(8, 5).Green, 0, 100);
        Assert.True(both.GetPixel(1, 0).Blue > both.GetPixel(1, 3).Blue);
    }

    [Fact]
    public async Task What_moves_is_damaged_or_lies_about_itself_is_shown_as_it_is()
    {
        Assert.IsType<RenditionResult.Original>(await MakeAsync("moving.gif", Pictures.Moving, "width=3", (6, 6)));
        Assert.IsType<RenditionResult.Original>(await MakeAsync("bomb.png", Pictures.Bomb, "width=16", (32767, 32767)));
        Assert.IsType<RenditionResult.Original>(await MakeAsync("empty.png", [], "width=16", (100, 100)));
        var photograph = Pictures.Plain(400, 300, SKEncodedImageFormat.Jpeg);
        Assert.IsType<RenditionResult.Original>(await MakeAsync("half.jpg", photograph[..(photograph.Length / 2)], "width=16", (400, 300)));
        var png = Pictures.Plain(400, 300);
        Assert.IsType<RenditionResult.Original>(await MakeAsync("half.png", png[..(png.Length * 2 / 3)], "width=16", (400, 300)));
        png.AsSpan(60, 40).Fill(0x55);
        Assert.IsType<RenditionResult.Original>(await MakeAsync("scrambled.png", png, "width=16", (400, 300)));
        Assert.IsType<RenditionResult.Original>(await MakeAsync("bitmap.png", [.. "BM"u8, .. new byte[200]], "width=16", (10, 10)));
        Assert.Empty(Directory.Exists(_options.CacheFolder) ? Directory.GetFiles(_options.CacheFolder, "*", SearchOption.AllDirectories) : []);
    }

    [Fact]
    public async Task Wishes_that_come_to_the_same_are_one_file()
    {
        var picture = Pictures.Plain(300, 200);
        foreach (var query in new[] { "width=150", "width=150&rmode=crop", "height=100", "width=150&height=100&rmode=pad", "width=150&height=100&rmode=stretch", "width=150&height=600&rmode=max", "width=150&rmode=pad&height=100&rxy=0.2,0.2" })
        {
            Assert.IsType<RenditionResult.Made>(await MakeAsync("same.png", picture, query, (300, 200)));
        }

        Assert.Single(Directory.GetFiles(_options.CacheFolder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Shapes_without_measure_end_somewhere()
    {
        var line = Pictures.Plain(1, 4000);
        foreach (var query in new[] { "width=4096&rmode=stretch", "width=4096", "height=4096&rmode=min", "width=4096&height=4096&rmode=crop", "width=4096&height=4096&rmode=pad", "format=webp", "width=1&height=1&rmode=crop" })
        {
            if (await MakeAsync("line.png", line, query, (1, 4000)) is RenditionResult.Made made)
            {
                using var picture = SKBitmap.Decode(made.Location);
                Assert.InRange(picture.Width, 1, 4096);
                Assert.InRange(picture.Height, 1, 4096);
            }
        }
    }

    [Fact]
    public async Task What_shines_through_is_white_in_a_format_that_cannot_say_so_and_a_small_picture_grows_no_larger_in_bytes()
    {
        var clear = Pictures.Plain(60, 60, draw: (canvas, _) => canvas.Clear(SKColors.Transparent));
        var made = Assert.IsType<RenditionResult.Made>(await MakeAsync("clear.png", clear, "width=30&format=jpg", (60, 60)));
        using var picture = SKBitmap.Decode(made.Location);
        Assert.Equal(SKColors.White, picture.GetPixel(15, 15));

        var whole = Assert.IsType<RenditionResult.Made>(await MakeAsync("clear.png", clear, "width=2048", (60, 60)));
        Assert.InRange(new FileInfo(whole.Location).Length, 1, clear.Length);
    }

    [Fact]
    public async Task Many_at_once_are_made_once_each_and_who_would_wait_long_gets_the_original()
    {
        _options.MaxWaitingRenditions = 2;
        var picture = Pictures.Plain(1600, 1200, SKEncodedImageFormat.Jpeg);
        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => MakeAsync("crowd.jpg", picture, $"width={100 + number % 20}", (1600, 1200))));

        Assert.Contains(results, result => result is RenditionResult.Busy);
        Assert.Contains(results, result => result is RenditionResult.Made);
        Assert.DoesNotContain(results, result => result is RenditionResult.Original);
        Assert.IsType<RenditionResult.Made>(await MakeAsync("crowd.jpg", picture, "width=100", (1600, 1200)));
    }

    [Fact]
    public async Task The_cache_stays_below_its_limit_and_forgets_what_was_not_asked_for_the_longest()
    {
        _options.MaxCacheBytes = 60_000;
        var random = new Random(1);
        var noise = Pictures.Plain(300, 300, draw: (canvas, paint) =>
        {
            for (var i = 0; i < 90_000; i++)
            {
                paint.Color = new SKColor((uint)random.Next() | 0xFF000000);
                canvas.DrawPoint(i % 300, i / 300, paint);
            }
        });
        var files = new List<string>();
        foreach (var width in Enumerable.Range(50, 12))
        {
            files.Add(Assert.IsType<RenditionResult.Made>(await MakeAsync("noise.png", noise, $"width={width}", (300, 300))).Location);
            await _cache!.Tidying;
            foreach (var file in files.Where(File.Exists))
            {
                // As if the first had been asked for today and the others longer ago, the older ones longest.
                File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(file == files[0] ? 0 : files.IndexOf(file) - 100));
            }
        }

        var left = files.Where(File.Exists).ToList();
        Assert.InRange(left.Sum(file => new FileInfo(file).Length), 1, 60_000);
        Assert.Contains(files[0], left);
        Assert.DoesNotContain(files[1], left);
        Assert.Contains(files[^1], left);
    }

    private Task<RenditionResult> MakeAsync(string name, byte[] content, string query, (int Width, int Height) size)
    {
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
        var location = Path.Combine(_folder, hash);
        if (!File.Exists(location))
        {
            File.WriteAllBytes(location, content); // whole before anybody else looks
        }

        _cache ??= new RenditionCache(Options.Create(_options), TimeProvider.System, NullLogger<RenditionCache>.Instance);
        _renditions ??= new ImageRenditions(Options.Create(_options), _cache, NullLogger<ImageRenditions>.Instance);
        var type = Path.GetExtension(name) switch { ".jpg" => "image/jpeg", ".gif" => "image/gif", _ => "image/png" };
        var file = new MediaFileRecord { Path = name, Hash = hash, ContentType = type, Length = content.Length, Width = size.Width, Height = size.Height };
        return _renditions.GetAsync(file, location, ImageSize.FromQuery(query.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]))!);
    }
}
