namespace CmsSite.Admin.Roles;

/// <summary>Addresses of the screens for roles, as in Orchard; relative to the site's root.</summary>
public static class RoleAddresses
{
    public const string List = "Admin/Roles";

    public static string Edit(string role) => $"Admin/Roles/Edit/{Uri.EscapeDataString(role)}";
}
