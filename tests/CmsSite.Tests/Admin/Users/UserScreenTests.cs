using System.Net;
using CmsSite.Admin.Users;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin.Users;

/// <summary>The screens for accounts, the links that come from them, and the sessions of accounts, over HTTP.</summary>
[Collection(PeopleCollection.Name)]
public class UserScreenTests(AdminSite app)
{
    [Theory]
    [InlineData("Administrator", "/Admin/Users", 200)]
    [InlineData("Administrator", "/Admin/Users/Create", 200)]
    [InlineData("Administrator", "/Admin/Users/Edit/nobody", 404)]
    [InlineData("Editor", "/Admin/Users", 403)]
    [InlineData("Editor", "/Admin/Users/Create", 403)]
    [InlineData("Author", "/Admin/Users/Edit/nobody", 403)]
    [InlineData("Moderator", "/Admin/Users", 403)]
    public async Task Accounts_are_seen_by_who_may(string role, string address, int status)
    {
        using var client = await app.SignInAsync(role);
        Assert.Equal(status, (int)(await client.GetAsync(address)).StatusCode);
        Assert.Equal(role == "Administrator", (await client.GetStringAsync("/Admin")).Contains("Admin/Users\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_list_is_searched_filtered_and_paged_by_its_address()
    {
        var mark = $"pager{Guid.NewGuid():n}"[..14];
        for (var i = 0; i < 52; i++)
        {
            await app.CreateAccountAsync($"{mark}-{i:00}", i == 51 ? "Moderator" : "Contributor");
        }

        using var client = await app.SignInAsync("Administrator");
        var first = await client.GetStringAsync($"/Admin/Users?q={mark}");
        Assert.Contains($"{mark}-00<", first);
        Assert.Contains($"{mark}-49<", first);
        Assert.DoesNotContain($"{mark}-50<", first);
        var second = await client.GetStringAsync($"/Admin/Users?q={mark}&after={mark.ToUpperInvariant()}-49");
        Assert.Contains($"{mark}-51<", second);
        Assert.DoesNotContain($"{mark}-49<", second);
        var moderators = await client.GetStringAsync($"/Admin/Users?q={mark}&role=Moderator&status=enabled");
        Assert.Contains($"{mark}-51<", moderators);
        Assert.DoesNotContain($"{mark}-00<", moderators);
        Assert.Contains("Nobody matches.", await client.GetStringAsync("/Admin/Users?q=100%25_nobody"));
    }

    [Fact]
    public async Task Whoever_is_invited_chooses_a_password_once()
    {
        var name = $"invited-{Guid.NewGuid():n}"[..18];
        var work = await app.WorkAsRoleAsync("Administrator");
        var made = (UserOutcome.Done)await work.DoAsync(scope => scope.Get<UserChanges>().CreateAsync(scope, name, $"{name}@example.org", ["Author"]));
        using var client = app.CreateVisitor();
        var address = "/" + made.Link;
        Assert.Contains(name, await client.GetStringAsync(address));
        Assert.Contains("at least 10", await (await ChooseAsync(client, address, "short")).Content.ReadAsStringAsync());
        Assert.Contains("Your password is set", await (await ChooseAsync(client, address, AdminSite.Password)).Content.ReadAsStringAsync());
        using var author = await app.SignInAsync(name, AdminSite.Password);
        Assert.Equal(HttpStatusCode.OK, (await author.GetAsync("/Admin")).StatusCode);
        Assert.Contains("does not hold any more", await client.GetStringAsync(address));
    }

    [Theory]
    [InlineData("/Users/Invitation?user=nobody&code=abc")]
    [InlineData("/ResetPassword?user=nobody&code=%%%")]
    [InlineData("/ResetPassword")]
    public async Task A_link_that_was_made_up_says_so(string address) =>
        Assert.Contains("does not hold any more", await app.CreateVisitor().GetStringAsync(address));

    [Fact]
    public async Task A_link_opens_no_account_but_its_own_and_none_that_is_switched_off()
    {
        var work = await app.WorkAsRoleAsync("Administrator");
        var (name, other) = ($"linked-{Guid.NewGuid():n}"[..18], $"other-{Guid.NewGuid():n}"[..18]);
        var id = await app.CreateAccountAsync(name, "Author");
        var otherId = await app.CreateAccountAsync(other, "Author");
        var link = "/" + ((UserOutcome.Done)await work.DoAsync(scope => scope.Get<UserChanges>().MakeLinkAsync(scope, id))).Link;
        using var client = app.CreateVisitor();
        Assert.Contains("does not hold any more", await client.GetStringAsync(link.Replace(id, otherId, StringComparison.Ordinal)));
        Assert.Contains("does not hold any more", await client.GetStringAsync(link.Replace("/ResetPassword", "/Users/Invitation", StringComparison.Ordinal)));
        Assert.Contains("Choose a password", await client.GetStringAsync(link));
        await work.DoAsync(scope => scope.Get<UserChanges>().SetEnabledAsync(scope, id, false));
        Assert.Contains("does not hold any more", await client.GetStringAsync(link));
    }

    [Fact]
    public async Task A_session_that_is_ended_is_over_with_the_next_request_and_no_other_one()
    {
        var name = $"twice-{Guid.NewGuid():n}"[..18];
        var id = await app.CreateAccountAsync(name, "Author");
        using var here = await app.SignInAsync(name, AdminSite.Password);
        var hereId = (await SessionsAsync(id)).Single();
        using var there = await app.SignInAsync(name, AdminSite.Password);
        var thereId = (await SessionsAsync(id)).Single(session => session != hereId);
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("/Admin")).StatusCode);

        var work = await app.WorkAsync(name);
        await work.DoAsync(scope => scope.Get<UserSessions>().EndAsync(scope, id, thereId));
        Assert.Equal(HttpStatusCode.Redirect, (await there.GetAsync("/Admin")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/Admin")).StatusCode);
        Assert.Equal([hereId], await SessionsAsync(id));

        await work.DoAsync(scope => scope.Get<UserSessions>().EndOthersAsync(scope, id));
        Assert.Equal(HttpStatusCode.Redirect, (await here.GetAsync("/Admin")).StatusCode);
    }

    [Fact]
    public async Task Signing_in_and_failing_to_are_in_the_change_log_and_what_was_typed_is_not()
    {
        var name = $"logged-{Guid.NewGuid():n}"[..18];
        var id = await app.CreateAccountAsync(name, "Author");
        using var client = app.CreateVisitor();
        foreach (var (user, password) in new[] { (name, "the wrong password"), ("a password typed as a name", "x"), (name, AdminSite.Password) })
        {
            await client.PostAsync("/Login", new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["_handler"] = "login", ["Input.UserName"] = user, ["Input.Password"] = password, ["__RequestVerificationToken"] = await CmsApplication.TokenOfAsync(client, "/Login"),
            }));
        }

        var log = await app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().Changes.AsNoTracking()
            .Where(change => change.Kind == SiteChange.SignInKind).OrderByDescending(change => change.Number).Take(50).ToListAsync());
        Assert.Contains(log, change => change.Subject == id && change.Who == name && change.After!.Contains("signed in", StringComparison.Ordinal));
        Assert.Contains(log, change => change.Subject == id && change.Who is null && change.After!.Contains("wrong password", StringComparison.Ordinal));
        Assert.Contains(log, change => change.Subject == "" && change.After!.Contains("no such account", StringComparison.Ordinal));
        Assert.DoesNotContain(log, change => $"{change.DisplayText}{change.After}".Contains("typed as a name", StringComparison.Ordinal));
    }

    private Task<List<string>> SessionsAsync(string userId) => app.InScopeAsync(services =>
        services.GetRequiredService<CmsDbContext>().UserSessions.Where(session => session.UserId == userId).Select(session => session.Id).ToListAsync());

    private static async Task<HttpResponseMessage> ChooseAsync(HttpClient client, string address, string password) => await client.PostAsync(address, new FormUrlEncodedContent(new Dictionary<string, string>
    {
        ["_handler"] = "choose", ["Input.New"] = password, ["Input.Again"] = password, ["__RequestVerificationToken"] = await CmsApplication.TokenOfAsync(client, address),
    }));
}
