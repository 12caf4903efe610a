using CmsSite.Content.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Admin.Access;

internal sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

/// <summary>ASP.NET's policies over Orchard's permissions.</summary>
internal sealed class PermissionHandler(IServiceScopeFactory scopes) : AuthorizationHandler<PermissionRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        // A scope of its own: that of a connection lives for hours, and what it has read would grow old with it.
        await using var scope = scopes.CreateAsyncScope();
        if (scope.ServiceProvider.GetRequiredService<PermissionChecker>().Has(context.User, requirement.Permission))
        {
            context.Succeed(requirement);
        }
    }
}
