using CmsSite.Content.Access;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin;

/// <summary>The site that ships, with its roles, for tests of the dashboard. Each test makes what it needs.</summary>
public sealed class AdminSite : CmsApplication
{
    public const string Password = "seven quiet harbours";

    protected override string? Recipe => "CmsSite";

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
}

[CollectionDefinition(Name)]
public sealed class AdminCollection : ICollectionFixture<AdminSite>
{
    public const string Name = "admin";
}
