using System.Net;
using System.Security.Claims;
using CmsSite.Admin.Access;
using CmsSite.Admin.Contents.Review;
using CmsSite.Admin.Users;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web.Account;

/// <summary>Mails to those who work on the site: what waits for them, what was decided, how they get in.</summary>
public sealed class EditorMailTests(EditorMailTests.Site app) : IClassFixture<EditorMailTests.Site>
{
    private const string Password = "seven quiet harbours";

    [Fact]
    public async Task Who_may_publish_hears_what_waits_and_the_writer_what_was_decided_once()
    {
        var (writer, editor, author) = (await app.AccountAsync("Contributor"), await app.AccountAsync("Editor"), await app.AccountAsync("Author"));
        var sentBack = await DraftAsync(writer, "The tide tables");
        await DoAsync(writer, "Contributor", (scope, reviews) => reviews.SubmitAsync(scope, sentBack, "Please look at the dates."));
        await app.CatchUpAsync();
        await app.CatchUpAsync();
        var mail = Assert.Single(await app.MailsToAsync(editor));
        Assert.StartsWith("For review: The tide tables", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("> Please look at the dates.", mail.Text, StringComparison.Ordinal);
        Assert.Contains($"https://slackwater.example/Admin/Contents/ContentItems/{sentBack}/Edit", mail.Text, StringComparison.Ordinal);
        Assert.Contains("https://slackwater.example/Account/Mails", mail.Text, StringComparison.Ordinal);
        Assert.Empty(await app.MailsToAsync(writer));
        Assert.Empty(await app.MailsToAsync(author));

        await DoAsync(editor, "Editor", (scope, reviews) => reviews.SendBackAsync(scope, sentBack, "One is wrong."));
        await app.CatchUpAsync();
        mail = Assert.Single(await app.MailsToAsync(writer));
        Assert.StartsWith("Sent back: The tide tables", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("> One is wrong.", mail.Text, StringComparison.Ordinal);

        // Publishing, from wherever, is the approval.
        await DoAsync(editor, "Editor", async (scope, _) =>
        {
            await scope.Session.BeginItemsAsync();
            Assert.Empty(await scope.Get<ContentManager>().PublishDraftAsync(sentBack) ?? []);
            await scope.Session.CommitAsync();
        });
        await app.CatchUpAsync();
        Assert.Contains(await app.MailsToAsync(writer), told => told.Subject.StartsWith("Approved: The tide tables", StringComparison.Ordinal) && told.Text.Contains("on the site", StringComparison.Ordinal));
        Assert.Single(await app.MailsToAsync(editor));
    }

    [Fact]
    public async Task Who_wants_no_such_mails_gets_none_and_says_so_on_a_page_of_their_own()
    {
        var (writer, editor) = (await app.AccountAsync("Contributor"), await app.AccountAsync("Editor"));
        using var client = await app.SignInAsync(editor, Password);
        Assert.Contains("href=\"Account/Mails\"", await client.GetStringAsync("/Account"), StringComparison.Ordinal);
        await SetAsync(client, wants: false);
        var item = await DraftAsync(writer, "Not told about");
        await DoAsync(writer, "Contributor", (scope, reviews) => reviews.SubmitAsync(scope, item, ""));
        await app.CatchUpAsync();
        Assert.Empty(await app.MailsToAsync(editor));
        Assert.DoesNotContain(" checked", await client.GetStringAsync("/Account/Mails"), StringComparison.Ordinal);

        await SetAsync(client, wants: true);
        item = await DraftAsync(writer, "Told about again");
        await DoAsync(writer, "Contributor", (scope, reviews) => reviews.SubmitAsync(scope, item, ""));
        await app.CatchUpAsync();
        Assert.Single(await app.MailsToAsync(editor));
        using var stranger = app.CreateVisitor();
        Assert.NotEqual(HttpStatusCode.OK, (await stranger.GetAsync("/Account/Mails")).StatusCode);
    }

    [Fact]
    public async Task An_invitation_goes_by_mail_where_it_is_asked_for_and_its_link_lets_in()
    {
        var name = $"invited-{Guid.NewGuid():n}"[..20];
        var made = await app.InScopeAsync(async services =>
        {
            var scope = Scope(services, "admin", "Administrator");
            return (UserOutcome.Done)await scope.Get<UserChanges>().CreateAsync(scope, name, $"{name}@example.org", ["Author"]);
        });
        Assert.Empty(await app.MailsToAsync(name));
        Assert.True(await app.InScopeAsync(services => services.GetRequiredService<IInvitationMails>().SendAsync(made.UserId, made.Link!)));
        var mail = Assert.Single(await app.MailsToAsync(name));
        var link = mail.Text.Split('\n').Single(line => line.StartsWith("https://slackwater.example/Users/Invitation", StringComparison.Ordinal)).Trim();
        using var visitor = app.CreateVisitor();
        Assert.Contains(name, await visitor.GetStringAsync(new Uri(link).PathAndQuery), StringComparison.Ordinal);
        Assert.False(await app.InScopeAsync(services => services.GetRequiredService<IInvitationMails>().SendAsync("nobody", made.Link!)));
    }

    private static async Task SetAsync(HttpClient client, bool wants)
    {
        var form = new Dictionary<string, string> { ["__RequestVerificationToken"] = await CmsApplication.TokenOfAsync(client, "/Account/Mails"), ["_handler"] = "mails" };
        if (wants)
        {
            form["Input.Review"] = "true";
        }

        using var content = new FormUrlEncodedContent(form);
        Assert.Contains("Saved.", await (await client.PostAsync("/Account/Mails", content)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<string> DraftAsync(string writer, string title) => app.InScopeAsync(async services =>
    {
        var (manager, session) = (services.GetRequiredService<ContentManager>(), services.GetRequiredService<SiteSession>());
        session.Who = writer;
        // Like one that is there already, which has all that publishing asks for.
        var model = await session.Database.ContentItems.Where(row => row.ContentType == "Article" && row.Published).OrderBy(row => row.Id).Select(row => row.ContentItemId).FirstAsync();
        var item = (await manager.CloneAsync(model))!.Titled(title);
        item.Owner = (await services.GetRequiredService<UserManager<CmsUser>>().FindByNameAsync(writer))!.Id;
        Assert.Empty(await manager.SaveDraftAsync(item));
        await session.CommitAsync();
        return item.ContentItemId;
    });

    private Task<bool> DoAsync(string name, string role, Func<AdminScope, Reviews, Task> work) => app.InScopeAsync(async services =>
    {
        var id = (await services.GetRequiredService<UserManager<CmsUser>>().FindByNameAsync(name))!.Id;
        var scope = Scope(services, name, role, id);
        await work(scope, scope.Get<Reviews>());
        return true;
    });

    private static AdminScope Scope(IServiceProvider services, string name, string role, string? id = null)
    {
        var scope = new AdminScope(services, new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, id ?? name), new(ClaimTypes.Name, name), new(ClaimTypes.Role, role)], "test")));
        scope.Session.Who = name;
        return scope;
    }

    public sealed class Site : CmsApplication, IAsyncLifetime
    {
        protected override string? Recipe => "CmsSite";

        public Task InitializeAsync() => InScopeAsync(async services =>
        {
            await services.GetRequiredService<SiteSettings>().PutAsync("BaseUrl", "https://slackwater.example");
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return true;
        });

        Task IAsyncLifetime.DisposeAsync() => Task.CompletedTask;

        public Task<string> AccountAsync(string role) => InScopeAsync(async services =>
        {
            var name = $"{role}-{Guid.NewGuid():n}"[..20].ToLowerInvariant();
            var users = services.GetRequiredService<UserManager<CmsUser>>();
            var user = new CmsUser { UserName = name, Email = $"{name}@example.org", EmailConfirmed = true };
            Assert.True((await users.CreateAsync(user, Password)).Succeeded);
            Assert.True((await users.AddClaimAsync(user, new Claim(ClaimTypes.Role, role))).Succeeded);
            return name;
        });

        public Task<int> CatchUpAsync() => InScopeAsync(services =>
            services.GetRequiredService<ChangeFollowing>().CatchUpAsync(services.GetServices<IChangeFollower>().Single(follower => follower.Name == "review mails")));

        public async Task<IReadOnlyList<(string Subject, string Text)>> MailsToAsync(string name)
        {
            var (folder, found) = (Path.Combine(AppData, "Mail"), new List<(string, string)>());
            foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.eml") : [])
            {
                var mail = await MimeKit.MimeMessage.LoadAsync(file);
                if (mail.To.Mailboxes.Any(to => to.Address == $"{name}@example.org"))
                {
                    found.Add((mail.Subject ?? "", mail.TextBody ?? ""));
                }
            }

            return found;
        }
    }
}
