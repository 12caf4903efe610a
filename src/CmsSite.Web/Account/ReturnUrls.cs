using Microsoft.AspNetCore.Http.HttpResults;

namespace CmsSite.Web.Account;

/// <summary>Where to go after signing in. Only places on this site: anything else would let a link to our sign-in lead people to somebody else's.</summary>
internal static class ReturnUrls
{
    public const string Default = "/Account";

    public static string Safe(string? url) => RedirectHttpResult.IsLocalUrl(url) && !url!.Any(char.IsControl) && !url!.StartsWith('~') ? url! : Default;
}
