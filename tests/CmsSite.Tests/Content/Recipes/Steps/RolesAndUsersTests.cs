using System.Security.Claims;
using System.Text.Json.Nodes;
using CmsSite.Content.Access;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Content.Recipes.Steps;

public sealed class RolesAndUsersTests : IAsyncLifetime
{
    private RecipeSite _site = null!;

    public async Task InitializeAsync() => _site = await RecipeSite.CreateAsync(services => services.AddScoped<IUserAccounts, DatabaseAccounts>());

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task A_new_role_of_a_known_name_begins_with_what_the_name_means()
    {
        await _site.DoneAsync("""{ "name": "Roles", "Roles": [ { "Name": "Editor", "Permissions": [ "ManageLayers" ] }, { "Name": "Own", "Permissions": [ "x" ] } ] }""");
        var editor = await PermissionsAsync("Editor");
        Assert.Superset(new HashSet<string> { "ManageLayers", "EditContent", "PublishContent", "AccessAdminPanel" }, editor.ToHashSet());
        Assert.Equal(["x"], await PermissionsAsync("Own"));
    }

    [Fact]
    public async Task Existing_roles_are_replaced_added_to_or_taken_from()
    {
        await _site.DoneAsync("""{ "name": "Roles", "Roles": [ { "Name": "R", "Permissions": [ "a", "b" ] } ] }""");
        await _site.DoneAsync("""{ "name": "Roles", "Roles": [ { "Name": "r", "PermissionBehavior": "Add", "Permissions": [ "c" ] } ] }""");
        Assert.Equal(["a", "b", "c"], await PermissionsAsync("R"));
        await _site.DoneAsync("""{ "name": "Roles", "Roles": [ { "Name": "R", "PermissionBehavior": "Remove", "Permissions": [ "a" ] } ] }""");
        Assert.Equal(["b", "c"], await PermissionsAsync("R"));
        await _site.DoneAsync("""{ "name": "Roles", "Roles": [ { "Name": "R", "Permissions": [ "QueryLuceneSearchIndex" ] } ] }""");
        Assert.Equal(["QueryIndex_Search"], await PermissionsAsync("R"));
    }

    [Fact]
    public async Task Taking_ViewContent_from_visitors_is_done_and_said()
    {
        var outcome = await _site.DoneAsync("""{ "name": "Roles", "Roles": [ { "Name": "Anonymous", "Permissions": [ "QueryIndex_Search" ] } ] }""");
        Assert.Contains(outcome.Result.Warnings, warning => warning.Message.Contains("ViewContent", StringComparison.Ordinal));
        Assert.Equal(["QueryIndex_Search"], await PermissionsAsync("Anonymous"));
    }

    [Fact]
    public async Task The_system_roles_are_there_and_the_administrators_list_is_never_stored()
    {
        await _site.DoneAsync("""{ "name": "Roles", "Roles": [ { "Name": "Administrator", "Permissions": [ "a" ] } ] }""");
        Assert.Empty(await PermissionsAsync("Administrator"));
        Assert.Contains("ViewContent", await PermissionsAsync("Authenticated"));
        var refused = await _site.ApplyStepsAsync("""{ "name": "Roles", "Roles": [ { "Name": "R" }, { "Permissions": [] }, { "Name": "R", "PermissionBehavior": "Erase", "Permissions": [] } ] }""");
        Assert.Equal(["steps[0].Roles[0]", "steps[0].Roles[1]", "steps[0].Roles[2].PermissionBehavior"], refused.Result.Errors.Select(error => error.Path));
    }

    [Fact]
    public async Task A_command_creates_a_user_in_the_same_transaction_and_does_so_once()
    {
        const string command = """{ "name": "command", "Commands": [ "createUser /UserName:ann /Password:Secret1! /Email:ann@example.org /Roles:\"Editor, Author\"", "recipes harvest" ] }""";
        Assert.False((await _site.ApplyStepsAsync($$"""{{command}}, { "name": "settings", "PageSize": "x" }""")).Succeeded);
        Assert.Equal(0, await _site.ReadAsync(database => database.Users.CountAsync()));

        await _site.DoneAsync(command);
        await _site.DoneAsync(command);
        var user = await _site.ReadAsync(database => database.Users.SingleAsync());
        Assert.Equal(("ann", "ann@example.org"), (user.UserName, user.Email));
        Assert.NotNull(user.PasswordHash);
        Assert.Equal(["Author", "Editor"], await _site.ReadAsync(database => database.UserClaims.Select(claim => claim.ClaimValue!).Order().ToListAsync()));
        var log = await _site.ReadAsync(database => database.Changes.Where(change => change.Kind == SiteChange.UserKind).SingleAsync());
        Assert.DoesNotContain("example.org", log.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_command_is_an_error() =>
        Assert.Equal("steps[0].Commands[0]", Assert.Single((await _site.ApplyStepsAsync("""{ "name": "command", "Commands": [ "dropDatabase /now" ] }""")).Result.Errors).Path);

    [Fact]
    public async Task Exported_users_keep_their_ids_and_passwords_and_unknown_hashes_are_left_out()
    {
        var hash = new PasswordHasher<CmsUser>().HashPassword(new CmsUser(), "Secret1!");
        var users = $$"""
            { "name": "Users", "Users": [
                { "UserName": "ann", "UserId": "u1", "Email": "ann@example.org", "EmailConfirmed": true, "PasswordHash": "{{hash}}", "RoleNames": [ "Editor" ] },
                { "UserName": "bob", "UserId": "u2", "PasswordHash": "$2a$11$abcdefghijklmnopqrstuv", "IsEnabled": false } ] }
            """;
        var outcome = await _site.DoneAsync(users);
        Assert.Equal("steps[0].Users[1].PasswordHash", Assert.Single(outcome.Result.Warnings).Path);
        var ann = await _site.ReadAsync(database => database.Users.SingleAsync(user => user.Id == "u1"));
        Assert.Equal(PasswordVerificationResult.Success, new PasswordHasher<CmsUser>().VerifyHashedPassword(ann, ann.PasswordHash!, "Secret1!"));
        var bob = await _site.ReadAsync(database => database.Users.SingleAsync(user => user.Id == "u2"));
        Assert.Null(bob.PasswordHash);
        Assert.False(bob.IsEnabled);
    }

    [Fact]
    public async Task Without_accounts_a_user_is_an_error_not_a_crash()
    {
        await using var site = await RecipeSite.CreateAsync();
        var outcome = await site.ApplyStepsAsync("""{ "name": "command", "Commands": [ "createUser /UserName:x" ] }""");
        Assert.Contains("no accounts", Assert.Single(outcome.Result.Errors).Message, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> PermissionsAsync(string role) =>
        [.. ((JsonArray)(await _site.DocumentAsync(SiteDocumentKinds.Role, role))!["Permissions"]!).Select(permission => (string)permission!)];

    // The contract over the tables alone, as the host has it over its user manager.
    private sealed class DatabaseAccounts(CmsDbContext database) : IUserAccounts
    {
        public Task<UserAccount?> FindByIdAsync(string userId, CancellationToken cancellationToken = default) => FindAsync(user => user.Id == userId);

        public Task<UserAccount?> FindByNameAsync(string userName, CancellationToken cancellationToken = default) => FindAsync(user => user.UserName == userName);

        public async Task<IReadOnlyList<string>> CreateAsync(UserAccount user, string? password = null, string? passwordHash = null, CancellationToken cancellationToken = default)
        {
            var row = new CmsUser { Id = user.UserId, UserName = user.UserName, Email = user.Email, EmailConfirmed = user.EmailConfirmed, IsEnabled = user.IsEnabled };
            row.PasswordHash = password is null ? passwordHash : new PasswordHasher<CmsUser>().HashPassword(row, password);
            database.Users.Add(row);
            database.UserClaims.AddRange(user.Roles.Select(role => new IdentityUserClaim<string> { UserId = user.UserId, ClaimType = ClaimTypes.Role, ClaimValue = role }));
            await database.SaveChangesAsync(cancellationToken);
            return [];
        }

        public Task DeleteAsync(string userId, CancellationToken cancellationToken = default) => database.Users.Where(user => user.Id == userId).ExecuteDeleteAsync(cancellationToken);

        public async Task<IReadOnlyList<string>> UpdateAsync(UserAccount user, string? passwordHash = null, CancellationToken cancellationToken = default)
        {
            var row = await database.Users.SingleAsync(row => row.Id == user.UserId, cancellationToken);
            (row.UserName, row.Email, row.IsEnabled) = (user.UserName, user.Email, user.IsEnabled);
            row.PasswordHash = passwordHash ?? row.PasswordHash;
            await database.SaveChangesAsync(cancellationToken);
            return [];
        }

        private async Task<UserAccount?> FindAsync(System.Linq.Expressions.Expression<Func<CmsUser, bool>> which) =>
            await database.Users.AsNoTracking().FirstOrDefaultAsync(which) is { } user ? new UserAccount(user.Id, user.UserName!, user.Email) { IsEnabled = user.IsEnabled } : null;
    }
}
