using System.ComponentModel.DataAnnotations;
using CmsSite.Recipes;

namespace CmsSite.Web.Setup;

/// <summary>What a set-up is told: by the form, by configuration, by the command line.</summary>
public sealed record SetupRequest
{
    /// <summary>Empty: what the recipe calls it.</summary>
    public string SiteName { get; init; } = "";

    /// <summary>An IANA or Windows name; UTC when empty.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>Name of the recipe.</summary>
    public string Recipe { get; init; } = "";

    /// <summary><c>Sqlite</c> (also when empty) or <c>Postgres</c>.</summary>
    public string DatabaseProvider { get; init; } = "";
    public string ConnectionString { get; init; } = "";
    public string AdminUserName { get; init; } = "";
    public string AdminEmail { get; init; } = "";
    public string AdminPassword { get; init; } = "";

    // A record's own would print the password.
    public override string ToString() => $"Set-up of '{SiteName}' from '{Recipe}'";

    /// <summary>What can be said without trying; <see cref="SetupProblem.Field"/> names the property.</summary>
    public IEnumerable<SetupProblem> Check()
    {
        if (SiteName.Length > 100)
        {
            yield return new SetupProblem(nameof(SiteName), "Give the site a name of up to 100 characters.");
        }

        if (TimeZone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            yield return new SetupProblem(nameof(TimeZone), $"'{TimeZone}' is not a time zone. Use a name such as Europe/Berlin.");
        }

        if (string.IsNullOrWhiteSpace(Recipe))
        {
            yield return new SetupProblem(nameof(Recipe), "Choose what kind of site it is to be.");
        }

        if (string.IsNullOrWhiteSpace(AdminUserName) || AdminUserName.Length > 100)
        {
            yield return new SetupProblem(nameof(AdminUserName), "Give the administrator a user name of up to 100 characters.");
        }

        if (!new EmailAddressAttribute().IsValid(AdminEmail) || AdminEmail.Length is 0 or > 254)
        {
            yield return new SetupProblem(nameof(AdminEmail), "Give the administrator's e-mail address.");
        }
    }
}

/// <summary>Something that kept a set-up from being done.</summary>
/// <param name="Field">The property of <see cref="SetupRequest"/> it is about; empty when it is about none.</param>
/// <param name="Place">Where in the recipe, when it is about the recipe.</param>
public sealed record SetupProblem(string Field, string Message, RecipeProblem? Place = null);

/// <summary>What became of a set-up. After anything but <see cref="Done"/> everything is as it was before.</summary>
public abstract record SetupResult
{
    private SetupResult()
    {
    }

    /// <param name="Warnings">What the recipe's author may want to know.</param>
    public sealed record Done(IReadOnlyList<RecipeProblem> Warnings) : SetupResult;

    /// <summary>The site had been set up already, perhaps by another node a moment ago.</summary>
    public sealed record AlreadyDone : SetupResult;

    public sealed record Refused(IReadOnlyList<SetupProblem> Problems) : SetupResult;
}
