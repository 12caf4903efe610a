using CmsSite.Admin.Access;
using CmsSite.Admin.Users;
using CmsSite.Content.Access;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin.Users;

/// <summary>Who may change whose account, whatever a screen shows.</summary>
[Collection(PeopleCollection.Name)]
public class UserChangesTests(AdminSite app)
{
    [Fact]
    public async Task Who_may_edit_accounts_gives_no_role_that_may_do_more_than_themselves()
    {
        await app.CreateRoleAsync("Concierge", "AccessAdminPanel", "EditUsers", "EditOwn_Article");
        await app.CreateRoleAsync("Apprentice", "EditOwn_Article");
        var work = await app.WorkAsRoleAsync("Concierge");
        var name = NewName();
        Assert.IsType<UserOutcome.Done>(await ChangeAsync(work, (changes, scope) => changes.CreateAsync(scope, name, $"{name}@example.org", ["Apprentice"])));
        foreach (var role in new[] { "Administrator", "Editor", "Author", "NoSuchRole", "Authenticated" })
        {
            var refused = await Assert.ThrowsAsync<RefusedException>(() => ChangeAsync(work, (changes, scope) => changes.CreateAsync(scope, NewName(), "x@example.org", [role])));
            Assert.Contains(role, refused.Message);
        }
    }

    [Fact]
    public async Task Nobody_touches_an_account_that_may_do_more_than_themselves()
    {
        await app.CreateRoleAsync("Doorkeeper", "AccessAdminPanel", "ManageUsers");
        var work = await app.WorkAsRoleAsync("Doorkeeper");
        var editor = await app.CreateAccountAsync(NewName(), "Editor");
        foreach (var change in new Func<UserChanges, AdminScope, Task<UserOutcome>>[]
        {
            (changes, scope) => changes.MakeLinkAsync(scope, editor),
            (changes, scope) => changes.SetEnabledAsync(scope, editor, false),
            (changes, scope) => changes.DeleteAsync(scope, editor),
            (changes, scope) => changes.UpdateAsync(scope, editor, "x", "x@example.org", []),
            (changes, scope) => changes.TurnOffTwoFactorAsync(scope, editor),
        })
        {
            await Assert.ThrowsAsync<RefusedException>(() => ChangeAsync(work, change));
        }

        await Assert.ThrowsAsync<RefusedException>(() => work.DoAsync(scope => scope.Get<UserSessions>().ListAsync(scope, editor)));
        Assert.True((await FindAsync(editor))!.IsEnabled);
    }

    [Theory]
    [InlineData("Editor")]
    [InlineData("Author")]
    [InlineData("Moderator")]
    public async Task Without_the_permission_no_account_is_changed(string role)
    {
        var work = await app.WorkAsRoleAsync(role);
        var other = await app.CreateAccountAsync(NewName(), "Nobody");
        await Assert.ThrowsAsync<RefusedException>(() => ChangeAsync(work, (changes, scope) => changes.CreateAsync(scope, NewName(), "y@example.org", [])));
        await Assert.ThrowsAsync<RefusedException>(() => ChangeAsync(work, (changes, scope) => changes.SetEnabledAsync(scope, other, false)));
    }

    [Fact]
    public async Task Nobody_changes_their_own_roles_nor_switches_themselves_off()
    {
        var name = NewName();
        var me = await app.CreateAccountAsync(name, "Administrator");
        var work = await app.WorkAsync(name);
        await Assert.ThrowsAsync<RefusedException>(() => ChangeAsync(work, (changes, scope) => changes.UpdateAsync(scope, me, name, $"{name}@example.org", ["Editor"])));
        await Assert.ThrowsAsync<RefusedException>(() => ChangeAsync(work, (changes, scope) => changes.SetEnabledAsync(scope, me, false)));
        await Assert.ThrowsAsync<RefusedException>(() => ChangeAsync(work, (changes, scope) => changes.DeleteAsync(scope, me)));
        // Another address is no reason to be signed out.
        Assert.IsType<UserOutcome.Done>(await ChangeAsync(work, (changes, scope) => changes.UpdateAsync(scope, me, name, $"{name}@example.net", ["Administrator"])));
        Assert.Equal($"{name}@example.net", (await FindAsync(me))!.Email);
        Assert.True(await work.DoAsync(scope => Task.FromResult(scope.May(Permissions.SiteOwner))));
    }

    [Fact]
    public async Task Changes_of_an_account_are_in_the_change_log_without_the_address_or_the_link()
    {
        var name = NewName();
        var work = await app.WorkAsRoleAsync("Administrator");
        var made = Assert.IsType<UserOutcome.Done>(await ChangeAsync(work, (changes, scope) => changes.CreateAsync(scope, name, $"{name}@secret.example", ["Author"])));
        Assert.StartsWith("Users/Invitation?", made.Link);
        await ChangeAsync(work, (changes, scope) => changes.UpdateAsync(scope, made.UserId, name, $"{name}@other.example", ["Editor"]));
        await ChangeAsync(work, (changes, scope) => changes.DeleteAsync(scope, made.UserId));
        var log = await app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().Changes.AsNoTracking()
            .Where(change => change.Kind == SiteChange.UserKind && change.Subject == made.UserId).OrderBy(change => change.Number).ToListAsync());
        Assert.Equal(3, log.Count);
        Assert.All(log, change => Assert.StartsWith("Administrator-", change.Who));
        Assert.Contains("e-mail address", log[1].After);
        Assert.Null(log[2].After);
        Assert.DoesNotContain(log, change => $"{change.Before}{change.After}".Contains("example", StringComparison.Ordinal) || $"{change.After}".Contains("code=", StringComparison.Ordinal));
        Assert.Null(await FindAsync(made.UserId));
    }

    [Fact]
    public async Task A_name_or_an_address_that_somebody_has_is_said_and_nothing_is_made()
    {
        var name = NewName();
        await app.CreateAccountAsync(name, "Author");
        var work = await app.WorkAsRoleAsync("Administrator");
        var refused = Assert.IsType<UserOutcome.Refused>(await ChangeAsync(work, (changes, scope) => changes.CreateAsync(scope, name, $"{name}@example.org", [])));
        Assert.Contains(refused.Problems, problem => problem.Contains(name, StringComparison.Ordinal));
        Assert.Contains(refused.Problems, problem => problem.Contains($"{name}@example.org", StringComparison.Ordinal));
    }

    private static string NewName() => $"person-{Guid.NewGuid():n}"[..18];

    private static Task<UserOutcome> ChangeAsync(AdminWork work, Func<UserChanges, AdminScope, Task<UserOutcome>> change) => work.DoAsync(scope => change(scope.Get<UserChanges>(), scope));

    private Task<UserAccount?> FindAsync(string userId) => app.InScopeAsync(services => services.GetRequiredService<IUserAccounts>().FindByIdAsync(userId));
}
