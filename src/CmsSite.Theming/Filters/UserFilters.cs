using System.Security.Claims;
using CmsSite.Content.Access;
using CmsSite.Storage;
using CmsSite.Theming.Liquid.Values;
using Fluid;
using Fluid.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Theming.Filters;

/// <summary>Who is looking, and what they may do. Whatever depends on a signed-in user makes the page personal.</summary>
internal static class UserFilters
{
    private const int MaxUsers = 100;

    public static void Register(FilterCollection filters)
    {
        filters.Add("user_id", static call => User(call).FindFirstValue(ClaimTypes.NameIdentifier) is { } id ? new StringValue(id) : NilValue.Instance);
        filters.Add("user_email", static call => User(call).FindFirstValue(ClaimTypes.Email) is { } email ? new StringValue(email) : NilValue.Instance);
        filters.Add("has_claim", static call => BooleanValue.Create(User(call).HasClaim(call.Arguments.At(0).ToStringValue(), call.Arguments.At(1).ToStringValue())));
        filters.Add("is_in_role", static call => BooleanValue.Create(PermissionChecker.RolesOf(User(call)).Contains(call.Arguments.At(0).ToStringValue(), StringComparer.OrdinalIgnoreCase)));
        filters.Add("has_permission", static call =>
        {
            var permission = call.Arguments.At(0).ToStringValue();
            var item = ContentFilters.Item(call.Arguments.HasNamed("resource") ? call.Arguments["resource"] : call.Arguments.At(1));
            var user = User(call);
            return BooleanValue.Create(item is null ? call.Display.Permissions.Has(user, permission) : call.Display.Permissions.Has(user, permission, item));
        });
        filters.Add("users_by_id", static call => FindAsync(call, "Id"));
        filters.Add("users_by_name", static call => FindAsync(call, "Name"));
    }

    private static ClaimsPrincipal User(FilterCall call)
    {
        var user = call.Display.Request.User;
        call.Display.IsPersonal |= user.Identity?.IsAuthenticated == true;
        return user;
    }

    private static async ValueTask<FluidValue> FindAsync(FilterCall call, string by)
    {
        var wanted = call.Elements.Select(element => element.ToStringValue()).Where(text => text.Length > 0).Distinct().Take(MaxUsers).ToList();
        if (wanted.Count == 0)
        {
            return call.Input.Type == FluidValues.Array ? ArrayValue.Empty : NilValue.Instance;
        }

        using (call.Context.Budget.Outside())
        {
            call.Display.Dependencies.Add("users");
            var database = call.Display.Services.GetRequiredService<CmsDbContext>();
            var names = wanted.ConvertAll(name => name.ToUpperInvariant());
            var users = await database.Users.AsNoTracking()
                .Where(user => by == "Id" ? wanted.Contains(user.Id) : names.Contains(user.NormalizedUserName!)).ToListAsync(call.Display.Cancellation);
            var ids = users.ConvertAll(user => user.Id);
            var roles = (await database.UserClaims.AsNoTracking()
                .Where(claim => ids.Contains(claim.UserId) && claim.ClaimType == ClaimTypes.Role).ToListAsync(call.Display.Cancellation)).ToLookup(claim => claim.UserId, claim => claim.ClaimValue ?? "");
            var found = wanted
                .Select(key => users.FirstOrDefault(user => by == "Id" ? user.Id == key : string.Equals(user.NormalizedUserName, key, StringComparison.OrdinalIgnoreCase)))
                .OfType<CmsUser>().Select(user => new TemplateUser(user, [.. roles[user.Id]])).ToList();
            return call.Input.Type == FluidValues.Array ? FluidValue.Create(found, call.Context.Options) : FluidValue.Create(found.FirstOrDefault(), call.Context.Options);
        }
    }
}
