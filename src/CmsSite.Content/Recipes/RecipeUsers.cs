using System.Text.Json.Nodes;
using CmsSite.Content.Access;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Storage.Changes;

namespace CmsSite.Content.Recipes;

/// <summary>Creates and changes accounts for steps, in the session's transaction and its change log.</summary>
internal sealed class RecipeUsers(SiteSession session, IUserAccounts? accounts = null)
{
    /// <param name="path">Where the user is in the step.</param>
    public async Task PutAsync(RecipeStepContext step, string path, UserAccount user, string? password, string? passwordHash, CancellationToken cancellationToken)
    {
        if (accounts is null)
        {
            step.Error(path, $"\"{user.UserName}\" cannot be created: this host has no accounts");
            return;
        }

        // The accounts write through the same database context; what they save must be part of this transaction.
        await session.BeginAsync(cancellationToken);
        var existing = await accounts.FindByIdAsync(user.UserId, cancellationToken);
        if (existing is null && await accounts.FindByNameAsync(user.UserName, cancellationToken) is not null)
        {
            step.Warn(path, $"there is a user \"{user.UserName}\" already, with another id; it stays as it is");
            return;
        }

        if (existing is not null && passwordHash is null && Describe(existing) == Describe(user))
        {
            return;
        }

        await session.FlushAsync(cancellationToken);
        var problems = existing is null
            ? await accounts.CreateAsync(user, password, passwordHash, cancellationToken)
            : await accounts.UpdateAsync(user, passwordHash, cancellationToken);
        foreach (var problem in problems)
        {
            step.Error(path, problem);
        }

        await session.RecordAsync(SiteChange.UserKind, user.UserId, user.UserName, existing is null ? null : Describe(existing), Describe(user), cancellationToken);
    }

    // No password, no hash, no address: the change log is read by many.
    private static string Describe(UserAccount user) => SiteJson.Write(new JsonObject
    {
        ["UserId"] = user.UserId,
        ["UserName"] = user.UserName,
        ["IsEnabled"] = user.IsEnabled,
        ["RoleNames"] = new JsonArray([.. user.Roles.Order(StringComparer.OrdinalIgnoreCase).Select(role => (JsonNode)role)]),
    });
}
