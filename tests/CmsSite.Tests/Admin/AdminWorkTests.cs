using CmsSite.Admin.Access;
using CmsSite.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin;

/// <summary>A connection outlives what it was allowed: each piece of work asks anew.</summary>
[Collection(AdminCollection.Name)]
public class AdminWorkTests(AdminSite app)
{
    [Fact]
    public async Task Work_is_done_as_who_is_signed_in()
    {
        var work = await SignedInAsync("work-as-editor", "Editor");
        Assert.Equal(("work-as-editor", true), await work.DoAsync(scope => Task.FromResult((scope.Session.Who, scope.May("EditContent")))));
    }

    [Theory]
    [InlineData("changed-password")]
    [InlineData("switched-off")]
    [InlineData("gone")]
    public async Task A_connection_ends_with_the_sign_in_that_it_came_from(string change)
    {
        var work = await SignedInAsync(change, "Editor");
        await app.InScopeAsync(async services =>
        {
            var users = services.GetRequiredService<UserManager<CmsUser>>();
            var user = (await users.FindByNameAsync(change))!;
            user.IsEnabled = change != "switched-off";
            return change switch
            {
                "gone" => await users.DeleteAsync(user),
                "changed-password" => await users.UpdateSecurityStampAsync(user),
                _ => await users.UpdateAsync(user),
            };
        });
        var refused = await Assert.ThrowsAsync<RefusedException>(() => work.DoAsync(_ => Task.FromResult(true)));
        Assert.Contains("Sign in again", refused.Message);
    }

    [Fact]
    public async Task Without_the_permission_for_the_dashboard_nothing_is_done()
    {
        var work = await SignedInAsync("no-panel", "Nobody");
        await Assert.ThrowsAsync<RefusedException>(() => work.DoAsync(_ => Task.FromResult(true)));
    }

    private async Task<AdminWork> SignedInAsync(string name, string role)
    {
        await app.CreateAccountAsync(name, role);
        return await app.WorkAsync(name);
    }
}
