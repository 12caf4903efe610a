using System.Security.Claims;
using CmsSite.Storage;
using CmsSite.Web.Account.Pages;
using CmsSite.Web.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace CmsSite.Web.Account;

/// <summary>The pages around an account, and what the browser's passkey dialogue asks for.</summary>
public static class AccountEndpoints
{
    public static IEndpointRouteBuilder MapAccount(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRazorComponents<AccountApp>().WithMetadata(new ResponseIsPrivate());

        var passkeys = endpoints.MapGroup("/Account/Passkeys").RequireRateLimiting(RateLimits.Secrets);
        passkeys.MapPost("/CreationOptions", CreationOptionsAsync).RequireAuthorization();
        passkeys.MapPost("/RequestOptions", RequestOptionsAsync);
        return endpoints;
    }

    // Both are called by script, which sends the token of the page's form in a header.
    private static async Task<Results<ContentHttpResult, BadRequest, UnauthorizedHttpResult>> CreationOptionsAsync(
        HttpContext http, ClaimsPrincipal principal, UserManager<CmsUser> users, SignInManager<CmsUser> signIn, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return TypedResults.BadRequest();
        }

        if (await users.GetUserAsync(principal) is not { } user)
        {
            return TypedResults.Unauthorized();
        }

        var options = await signIn.MakePasskeyCreationOptionsAsync(new() { Id = user.Id, Name = user.UserName!, DisplayName = user.UserName! });
        return TypedResults.Content(options, "application/json");
    }

    private static async Task<Results<ContentHttpResult, BadRequest>> RequestOptionsAsync(HttpContext http, SignInManager<CmsUser> signIn, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return TypedResults.BadRequest();
        }

        // Without a user: the browser offers the passkeys it has, and nobody learns which accounts exist.
        return TypedResults.Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json");
    }
}

/// <summary>Marks endpoints whose answers no cache may keep.</summary>
public sealed class ResponseIsPrivate;
