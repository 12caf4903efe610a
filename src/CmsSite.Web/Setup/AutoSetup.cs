namespace CmsSite.Web.Setup;

/// <summary>Reads Orchard's section <c>OrchardCore:OrchardCore_AutoSetup</c>, so that what is written for an Orchard site in a container sets this one up too.</summary>
public static class AutoSetup
{
    public const string Section = "OrchardCore:OrchardCore_AutoSetup";

    /// <summary>The set-up that configuration asks for; null when it asks for none. Only the first tenant is read: there is one site.</summary>
    public static SetupRequest? Read(IConfiguration configuration)
    {
        var tenant = configuration.GetSection($"{Section}:Tenants:0");
        return !tenant.Exists() ? null : new SetupRequest
        {
            SiteName = tenant["SiteName"] ?? "",
            TimeZone = tenant["SiteTimeZone"] ?? "",
            Recipe = tenant["RecipeName"] ?? "",
            DatabaseProvider = tenant["DatabaseProvider"] ?? "",
            ConnectionString = tenant["DatabaseConnectionString"] ?? "",
            AdminUserName = tenant["AdminUsername"] ?? "",
            AdminEmail = tenant["AdminEmail"] ?? "",
            AdminPassword = tenant["AdminPassword"] ?? "",
        };
    }
}
