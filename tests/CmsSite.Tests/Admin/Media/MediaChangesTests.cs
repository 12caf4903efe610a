using System.Net;
using System.Security.Claims;
using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Admin.Media;
using CmsSite.Content.Media;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using CmsSite.Tests.Content.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace CmsSite.Tests.Admin.Media;

/// <summary>Files and folders changed from the dashboard.</summary>
[Collection(PeopleCollection.Name)]
public class MediaChangesTests(AdminSite app)
{
    private readonly string _folder = $"changes-{Guid.NewGuid():n}";

    [Fact]
    public async Task A_file_in_use_is_not_deleted_by_somebody_who_was_not_told()
    {
        var path = await PutAsync("used.png", 20, 10);
        await app.CreateAsync(A.ContentItem("Page").Titled("Shows it").Saying($"<img src=\"/media/{path}\" alt=\"\">"));
        var refused = await Assert.ThrowsAsync<MediaException>(() => DoAsync(scope => MediaChanges.DoAsync(scope, FileTask.Delete, path, "", "", isSure: false)));
        Assert.Contains("'Shows it'", refused.Message);
        Assert.NotNull(await FindAsync(path));
        Assert.Null(await DoAsync(scope => MediaChanges.DoAsync(scope, FileTask.Delete, path, "", "", isSure: true)));
        Assert.Null(await FindAsync(path));
    }

    [Fact]
    public async Task What_the_library_calls_decoration_needs_no_words_in_a_text_that_is_published()
    {
        var (line, bridge) = (await PutAsync("line.png", 20, 10), await PutAsync("bridge.png", 20, 10));
        await DescribeAsync(line, new MediaMetadata { IsDecorative = true });
        var problems = await DoAsync(scope => scope.Get<CmsSite.Content.Items.ContentManager>().PublishAsync(A.ContentItem("Page").Titled("Two pictures").Saying($"<img src=\"/media/{line}\"><img src=\"/media/{bridge}\">")));
        Assert.Equal((1, "HtmlBodyPart.Html"), (Assert.Single(problems).Picture, problems[0].Path));
    }

    [Fact]
    public async Task Of_many_files_those_that_are_used_or_in_the_way_stay_and_are_named()
    {
        var work = await app.WorkAsRoleAsync("Administrator");
        var (used, one, two) = (await PutAsync("in-use.png", 20, 10), await PutAsync("one.png", 4, 4), await PutAsync("two.png", 4, 4));
        await PutAsync("target/two.png", 5, 5);
        await app.CreateAsync(A.ContentItem("Page").Titled("Shows one of many").Saying($"<img src=\"/media/{used}\" alt=\"\">"));

        var moved = await MediaBulk.DoAsync(work, FileTask.Move, [used, one, two], $"{_folder}/target");
        Assert.Equal((1, 2), (moved.Done, moved.Kept.Count));
        Assert.Contains(moved.Kept, kept => kept.Contains("'Shows one of many'", StringComparison.Ordinal));
        Assert.Equal(4, (await FindAsync($"{_folder}/target/one.png"))!.Width);
        Assert.Equal(5, (await FindAsync($"{_folder}/target/two.png"))!.Width);

        var deleted = await MediaBulk.DoAsync(work, FileTask.Delete, [used, two, $"{_folder}/target/one.png"], "");
        Assert.Equal((2, "Shows one of many"), (deleted.Done, Assert.Single(deleted.Kept).Split('\'')[^2]));
        Assert.NotNull(await FindAsync(used));
        Assert.Null(await FindAsync(two));

        var contributor = await app.WorkAsRoleAsync("Contributor");
        Assert.Equal((0, 1), (await MediaBulk.DoAsync(contributor, FileTask.Delete, [used], "") is var refused ? (refused.Done, refused.Kept.Count) : default));
    }

    [Theory]
    [InlineData("Author", true)]
    [InlineData("Contributor", false)]
    [InlineData("Moderator", false)]
    [InlineData("Nobody", false)]
    public async Task Who_may_delete_a_file_of_the_library(string role, bool may)
    {
        var path = await PutAsync("a.png", 4, 4);
        var deleting = DoAsync(scope => MediaChanges.DoAsync(scope, FileTask.Delete, path, "", "", isSure: false), role);
        if (may)
        {
            Assert.Null(await deleting);
        }
        else
        {
            await Assert.ThrowsAsync<RefusedException>(() => deleting);
            Assert.NotNull(await FindAsync(path));
        }
    }

    [Fact]
    public async Task A_moved_file_keeps_what_is_said_about_it_and_never_lands_on_another()
    {
        var path = await PutAsync("a.png", 4, 4);
        var other = await PutAsync("other.png", 5, 5);
        await DescribeAsync(path, new MediaMetadata { MediaText = "A bridge" });
        await Assert.ThrowsAsync<MediaException>(() => DoAsync(scope => MediaChanges.DoAsync(scope, FileTask.Move, path, _folder, "other.png", isSure: false)));
        await Assert.ThrowsAsync<MediaException>(() => DoAsync(scope => MediaChanges.DoAsync(scope, FileTask.Move, path, _folder, "a.jpg", isSure: false)));
        Assert.Equal(5, (await FindAsync(other))!.Width);
        Assert.Equal($"{_folder}/below/b.png", await DoAsync(scope => MediaChanges.DoAsync(scope, FileTask.Move, path, $"{_folder}/below", "B.png", isSure: false)));
        Assert.Equal("A bridge", MediaMetadata.Of((await FindAsync($"{_folder}/below/b.png"))!).MediaText);
        Assert.Null(await FindAsync(path));
    }

    [Fact]
    public async Task A_folder_is_made_moved_with_all_in_it_and_deleted_only_when_it_is_empty()
    {
        await PutAsync("deep/down/a.png", 4, 4);
        var moved = await DoAsync(async scope =>
        {
            var folders = scope.Get<MediaFolders>();
            Assert.Equal([$"{_folder}/deep"], folders.In(_folder));
            await Assert.ThrowsAsync<MediaException>(() => folders.DeleteAsync($"{_folder}/deep"));
            await Assert.ThrowsAsync<MediaException>(() => folders.MoveAsync($"{_folder}/deep", $"{_folder}/deep/down", "deep"));
            await Assert.ThrowsAsync<MediaException>(() => folders.CreateAsync(_folder, "a/b"));
            await Assert.ThrowsAsync<MediaException>(() => folders.CreateAsync(_folder, ".."));
            await folders.CreateAsync(_folder, "empty");
            var to = await folders.MoveAsync($"{_folder}/deep", _folder, "shallow");
            await scope.Session.CommitAsync();
            return to;
        });
        Assert.NotNull(await FindAsync($"{moved}/down/a.png"));
        await DoAsync(async scope =>
        {
            var folders = scope.Get<MediaFolders>();
            Assert.Equal([$"{_folder}/empty", $"{_folder}/shallow"], folders.In(_folder));
            await folders.DeleteAsync($"{_folder}/empty");
            await scope.Session.CommitAsync();
            Assert.False(folders.Exists($"{_folder}/empty"));
            return true;
        });
    }

    [Fact]
    public async Task A_turned_and_cropped_picture_is_another_at_the_same_address_and_the_original_is_kept()
    {
        var original = Pictures.Plain(80, 40, draw: (canvas, paint) =>
        {
            paint.Color = SKColors.Blue;
            canvas.DrawRect(0, 0, 40, 40, paint); // the left half
        });
        var path = await PutAsync("two-halves.png", original);
        var visitor = app.CreateVisitor();
        var before = (await visitor.GetAsync($"/media/{path}")).Headers.ETag;
        var version = MediaMetadata.VersionOf((await FindAsync(path))!);

        // Turned to the right, the left half is above; cropped to it, all is blue.
        await DescribeAsync(path, new MediaMetadata { Rotation = 90, Crop = new(0, 0, 1, 0.5) });
        var file = (await FindAsync(path))!;
        Assert.Equal((40, 40), (file.Width!.Value, file.Height!.Value));
        Assert.NotEqual(version, MediaMetadata.VersionOf(file));
        var response = await visitor.GetAsync($"/media/{path}");
        Assert.NotEqual(before, response.Headers.ETag);
        foreach (var (address, side) in new[] { ($"/media/{path}", 40), ($"/media/{path}?width=32", 32) })
        {
            using var picture = SKBitmap.Decode(await visitor.GetByteArrayAsync(address));
            Assert.Equal((side, side), (picture.Width, picture.Height));
            Assert.Equal((SKColors.Blue, SKColors.Blue), (picture.GetPixel(1, 1), picture.GetPixel(side - 2, side - 2)));
        }

        using var editor = await app.SignInAsync("Editor");
        Assert.Equal(original, await editor.GetByteArrayAsync($"/Admin/Media/Original/{path}"));
        using var whole = SKBitmap.Decode(await editor.GetByteArrayAsync($"/Admin/Media/Whole/90/{path}"));
        Assert.Equal((40, 80), (whole.Width, whole.Height));
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync($"/Admin/Media/Original/{path}")).StatusCode);

        await DescribeAsync(path, MediaMetadata.None);
        Assert.Equal(original, await visitor.GetByteArrayAsync($"/media/{path}"));
    }

    [Fact]
    public async Task The_focal_point_of_the_library_holds_where_an_address_names_none()
    {
        var path = await PutAsync("wide.png", Pictures.Plain(400, 100, draw: (canvas, paint) =>
        {
            paint.Color = SKColors.Blue;
            canvas.DrawRect(0, 0, 100, 100, paint); // the leftmost quarter
        }));
        await DescribeAsync(path, new MediaMetadata { Anchor = new(0, 0.5) });
        using var picture = SKBitmap.Decode(await app.CreateVisitor().GetByteArrayAsync($"/media/{path}?width=50&height=50&rmode=crop"));
        Assert.Equal((SKColors.Blue, SKColors.Blue), (picture.GetPixel(2, 25), picture.GetPixel(47, 25)));
    }

    [Fact]
    public async Task What_is_said_about_a_file_is_in_the_change_log()
    {
        var path = await PutAsync("a.png", 4, 4);
        await DescribeAsync(path, new MediaMetadata { MediaText = "A bridge" });
        var change = await app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().Changes
            .Where(change => change.Kind == SiteChange.MediaKind && change.Subject == path).OrderByDescending(change => change.Number).FirstAsync());
        Assert.Equal("A bridge", JsonNode.Parse(change.After!)!["Metadata"]!["MediaText"]!.GetValue<string>());
        Assert.Null(JsonNode.Parse(change.Before!)!["Metadata"]);
    }

    [Fact]
    public async Task The_lists_of_what_is_unused_undescribed_and_private_say_so()
    {
        await PutAsync("used.png", 4, 4);
        await PutAsync("unused.png", 4, 4);
        await DescribeAsync($"{_folder}/unused.png", new MediaMetadata { IsDecorative = true });
        await app.CreateAsync(A.ContentItem("Page").Titled("Uses one").Saying($"![x](/media/{_folder}/used.png)"), publish: false);
        Assert.Equal("unused.png", await NamesAsync(MediaKind.Unused));
        Assert.Equal("used.png", await NamesAsync(MediaKind.Undescribed));
        Assert.Equal("", await NamesAsync(MediaKind.Private));
        Assert.Equal("unused.png used.png", await NamesAsync(MediaKind.Pictures));
    }

    [Fact]
    public async Task Items_that_are_older_than_the_notes_of_their_files_get_them_once()
    {
        var path = await PutAsync("old.png", 4, 4);
        await app.CreateAsync(A.ContentItem("Page").Titled("From before").Saying($"<img src=\"/media/{path}\" alt=\"\">"));
        await app.InScopeAsync(async services =>
        {
            var database = services.GetRequiredService<CmsDbContext>();
            await database.Fields.Where(row => row.FieldType == MediaIndexProvider.FieldType && row.Value == path).ExecuteDeleteAsync();
            database.Followers.Add(new FollowerPosition { Name = "media-usage-missing", Position = 0 });
            await database.SaveChangesAsync();
            database.ChangeTracker.Clear();
            Assert.Empty(await services.GetRequiredService<MediaUsage>().OfAsync(path, 5));
            await services.GetRequiredService<MediaUsageRows>().CompleteAsync();
            Assert.False(await database.Followers.AnyAsync(note => note.Name == "media-usage-missing"));
            return true;
        });
        Assert.Equal("From before", Assert.Single(await app.InScopeAsync(services => services.GetRequiredService<MediaUsage>().OfAsync(path, 5))).Title);
    }

    [Theory]
    [InlineData("Editor", "/Admin/Media", 200)]
    [InlineData("Contributor", "/Admin/Media", 200)]
    [InlineData("Nobody", "/Admin/Media", 403)]
    [InlineData("Editor", "/Admin/Media?folder=no-such-folder", 404)]
    [InlineData("Contributor", "/Admin/Media?folder=_Users/somebody-else", 404)]
    [InlineData("Editor", "/Admin/Media/Files/no/such.png", 404)]
    [InlineData("Editor", "/Admin/Media/Files/articles/soup-for-forty.jpg", 200)]
    [InlineData("Contributor", "/Admin/Media/Original/_Users/somebody-else/a.png", 404)]
    public async Task Who_gets_to_the_screens(string role, string address, int status)
    {
        using var client = await app.SignInAsync(role);
        Assert.Equal(status, (int)(await client.GetAsync(address)).StatusCode);
    }

    private Task<string> NamesAsync(MediaKind kind) => DoAsync(async scope =>
        string.Join(' ', (await MediaList.PageAsync(scope, MediaFilter.Read(_folder, null, kind.ToString(), null, null, null))).Files.Select(file => Path.GetFileName(file.Path))));

    private Task<string> PutAsync(string name, int width, int height) => PutAsync(name, Pictures.Plain(width, height));

    private Task<string> PutAsync(string name, byte[] content) => DoAsync(async scope =>
    {
        await scope.Get<MediaLibrary>().WriteAsync($"{_folder}/{name}", new MemoryStream(content));
        await scope.Session.CommitAsync();
        return $"{_folder}/{name}";
    });

    private Task<bool> DescribeAsync(string path, MediaMetadata metadata) => DoAsync(async scope =>
    {
        await scope.Get<MediaLibrary>().DescribeAsync(path, metadata, isPrivate: false);
        await scope.Session.CommitAsync();
        return true;
    });

    private Task<MediaFileRecord?> FindAsync(string path) => DoAsync(async scope => await scope.Get<MediaLibrary>().FindAsync(path));

    private Task<T> DoAsync<T>(Func<AdminScope, Task<T>> work, string role = "Administrator") => app.InScopeAsync(services =>
        work(new AdminScope(services, new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "me"), new(ClaimTypes.Name, "me"), new(ClaimTypes.Role, role)], "test")))));
}
