using CmsSite.Admin.Access;
using CmsSite.Admin.Roles;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin.Roles;

[Collection(PeopleCollection.Name)]
public class RoleChangesTests(AdminSite app)
{
    [Theory]
    [InlineData("Administrator", "/Admin/Roles", 200)]
    [InlineData("Administrator", "/Admin/Roles/Edit/Author", 200)]
    [InlineData("Administrator", "/Admin/Roles/Edit/Administrator", 200)]
    [InlineData("Administrator", "/Admin/Roles/Edit/NoSuchRole", 404)]
    [InlineData("Editor", "/Admin/Roles", 403)]
    [InlineData("Author", "/Admin/Roles/Edit/Author", 403)]
    public async Task Roles_are_seen_by_who_may(string role, string address, int status)
    {
        using var client = await app.SignInAsync(role);
        Assert.Equal(status, (int)(await client.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task A_role_shows_what_it_has_what_comes_along_and_the_types_of_this_site()
    {
        await app.CreateRoleAsync("Proofreader", "AccessAdminPanel", "EditContent", "SomethingOfAnOldModule");
        using var client = await app.SignInAsync("Administrator");
        var html = await client.GetStringAsync("/Admin/Roles/Edit/Proofreader");
        Assert.Contains("comes with EditContent", html);
        Assert.Contains("EditOwn_Article", html);
        Assert.Contains("Others, kept as they are", html);
        Assert.Contains("SomethingOfAnOldModule", html);
    }

    [Fact]
    public async Task Nobody_gives_a_role_what_they_do_not_have_nor_changes_one_that_may_do_more()
    {
        await app.CreateRoleAsync("Steward", "AccessAdminPanel", "ManageRoles", "EditOwn_Article");
        await app.CreateRoleAsync("Helper");
        var work = await app.WorkAsRoleAsync("Steward");
        Assert.Null(await ChangeAsync(work, (roles, scope) => roles.UpdateAsync(scope, "Helper", "Helps", ["EditOwn_Article"])));
        foreach (var permission in new[] { "SiteOwner", "EditContent", "Edit_Article", "ManageUsers" })
        {
            var refused = await Assert.ThrowsAsync<RefusedException>(() => ChangeAsync(work, (roles, scope) => roles.UpdateAsync(scope, "Helper", "Helps", ["EditOwn_Article", permission])));
            Assert.Contains(permission, refused.Message);
        }

        await Assert.ThrowsAsync<RefusedException>(() => ChangeAsync(work, (roles, scope) => roles.UpdateAsync(scope, "Editor", "x", [])));
        await Assert.ThrowsAsync<RefusedException>(() => ChangeAsync(work, (roles, scope) => roles.DeleteAsync(scope, "Editor")));
        await Assert.ThrowsAsync<RefusedException>(() => ChangeAsync(work, (roles, scope) => roles.UpdateAsync(scope, "Administrator", "x", [])));
        Assert.Equal(["EditOwn_Article"], await PermissionsOfAsync("Helper"));
    }

    [Fact]
    public async Task A_deleted_role_is_taken_from_everybody_and_a_new_one_of_its_name_is_nobodys()
    {
        await app.CreateRoleAsync("Seasonal", "AccessAdminPanel");
        var id = await app.CreateAccountAsync($"seasonal-{Guid.NewGuid():n}"[..20], "Seasonal");
        var work = await app.WorkAsRoleAsync("Administrator");
        Assert.Null(await ChangeAsync(work, (roles, scope) => roles.DeleteAsync(scope, "Seasonal")));
        Assert.Null(await ChangeAsync(work, (roles, scope) => roles.CreateAsync(scope, "Seasonal")));
        Assert.Empty((await app.InScopeAsync(services => services.GetRequiredService<IUserAccounts>().FindByIdAsync(id)))!.Roles);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Editor")]
    [InlineData("eDITOR")]
    [InlineData("a/b")]
    [InlineData("<b>")]
    public async Task A_role_that_cannot_be_is_refused_in_words(string name)
    {
        var work = await app.WorkAsRoleAsync("Administrator");
        Assert.NotNull(await ChangeAsync(work, (roles, scope) => roles.CreateAsync(scope, name)));
    }

    [Theory]
    [InlineData("Anonymous")]
    [InlineData("Authenticated")]
    [InlineData("Administrator")]
    public async Task Roles_that_every_site_has_stay(string name)
    {
        var work = await app.WorkAsRoleAsync("Administrator");
        await Assert.ThrowsAsync<RefusedException>(() => ChangeAsync(work, (roles, scope) => roles.DeleteAsync(scope, name)));
    }

    [Theory]
    [InlineData("EditOwn_Article", "EditContent")]
    [InlineData("AssignRoleToUsers_Editor", "ManageUsers")]
    [InlineData("View Users", "EditUsers")]
    [InlineData("EditContentOwner_Article", "EditContentOwner")]
    public async Task What_comes_along_counts(string permission, string general)
    {
        await app.CreateRoleAsync($"With{general}", "AccessAdminPanel", general);
        var work = await app.WorkAsRoleAsync($"With{general}");
        Assert.True(await work.DoAsync(scope => Task.FromResult(scope.May(permission))));
    }

    private static Task<string?> ChangeAsync(AdminWork work, Func<RoleChanges, AdminScope, Task<string?>> change) => work.DoAsync(scope => change(scope.Get<RoleChanges>(), scope));

    private Task<IReadOnlyList<string>> PermissionsOfAsync(string role) => app.InScopeAsync(services =>
        Task.FromResult(services.GetRequiredService<SiteSession>().Document(SiteDocumentKinds.Role, role)!["Permissions"].AsTexts()));
}
