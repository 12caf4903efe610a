using System.Net;
using System.Text;
using CmsSite.Content.Media;
using CmsSite.Storage;
using CmsSite.Tests.Content.Media;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace CmsSite.Tests.Admin.Media;

/// <summary>Files that people send, over HTTP: who may, and what is taken.</summary>
[Collection(PeopleCollection.Name)]
public class MediaUploadTests(AdminSite app)
{
    private readonly string _folder = $"uploads-{Guid.NewGuid():n}";

    [Theory]
    [InlineData("Administrator", "pictures", HttpStatusCode.OK)]
    [InlineData("Editor", "pictures", HttpStatusCode.OK)]
    [InlineData("Editor", "", HttpStatusCode.OK)]
    [InlineData("Editor", null, HttpStatusCode.OK)]
    [InlineData("Editor", "_Users/somebody-else", HttpStatusCode.OK)]
    [InlineData("Editor", "mediafields/Article", HttpStatusCode.OK)]
    [InlineData("Author", null, HttpStatusCode.OK)]
    [InlineData("Author", "pictures", HttpStatusCode.OK)]
    [InlineData("Author", "_Users/somebody-else", HttpStatusCode.Forbidden)]
    [InlineData("Contributor", null, HttpStatusCode.OK)]
    [InlineData("Contributor", "pictures", HttpStatusCode.Forbidden)]
    [InlineData("Contributor", "", HttpStatusCode.Forbidden)]
    [InlineData("Contributor", "mediafields/Article", HttpStatusCode.Forbidden)]
    [InlineData("Contributor", "_Users/somebody-else", HttpStatusCode.Forbidden)]
    [InlineData("Moderator", null, HttpStatusCode.OK)]
    public async Task Who_may_put_a_file_where(string role, string? folder, HttpStatusCode status)
    {
        using var client = await app.SignInAsync(role);
        var (answered, path, problem) = await new Uploader(client).SendWithTokenAsync("a.png", Pictures.Plain(4, 4), await TokenAsync(client), folder, "keepBoth");
        Assert.Equal(status, answered);
        if (status == HttpStatusCode.OK)
        {
            Assert.StartsWith(folder ?? (role is "Editor" or "Author" ? "20" : "_Users/"), path);
        }
        else
        {
            Assert.Contains("may not change", problem);
        }
    }

    [Fact]
    public async Task Whoever_may_not_use_the_dashboard_sends_nothing()
    {
        Assert.Equal(HttpStatusCode.Redirect, (await new Uploader(app.CreateVisitor()).SendWithTokenAsync("a.png", Pictures.Plain(4, 4), "token")).Status);
        using var nobody = await app.SignInAsync("Nobody");
        Assert.Equal(HttpStatusCode.Forbidden, (await new Uploader(nobody).SendWithTokenAsync("a.png", Pictures.Plain(4, 4), "token")).Status);
    }

    [Fact]
    public async Task Nothing_is_taken_without_the_token_of_the_page()
    {
        using var editor = await app.SignInAsync("Editor");
        foreach (var token in new[] { null, "forged" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await new Uploader(editor).SendWithTokenAsync("a.png", Pictures.Plain(4, 4), token, _folder)).Status);
        }

        Assert.Null(await FindAsync($"{_folder}/a.png"));
    }

    public static TheoryData<string, string, string> Hostile => new()
    {
        { "page.jpg", "<!DOCTYPE html><script>alert(1)</script>", "it is an HTML page" },
        { "program.png", "MZ\u0090\0\u0003", "it is a Windows program" },
        { "shell.gif", "#!/bin/sh\nrm -rf /", "it is a script" },
        { "page.pdf", "<html><body>hello", "it is an HTML page" },
        { "archive.jpg", "PK\u0003\u0004....", "it is a ZIP archive" },
        { "drawing.png", "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>", "it is an SVG picture" },
        { "noise.mp4", "\0\0\0\0\0\0\0\0\0\0\0\0", "is not what its name says" },
        { "empty.png", "", "is empty" },
        { "polyglot.gif", "GIF89a\u0001\0\u0001\0\0\0\0=1;alert(document.domain)//", "is damaged" },
        { "no-drawing.svg", "<svg><unclosed>", "is not an SVG image" },
        { "page.html", "<p>hello", "'.html' are not allowed" },
        { "picture.jpg.exe", "MZ", "'.exe' are not allowed" },
        { "script.php", "<?php", "'.php' are not allowed" },
        { "noending", "x", "no ending" },
        { ".htaccess", "x", "not allowed" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task What_is_not_what_its_name_says_is_refused_by_what_it_is(string name, string content, string expected)
    {
        using var editor = await app.SignInAsync("Editor");
        var (status, _, problem) = await new Uploader(editor).SendAsync(name, Encoding.Latin1.GetBytes(content), _folder);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains(expected, problem);
        Assert.Contains(name, problem);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_drawing_loses_what_runs()
    {
        using var editor = await app.SignInAsync("Editor");
        var (_, path, _) = await new Uploader(editor).SendAsync("drawing.svg", Encoding.UTF8.GetBytes(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"><script>alert(2)</script><a href=\"javascript:alert(3)\"><rect width=\"9\" height=\"9\"/></a><foreignObject><body/></foreignObject><rect width=\"4\" height=\"4\"/></svg>"), _folder);
        var svg = await (await editor.GetAsync($"/media/{path}")).Content.ReadAsStringAsync();
        Assert.Contains("<rect width=\"4\"", svg);
        Assert.DoesNotContain("alert", svg);
        Assert.DoesNotContain("foreignObject", svg);
    }

    [Theory]
    [InlineData("../../../etc/passwd.png", "passwd.png")]
    [InlineData("..\\..\\windows\\a.png", "a.png")]
    [InlineData("/absolute/path/b.png", "b.png")]
    [InlineData("C:\\pictures\\c.png", "c.png")]
    [InlineData("Größe & Maß: 100 %?.PNG", "große-maß-100.png")]
    [InlineData("...png", "file.png")]
    public async Task A_name_leads_nowhere_and_is_fit_for_an_address(string name, string expected)
    {
        using var editor = await app.SignInAsync("Editor");
        var (status, path, _) = await new Uploader(editor).SendAsync(name, Pictures.Plain(4, 4), _folder);
        Assert.Equal((HttpStatusCode.OK, $"{_folder}/{expected}"), (status, path));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a/../../b")]
    [InlineData("..\\b")]
    [InlineData(".hidden")]
    public async Task Nor_does_a_folder(string folder)
    {
        using var editor = await app.SignInAsync("Editor");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await new Uploader(editor).SendWithTokenAsync("a.png", Pictures.Plain(4, 4), await TokenAsync(editor), folder)).Status);
    }

    [Fact]
    public async Task What_is_too_large_is_refused_before_it_is_read()
    {
        using var editor = await app.SignInAsync("Editor");
        var (status, _, problem) = await new Uploader(editor).SendAsync("large.mp4", new byte[30_000_001], _folder);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Contains("30,000,000 bytes", problem);
    }

    [Fact]
    public async Task So_is_a_small_file_that_unpacks_into_gigabytes()
    {
        using var editor = await app.SignInAsync("Editor");
        var (status, _, problem) = await new Uploader(editor).SendAsync("bomb.png", Pictures.Bomb, _folder);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("32,767 × 32,767 pixels", problem);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public async Task A_photograph_forgets_where_it_was_taken_and_stays_upright(int orientation)
    {
        using var editor = await app.SignInAsync("Editor");
        var (_, path, _) = await new Uploader(editor).SendAsync("photo.jpg", Pictures.Photograph(orientation), _folder);
        var bytes = await editor.GetByteArrayAsync($"/media/{path}");
        Assert.DoesNotContain("at home", Encoding.Latin1.GetString(bytes));
        using var codec = SKCodec.Create(new MemoryStream(bytes));
        Assert.Equal(orientation, (int)codec.EncodedOrigin);
        var file = await FindAsync(path!);
        Assert.Equal(orientation == 6 ? (40, 80) : (80, 40), (file!.Width!.Value, file.Height!.Value));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_asked_about_then_kept_beside_or_replaced()
    {
        using var editor = await app.SignInAsync("Editor");
        var uploader = new Uploader(editor);
        await uploader.SendAsync("a.png", Pictures.Plain(4, 4), _folder);

        var (status, path, problem) = await uploader.SendAsync("a.png", Pictures.Plain(5, 5), _folder);
        Assert.Equal((HttpStatusCode.Conflict, $"{_folder}/a.png"), (status, path));
        Assert.Contains("there already", problem);
        Assert.Equal(4, (await FindAsync($"{_folder}/a.png"))!.Width);

        Assert.Equal($"{_folder}/a-2.png", (await uploader.SendAsync("A.PNG", Pictures.Plain(5, 5), _folder, "keepBoth")).Path);
        Assert.Equal($"{_folder}/a.png", (await uploader.SendAsync("a.png", Pictures.Plain(6, 6), _folder, "replace")).Path);
        Assert.Equal(6, (await FindAsync($"{_folder}/a.png"))!.Width);
    }

    [Fact]
    public async Task Many_who_send_a_file_of_one_name_at_once_all_keep_theirs()
    {
        using var editor = await app.SignInAsync("Editor");
        var token = await TokenAsync(editor);
        var sent = await Task.WhenAll(Enumerable.Range(1, 6).Select(size => new Uploader(editor).SendWithTokenAsync("same.png", Pictures.Plain(size, 3), token, _folder, "keepBoth")));
        Assert.All(sent, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal([1, 2, 3, 4, 5, 6], (await ListAsync()).Select(file => file.Width!.Value).Order());
    }

    [Fact]
    public async Task What_replaces_a_file_is_of_its_kind()
    {
        using var editor = await app.SignInAsync("Editor");
        var uploader = new Uploader(editor);
        var path = (await uploader.SendAsync("a.png", Pictures.Plain(4, 4), _folder)).Path!;
        var (status, _, problem) = await uploader.SendAsync("b.jpg", Pictures.Plain(9, 9, SKEncodedImageFormat.Jpeg), replaces: path);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("it is a JPEG picture", problem);
        Assert.Equal(path, (await uploader.SendAsync("b.png", Pictures.Plain(9, 9), replaces: path)).Path);
        Assert.Equal(9, (await FindAsync(path))!.Width);
    }

    private static async Task<string> TokenAsync(HttpClient client)
    {
        using var plan = System.Text.Json.JsonDocument.Parse(await client.GetStringAsync("/Admin/Media/Upload"));
        return plan.RootElement.GetProperty("token").GetString()!;
    }

    private Task<MediaFileRecord?> FindAsync(string path) => app.InScopeAsync(async services => await services.GetRequiredService<MediaLibrary>().FindAsync(path));

    private Task<IReadOnlyList<MediaFileRecord>> ListAsync() => app.InScopeAsync(services => services.GetRequiredService<MediaLibrary>().ListAsync(_folder));
}
