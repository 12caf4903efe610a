using System.Security.Claims;
using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin;

/// <summary>The site that ships, with its roles, for tests of the dashboard. Each test makes what it needs.</summary>
public sealed class AdminSite : CmsApplication
{
    public const string Password = "seven quiet harbours";

    protected override string? Recipe => "CmsSite";

    /// <summary>A piece of dashboard work by somebody of that role, whoever they are.</summary>
    public Task<T> DoAsync<T>(string role, string userId, Func<AdminScope, IServiceProvider, Task<T>> work) => InScopeAsync(services =>
    {
        var scope = new AdminScope(services, new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, userId), new(ClaimTypes.Name, userId), new(ClaimTypes.Role, role)], "test")));
        scope.Session.Who = userId;
        return work(scope, services);
    });

    /// <summary>An account of that role; its id.</summary>
    public Task<string> CreateAccountAsync(string name, string role) => InScopeAsync(async services =>
    {
        var session = services.GetRequiredService<SiteSession>();
        await session.BeginAsync();
        var id = RecipeIds.New();
        Assert.Empty(await services.GetRequiredService<IUserAccounts>().CreateAsync(new UserAccount(id, name, $"{name}@example.org") { EmailConfirmed = true, Roles = [role] }, Password));
        await session.RecordAsync(SiteChange.UserKind, name, name, null, "{}");
        await session.CommitAsync();
        return id;
    });

    /// <summary>The work of somebody who is signed in, as a screen does it.</summary>
    public async Task<AdminWork> WorkAsync(string name)
    {
        var principal = await InScopeAsync(async services =>
        {
            var user = await services.GetRequiredService<UserManager<CmsUser>>().FindByNameAsync(name);
            return await services.GetRequiredService<IUserClaimsPrincipalFactory<CmsUser>>().CreateAsync(user!);
        });
        return new AdminWork(Services.GetRequiredService<IServiceScopeFactory>(), new Fixed(principal));
    }

    /// <summary>The work of a new account of that role.</summary>
    public async Task<AdminWork> WorkAsRoleAsync(string role)
    {
        var name = $"{role}-{Guid.NewGuid():n}"[..20];
        await CreateAccountAsync(name, role);
        return await WorkAsync(name);
    }

    /// <summary>A role with these permissions.</summary>
    public Task CreateRoleAsync(string name, params string[] permissions) => InScopeAsync(async services =>
    {
        var session = services.GetRequiredService<SiteSession>();
        await session.PutAsync(SiteDocumentKinds.Role, name, DefaultRoles.ToJson(name, null, permissions));
        await session.CommitAsync();
        return true;
    });

    private sealed class Fixed(ClaimsPrincipal principal) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(principal));
    }
}

[CollectionDefinition(Name)]
public sealed class AdminCollection : ICollectionFixture<AdminSite>
{
    public const string Name = "admin";
}

// Collections run side by side, each with a site of its own; what is in one runs one after the other.
[CollectionDefinition(Name)]
public sealed class StructureCollection : ICollectionFixture<AdminSite>
{
    public const string Name = "admin: structure";
}

[CollectionDefinition(Name)]
public sealed class PeopleCollection : ICollectionFixture<AdminSite>
{
    public const string Name = "admin: people and media";
}
