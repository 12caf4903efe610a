namespace CmsSite.Content.Access;

/// <summary>Names under which settings hold passwords and keys: stored protected, shown to nobody.</summary>
public static class SecretNames
{
    private static readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase)
    {
        "Password", "SecretKey", "ClientSecret", "AppSecret", "ConsumerSecret", "AccessTokenSecret", "AccessToken", "ApiKey", "AuthToken", "ConnectionString", "PrivateKey", "SigningKey",
    };

    public static bool Contains(string name) => _names.Contains(name);
}
