using CmsSite.Admin.Users;
using CmsSite.Content.Access;
using CmsSite.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin.Users;

/// <summary>A site of its own, where administrators are counted.</summary>
public sealed class LastAdministratorTests(AdminSite app) : IClassFixture<AdminSite>
{
    [Fact]
    public async Task The_last_account_that_may_do_everything_stays_as_it_is()
    {
        var ada = await IdOfAsync(CmsApplication.AdminName);
        await app.CreateAccountAsync("second", "Administrator");
        var bySecond = await app.WorkAsync("second");
        Assert.IsType<UserOutcome.Done>(await bySecond.DoAsync(scope => scope.Get<UserChanges>().SetEnabledAsync(scope, ada, false)));
        Assert.IsType<UserOutcome.Done>(await bySecond.DoAsync(scope => scope.Get<UserChanges>().SetEnabledAsync(scope, ada, true)));
        await bySecond.DoAsync(async scope =>
        {
            // As if two administrators removed each other at the same moment.
            var users = scope.Get<UserManager<CmsUser>>();
            var second = (await users.FindByNameAsync("second"))!;
            second.IsEnabled = false;
            await users.UpdateAsync(second);
            foreach (var outcome in new[]
            {
                await scope.Get<UserChanges>().DeleteAsync(scope, ada),
                await scope.Get<UserChanges>().SetEnabledAsync(scope, ada, false),
                await scope.Get<UserChanges>().UpdateAsync(scope, ada, CmsApplication.AdminName, "ada@example.org", ["Editor"]),
            })
            {
                Assert.Contains("Nobody would be left", Assert.Single(Assert.IsType<UserOutcome.Refused>(outcome).Problems));
            }
        });
    }

    private Task<string> IdOfAsync(string name) => app.InScopeAsync(async services => (await services.GetRequiredService<IUserAccounts>().FindByNameAsync(name))!.UserId);
}
