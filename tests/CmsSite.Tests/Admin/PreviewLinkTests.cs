using System.Net;
using CmsSite.Admin.Access;
using CmsSite.Admin.Contents.Edit;
using CmsSite.Admin.Contents.Preview;
using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin;

/// <summary>One version of a draft for people without an account, and the frame beside the editor.</summary>
[Collection(AdminCollection.Name)]
public class PreviewLinkTests(AdminSite app)
{
    [Fact]
    public async Task A_link_shows_the_version_that_it_was_made_for_and_never_a_later_one()
    {
        var item = await DraftAsync("Shared as it was");
        var link = await DoAsync("Editor", (scope, links) => links.CreateAsync(scope, item.ContentItemId, 7));
        await SaveAsync(item.Copy().Titled("Changed afterwards"));
        var response = await app.CreateVisitor().GetAsync(await AddressAsync(link));
        var html = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("Shared as it was", html);
        Assert.DoesNotContain("Changed afterwards", html);
        Assert.Equal("noindex", response.Headers.GetValues("X-Robots-Tag").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Revoked_expired_or_made_up_it_leads_nowhere()
    {
        var item = await DraftAsync("Not for long");
        var (revoked, expired) = (await DoAsync("Editor", (scope, links) => links.CreateAsync(scope, item.ContentItemId, 1)), await DoAsync("Editor", (scope, links) => links.CreateAsync(scope, item.ContentItemId, 1)));
        await DoAsync("Editor", async (scope, links) => { await links.RevokeAsync(scope, item.ContentItemId, revoked.Id); return true; });
        await app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().PreviewLinks.Where(link => link.Id == expired.Id).ExecuteUpdateAsync(link => link.SetProperty(l => l.ExpiresUtc, DateTime.UtcNow.AddMinutes(-1))));
        foreach (var address in new[] { await AddressAsync(revoked), await AddressAsync(expired), "/Contents/Preview/" + revoked.Id, "/Contents/Preview/x" })
        {
            var response = await app.CreateVisitor().GetAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.DoesNotContain("Not for long", await response.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [InlineData("Editor", false, true)]
    [InlineData("Author", true, true)]
    [InlineData("Author", false, false)]
    [InlineData("Contributor", true, true)]
    [InlineData("Contributor", false, false)]
    [InlineData("Moderator", false, false)]
    public async Task Who_may_share_what(string role, bool isOwn, bool may)
    {
        var item = A.ContentItem("Article").Titled("Whose to share");
        item.Owner = isOwn ? "me" : "somebody-else";
        await app.CreateAsync(item, publish: false);
        var making = DoAsync(role, (scope, links) => links.CreateAsync(scope, item.ContentItemId, 1));
        if (may)
        {
            await making;
        }
        else
        {
            await Assert.ThrowsAsync<RefusedException>(() => making);
        }
    }

    [Fact]
    public async Task The_frame_beside_the_editor_shows_what_is_not_saved_to_its_writer_only_and_runs_nothing()
    {
        var name = $"editor-{Guid.NewGuid():n}"[..20];
        var id = await app.CreateAccountAsync(name, "Editor");
        using var preview = app.Services.GetRequiredService<LivePreviews>().Open(id);
        preview.Show(A.ContentItem("Article").Titled("Typed a moment ago"));
        using var writer = await app.SignInAsync(name, AdminSite.Password);
        var response = await writer.GetAsync("/" + preview.Address);
        Assert.Contains("Typed a moment ago", await response.Content.ReadAsStringAsync());
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("frame-ancestors 'self'", policy);
        Assert.DoesNotContain("script-src", policy);
        using var another = await app.SignInAsync("Editor");
        Assert.Equal(HttpStatusCode.NotFound, (await another.GetAsync("/" + preview.Address)).StatusCode);
        preview.Dispose();
        Assert.Equal(HttpStatusCode.NotFound, (await writer.GetAsync("/" + preview.Address)).StatusCode);
    }

    [Fact]
    public void Somebody_is_present_who_types_and_no_longer_a_minute_later_or_after_leaving()
    {
        var clock = new Clock();
        var presence = new EditorPresence(clock);
        var told = 0;
        var (ada, ben) = (presence.Sit("x", "ada", () => told++), presence.Sit("x", "ben", () => { }));
        using var elsewhere = presence.Sit("y", "eve", () => { });
        elsewhere.Typed();
        Assert.Empty(ada.Writing);
        ben.Typed();
        ben.Typed();
        Assert.Equal(["ben"], ada.Writing);
        Assert.Empty(ben.Writing);
        Assert.Equal(1, told);
        clock.Ring();
        Assert.Empty(ada.Writing);
        ben.Typed();
        ben.Dispose();
        Assert.Empty(ada.Writing);
        Assert.Equal(4, told);
    }

    private async Task<ContentItem> DraftAsync(string title)
    {
        var item = A.ContentItem("Article").Titled(title);
        await SaveAsync(item);
        return item;
    }

    private Task SaveAsync(ContentItem item) => app.InScopeAsync(async services =>
    {
        services.GetRequiredService<SiteSession>().Who = "me";
        Assert.Empty(await services.GetRequiredService<ContentManager>().SaveDraftAsync(item));
        await services.GetRequiredService<SiteSession>().CommitAsync();
        return true;
    });

    private async Task<string> AddressAsync(PreviewLink link) => "/" + await app.InScopeAsync(services => Task.FromResult(services.GetRequiredService<PreviewLinks>().AddressOf(link)));

    private Task<T> DoAsync<T>(string role, Func<AdminScope, PreviewLinks, Task<T>> work) => app.DoAsync(role, "me", (scope, services) => work(scope, services.GetRequiredService<PreviewLinks>()));

    // Timers that go off when the test says so.
    private sealed class Clock : TimeProvider
    {
        private readonly List<Bell> _bells = [];

        public void Ring() => _bells.ForEach(bell => bell.Ring());

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var bell = new Bell(callback);
            _bells.Add(bell);
            return bell;
        }

        private sealed class Bell(TimerCallback callback) : ITimer
        {
            private bool _isSet;

            public void Ring()
            {
                if (_isSet)
                {
                    _isSet = false;
                    callback(null);
                }
            }

            public bool Change(TimeSpan dueTime, TimeSpan period) => _isSet = dueTime != Timeout.InfiniteTimeSpan;

            public void Dispose() => _isSet = false;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
