using Microsoft.AspNetCore.Identity;

namespace CmsSite.Storage;

/// <summary>
/// Someone who can sign in. Roles are claims of type <see cref="System.Security.Claims.ClaimTypes.Role"/>, so that what a role may do stays in one
/// place: the site's documents of kind <c>Role</c>.
/// </summary>
public sealed class CmsUser : IdentityUser
{
    public bool IsEnabled { get; set; } = true;
    public DateTime CreatedUtc { get; set; }
}
