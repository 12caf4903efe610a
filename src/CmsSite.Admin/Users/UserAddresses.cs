namespace CmsSite.Admin.Users;

/// <summary>Addresses of the screens for accounts, as in Orchard; relative to the site's root.</summary>
public static class UserAddresses
{
    public const string List = "Admin/Users";

    public static string Edit(string userId) => $"Admin/Users/Edit/{Uri.EscapeDataString(userId)}";
}
