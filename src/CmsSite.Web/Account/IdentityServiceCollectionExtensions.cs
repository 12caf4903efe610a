using CmsSite.Admin.Users;
using CmsSite.Storage;
using Microsoft.AspNetCore.Identity;

namespace CmsSite.Web.Account;

public static class IdentityServiceCollectionExtensions
{
    /// <summary>Who may sign in and with what password. Signing in itself (cookies, pages) is added on top.</summary>
    public static IdentityBuilder AddAccounts(this IServiceCollection services)
    {
        // As many rounds as is advised for PBKDF2 with SHA-512; Identity's own default is half of it.
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        return services
            .AddIdentityCore<CmsUser>(options =>
            {
                // Length counts, character classes do not: they make people write "Password1!".
                options.Password.RequiredLength = 10;
                options.Password.RequiredUniqueChars = 5;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
                options.User.RequireUniqueEmail = true;
                options.Lockout.MaxFailedAccessAttempts = 10;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
                options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            })
            .AddPasswordValidator<GuessablePasswordValidator>()
            .AddEntityFrameworkStores<CmsDbContext>()
            .AddDefaultTokenProviders()
            .AddTokenProvider<InvitationTokens>(AccountLinks.Invitation);
    }
}
