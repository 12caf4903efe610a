using System.CommandLine;
using System.Text.Json.Nodes;
using CmsSite.Content.Access;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using CmsSite.Web.Account;
using Microsoft.AspNetCore.Identity;
using Spectre.Console;

namespace CmsSite.Web.CommandLine;

/// <summary><c>users add</c>, <c>users password</c>: the way back in when nobody can sign in.</summary>
internal static class UsersCommand
{
    public static Command Create(CommandSite site) => new("users", "Add accounts and set passwords.") { Add(site), Password(site) };

    private static Command Add(CommandSite site)
    {
        var name = new Argument<string>("name") { Description = "User name." };
        var email = new Option<string>("--email") { Description = "E-mail address.", Required = true };
        var roles = new Option<string[]>("--role") { Description = "A role, such as Editor or Administrator; may be given several times." };
        var password = new Option<string?>("--password") { Description = "Password; made and printed if not given." };
        var command = new Command("add", "Add an account.") { name, email, roles, password, CommandOutput.JsonOption };
        command.SetAction((parsed, cancellationToken) => CommandOutput.RunAsync(parsed, async output =>
        {
            await site.OpenAsync(cancellationToken);
            await using var scope = site.CreateScope();
            var session = scope.ServiceProvider.GetRequiredService<SiteSession>();
            var wanted = parsed.GetValue(roles) ?? [];
            var unknown = wanted.Where(role => session.Document(SiteDocumentKinds.Role, role) is null && role != Roles.Administrator).ToList();
            if (unknown.Count > 0)
            {
                throw new CommandException($"There is no role {string.Join(", ", unknown)}. The site has {string.Join(", ", session.Documents(SiteDocumentKinds.Role).Keys.Order())}.");
            }

            var chosen = parsed.GetValue(password) ?? SetupCommand.NewPassword();
            var account = new UserAccount(RecipeIds.New(), parsed.GetValue(name)!, parsed.GetValue(email)) { EmailConfirmed = true, Roles = wanted };
            await session.BeginAsync(cancellationToken);
            var problems = await scope.ServiceProvider.GetRequiredService<IUserAccounts>().CreateAsync(account, chosen, cancellationToken: cancellationToken);
            if (problems.Count > 0)
            {
                throw new CommandException(string.Join(Environment.NewLine, problems));
            }

            await session.RecordAsync(SiteChange.UserKind, account.UserId, account.UserName, null, account.ToChangeLog().ToJsonString(), cancellationToken);
            await session.CommitAsync(cancellationToken);
            Report(output, account.UserName, "was added", parsed.GetValue(password) is null ? chosen : null);
            return true;
        }));
        return command;
    }

    private static Command Password(CommandSite site)
    {
        var name = new Argument<string>("name") { Description = "User name." };
        var password = new Option<string?>("--password") { Description = "New password; made and printed if not given." };
        var command = new Command("password", "Give an account a new password, sign it out everywhere and unlock it.") { name, password, CommandOutput.JsonOption };
        command.SetAction((parsed, cancellationToken) => CommandOutput.RunAsync(parsed, async output =>
        {
            await site.OpenAsync(cancellationToken);
            await using var scope = site.CreateScope();
            var session = scope.ServiceProvider.GetRequiredService<SiteSession>();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<CmsUser>>();
            await session.BeginAsync(cancellationToken);
            var user = await users.FindByNameAsync(parsed.GetValue(name)!) ?? throw new CommandException($"There is no account '{parsed.GetValue(name)}'.");
            var chosen = parsed.GetValue(password) ?? SetupCommand.NewPassword();
            // A reset changes the security stamp, which ends every session of the account.
            var results = new[]
            {
                await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), chosen),
                await users.SetLockoutEndDateAsync(user, null),
                await users.ResetAccessFailedCountAsync(user),
            };
            if (results.SelectMany(result => result.Errors).ToList() is { Count: > 0 } errors)
            {
                throw new CommandException(string.Join(Environment.NewLine, errors.Select(error => error.Description)));
            }

            await session.RecordAsync(SiteChange.UserKind, user.Id, user.UserName, "{}", new JsonObject { ["PasswordChanged"] = true }.ToJsonString(), cancellationToken);
            await session.CommitAsync(cancellationToken);
            Report(output, user.UserName!, "has a new password", parsed.GetValue(password) is null ? chosen : null);
            return true;
        }));
        return command;
    }

    private static void Report(CommandOutput output, string name, string what, string? generated)
    {
        output.People.MarkupLineInterpolated($"[bold]{name}[/] {what}{(generated is null ? "" : $": {generated}")}");
        output.Json(new { user = name, password = generated });
    }
}
