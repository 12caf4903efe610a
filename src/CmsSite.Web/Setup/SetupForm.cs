using CmsSite.Recipes;

namespace CmsSite.Web.Setup;

/// <summary>What the set-up page shows. Everything that was typed comes back, but for the password.</summary>
public sealed record SetupForm
{
    public string PathBase { get; init; } = "";

    /// <summary>Whether the token was right: nothing of the form is shown otherwise.</summary>
    public bool IsTrusted { get; init; }
    public bool WrongToken { get; init; }
    public string Token { get; init; } = "";
    public SetupRequest Request { get; init; } = new();
    public IReadOnlyList<RecipeDescriptor> Recipes { get; init; } = [];
    public IReadOnlyList<SetupProblem> Problems { get; init; } = [];
    public bool IsDatabaseConfigured { get; init; }

    public IReadOnlyList<string> TimeZones { get; } =
    [
        "UTC", .. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => id.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];
}
