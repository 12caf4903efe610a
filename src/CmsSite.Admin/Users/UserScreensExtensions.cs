using CmsSite.Admin.Roles;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Admin.Users;

internal static class UserScreensExtensions
{
    public static IServiceCollection AddUserScreens(this IServiceCollection services)
    {
        services.AddScoped<UserList>();
        services.AddScoped<UserChanges>();
        services.AddScoped<UserSessions>();
        services.AddScoped<RoleChanges>();
        return services;
    }
}
