using System.Text.Json.Nodes;
using CmsSite.Content.Access;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Accounts as another site exported them, by user id. Passwords come as hashes of ASP.NET Core Identity and stay valid; any other hash is left out.</summary>
internal sealed class UsersStep(RecipeUsers users) : SiteStep<UsersStep>, ISiteStep
{
    public static string StepName => "Users";

    public static string Members => "Users:[UserId:text UserName:text Email:text PasswordHash:text IsEnabled:flag EmailConfirmed:flag RoleNames:texts]";

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        foreach (var (json, path) in step.Items("Users").ToList())
        {
            try
            {
                await PutAsync(step, RecipeJson.Bind<Model>(json), path, cancellationToken);
            }
            catch (RecipeException wrong) when (wrong.Problem is null)
            {
                step.Error(wrong.At is { Length: > 0 } at ? $"{path}.{at}" : path, wrong.Message, wrong.Hint);
            }
        }
    }

    private async Task PutAsync(RecipeStepContext step, Model model, string path, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(model.UserName))
        {
            step.Error(path, "the user has no UserName");
            return;
        }

        var hash = model.PasswordHash;
        if (!string.IsNullOrEmpty(hash) && !IsIdentityHash(hash))
        {
            step.Warn($"{path}.PasswordHash", $"the password of \"{model.UserName}\" is hashed in a way that is not known here, and is left out", "Let the user set a new one");
            hash = null;
        }

        var user = new UserAccount(string.IsNullOrEmpty(model.UserId) ? RecipeIds.New() : model.UserId, model.UserName, model.Email)
        {
            EmailConfirmed = model.EmailConfirmed,
            PhoneNumber = model.PhoneNumber,
            PhoneNumberConfirmed = model.PhoneNumberConfirmed,
            IsEnabled = model.IsEnabled,
            IsLockoutEnabled = model.IsLockoutEnabled,
            TwoFactorEnabled = model.TwoFactorEnabled,
            Roles = model.RoleNames ?? [],
        };
        await users.PutAsync(step, path, user, password: null, string.IsNullOrEmpty(hash) ? null : hash, cancellationToken);
    }

    // Base64 whose first byte is the format: 0 (Identity 2) or 1 (Identity 3), with a salt and a key behind it.
    private static bool IsIdentityHash(string hash)
    {
        const int shortest = 1 + 16 + 16;
        var bytes = new byte[hash.Length];
        return Convert.TryFromBase64String(hash, bytes, out var length) && length >= shortest && bytes[0] is 0 or 1;
    }

    private sealed record Model(
        string? UserName, string? UserId, string? Email, bool EmailConfirmed, string? PasswordHash, string? PhoneNumber, bool PhoneNumberConfirmed, bool TwoFactorEnabled,
        IReadOnlyList<string>? RoleNames, bool IsEnabled = true, bool IsLockoutEnabled = true);
}
