using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Admin.BrokenLinks;
using CmsSite.Content.Items;
using CmsSite.Content.Links;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using CmsSite.Tests.Content.Links;
using CmsSite.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using System.Security.Claims;

namespace CmsSite.Tests.Admin.Writing;

/// <summary>Links to other sites, from the text of an item over a server outside to the report. Each test has a site of its own, since a round asks what any of them left.</summary>
public sealed class ExternalLinkCheckingTests : IAsyncLifetime, IDisposable
{
    private readonly ManualClock _clock = new() { Now = DateTime.UtcNow };
    private Outside _outside = null!;
    private LinkSite _site = null!;

    public async Task InitializeAsync()
    {
        _outside = await Outside.StartAsync();
        _site = new LinkSite(_outside, _clock);
        // Only what a test writes is to be asked.
        await _site.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().Links.ExecuteDeleteAsync());
    }

    public Task DisposeAsync() => _outside.DisposeAsync().AsTask();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task Nothing_is_asked_until_the_site_wants_it()
    {
        await WriteAsync("Walk", _outside.At("/a"));
        Assert.Equal(0, await Checking.CheckAsync());
        Assert.Empty(_outside.Asked);
    }

    [Fact]
    public async Task An_address_of_a_published_item_is_asked_once_a_week_however_many_items_have_it()
    {
        await SwitchAsync(true);
        await WriteAsync("Walk", _outside.At("/a#part"));
        await WriteAsync("Way", _outside.At("/a"));
        await WriteAsync("Draft", _outside.At("/draft"), publish: false);
        await RoundsAsync();
        Assert.Equal(["HEAD outside.example/a"], Asked());
        Assert.StartsWith("CmsSite link check (", _outside.Asked.Single().Headers.UserAgent);

        _clock.Now = _clock.Now.AddDays(6);
        await RoundsAsync();
        Assert.Single(_outside.Asked);
        _clock.Now = _clock.Now.AddDays(1.1);
        await RoundsAsync();
        Assert.Equal(2, _outside.Asked.Count);
    }

    [Fact]
    public async Task Of_each_host_a_round_asks_one_address()
    {
        await SwitchAsync(true);
        await WriteAsync("Walk", _outside.At("/a"), _outside.At("/b"), _outside.At("/c", "www.outside.example"));
        Assert.Equal(2, await Checking.CheckAsync());
        Assert.Equal(1, await Checking.CheckAsync());
        Assert.Equal(0, await Checking.CheckAsync());
    }

    [Fact]
    public async Task A_link_is_reported_after_it_failed_again_with_its_answer_until_it_works()
    {
        await SwitchAsync(true);
        _outside.Answer("/gone", 404);
        await WriteAsync("Walk", _outside.At("/gone"), _outside.At("/fine"));
        await RoundsAsync();
        Assert.Empty(await ReportAsync());

        _clock.Now = _clock.Now.AddDays(1.1);
        await RoundsAsync();
        var link = Assert.Single(await ReportAsync());
        Assert.Equal((_outside.At("/gone"), "404"), (link.Url, link.Check?.Answer));
        using var editor = await _site.SignInAsync("Editor");
        var html = await editor.GetStringAsync("/Admin/BrokenLinks?to=others");
        Assert.Contains("404: not there", html);
        Assert.DoesNotContain(_outside.At("/gone"), await editor.GetStringAsync("/Admin/BrokenLinks?to=here"));

        _outside.Answer("/gone", 200);
        _clock.Now = _clock.Now.AddDays(2.1);
        await RoundsAsync();
        Assert.Empty(await ReportAsync());
    }

    [Fact]
    public async Task What_is_known_of_an_address_outlives_another_version_of_its_item()
    {
        await SwitchAsync(true);
        _outside.Answer("/gone", 410);
        var walk = await WriteAsync("Walk", _outside.At("/gone"));
        await BreakAsync();
        await _site.CreateAsync(walk.Copy().Titled("Walk again"));
        await FollowAsync();
        Assert.Equal("Walk again", Assert.Single(await ReportAsync()).Title);
    }

    [Fact]
    public async Task An_address_that_no_published_item_has_any_more_is_forgotten()
    {
        await SwitchAsync(true);
        var walk = await WriteAsync("Walk", _outside.At("/a"));
        await RoundsAsync();
        await _site.CreateAsync(walk.Copy().Saying("<p>Nothing.</p>"));
        _clock.Now = _clock.Now.AddDays(7.1);
        await RoundsAsync();
        Assert.Single(_outside.Asked);
        Assert.Empty(await ChecksAsync());
    }

    [Fact]
    public async Task Two_nodes_do_not_ask_at_the_same_time()
    {
        await SwitchAsync(true);
        await WriteAsync("Walk", _outside.At("/a"), _outside.At("/b"));
        var asked = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        _outside.Paths["/a"] = _outside.Paths["/b"] = async _ =>
        {
            asked.TrySetResult();
            await go.Task;
        };
        var first = Checking.CheckAsync();
        await asked.Task;
        Assert.Equal(0, await _site.NewNode().CheckAsync());
        // One that died in the middle holds up nobody for long.
        _clock.Now = _clock.Now.AddMinutes(20);
        go.SetResult();
        Assert.Equal(1, await first);
        Assert.Equal(1, await _site.NewNode().CheckAsync());
    }

    [Fact]
    public async Task Somebody_who_may_edit_the_item_asks_at_once_or_says_that_it_is_all_right()
    {
        await SwitchAsync(true);
        _outside.Answer("/gone", 404);
        _outside.Answer("/odd", 404);
        await WriteAsync("Walk", _outside.At("/gone"), _outside.At("/odd", "www.outside.example"));
        await BreakAsync();
        var links = await ReportAsync();
        Assert.Equal(2, links.Count);
        await Assert.ThrowsAsync<RefusedException>(() => AsAsync("Author", (list, scope) => list.CheckNowAsync(scope, links[0].Id)));

        _outside.Answer("/gone", 200);
        _clock.Now = _clock.Now.AddHours(1);
        Assert.Equal("200", (await AsAsync("Editor", (list, scope) => list.CheckNowAsync(scope, links.Single(link => link.Url.EndsWith("gone", StringComparison.Ordinal)).Id)))?.Answer);
        var odd = Assert.Single(await ReportAsync());
        await AsAsync("Editor", async (list, scope) =>
        {
            await list.AcceptAsync(scope, odd.Id);
            return true;
        });
        Assert.Empty(await ReportAsync());
        _clock.Now = _clock.Now.AddDays(8);
        await RoundsAsync();
        Assert.Empty(await ReportAsync());
        _outside.Answer("/odd", 410);
        _clock.Now = _clock.Now.AddDays(8);
        await RoundsAsync();
        Assert.Single(await ReportAsync());
    }

    [Fact]
    public async Task A_site_that_asks_no_more_knows_nothing_any_more()
    {
        await SwitchAsync(true);
        _outside.Answer("/gone", 404);
        await WriteAsync("Walk", _outside.At("/gone"));
        await BreakAsync();
        Assert.Single(await ReportAsync());
        Assert.Equal(("Editor", 1), Assert.Single((await AsAsync("Editor", (list, scope) => list.ByAuthorAsync(scope, new BrokenLinkFilter()))).Authors));
        await SwitchAsync(false);
        await Checking.CheckAsync();
        Assert.Empty(await ReportAsync());
        Assert.Equal(0, await _site.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().LinkChecks.CountAsync()));
    }

    private ExternalLinkChecking Checking => _site.Services.GetRequiredService<ExternalLinkChecking>();

    private IEnumerable<string> Asked() => _outside.Asked.Select(one => one.Line);

    private Task<ContentItem> WriteAsync(string title, params string[] addresses) => WriteAsync(title, string.Join(' ', addresses), publish: true);

    private Task<ContentItem> WriteAsync(string title, string addresses, bool publish)
    {
        var item = A.ContentItem("Page").Titled(title).Saying(string.Concat(addresses.Split(' ').Select(address => $"<p><a href=\"{address}\">there</a></p>")));
        item.Author = "Editor";
        return _site.CreateAsync(item, publish);
    }

    private async Task RoundsAsync()
    {
        while (await Checking.CheckAsync() > 0)
        {
        }
    }

    private async Task BreakAsync()
    {
        await RoundsAsync();
        _clock.Now = _clock.Now.AddDays(1.1);
        await RoundsAsync();
    }

    private Task FollowAsync() => _site.InScopeAsync(services => services.GetRequiredService<ChangeFollowing>().CatchUpAsync(services.GetServices<IChangeFollower>().OfType<LinkFollower>().Single()));

    private Task<List<LinkCheck>> ChecksAsync() => _site.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().LinkChecks.Where(check => check.Address != LinkCheck.Turn).ToListAsync());

    private async Task<IReadOnlyList<BrokenLink>> ReportAsync() => (await AsAsync("Editor", (list, scope) => list.PageAsync(scope, new BrokenLinkFilter(IsExternal: true), null))).Links;

    private Task<T> AsAsync<T>(string role, Func<BrokenLinkList, AdminScope, Task<T>> work) => _site.InScopeAsync(services =>
        work(services.GetRequiredService<BrokenLinkList>(), new AdminScope(services, new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, role), new(ClaimTypes.Name, role), new(ClaimTypes.Role, role)], "test")))));

    private Task SwitchAsync(bool on) => _site.InScopeAsync(async services =>
    {
        await services.GetRequiredService<SiteSettings>().PutAsync(nameof(ExternalLinkSettings), new JsonObject { ["Enabled"] = on });
        await services.GetRequiredService<SiteSession>().CommitAsync();
        return true;
    });

    private sealed class LinkSite(Outside outside, ManualClock clock) : CmsApplication
    {
        protected override string? Recipe => "CmsSite";

        protected override IEnumerable<(string Key, string Value)> Settings => [("CmsSite:BackgroundWork", "false")];

        public ExternalLinkChecking NewNode() => ActivatorUtilities.CreateInstance<ExternalLinkChecking>(Services, new LinkProbe(outside.Names(), TimeSpan.FromMinutes(5)), clock);

        protected override void ConfigureServices(IServiceCollection services) =>
            services.Replace(ServiceDescriptor.Singleton(provider => ActivatorUtilities.CreateInstance<ExternalLinkChecking>(provider, new LinkProbe(outside.Names(), TimeSpan.FromMinutes(5)), clock)));
    }
}
