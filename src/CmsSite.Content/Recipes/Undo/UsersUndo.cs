using System.Text.Json.Nodes;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Recipes.Undo;

/// <summary>
/// Takes back what a run did to accounts, as far as the change log knows it: an account that it made and that nobody used is deleted; of one that it changed the roles and whether it is enabled
/// are put back. Addresses and passwords are in no log, so what a run wrote over them stays, and a deleted account does not come back; both are said.
/// </summary>
internal sealed class UsersUndo(SiteSession session, IUserAccounts? accounts = null)
{
    public async Task RunAsync(UndoScope undo, CancellationToken cancellationToken)
    {
        foreach (var line in undo.Lines(kind => kind == SiteChange.UserKind))
        {
            var account = accounts is null ? null : await accounts.FindByIdAsync(line.Subject, cancellationToken);
            if (line.Before is null && account is not null)
            {
                await DeleteAsync(undo, line, account, cancellationToken);
            }
            else if (line.After is null && account is null)
            {
                undo.Note(line, "the account does not come back: its address and password are kept nowhere", "Create it again, or apply the recipe that did");
            }
            else if (line is { Before: not null, After: not null } && account is not null)
            {
                await ChangeAsync(undo, line, account, cancellationToken);
            }
        }
    }

    private async Task DeleteAsync(UndoScope undo, SiteChange line, UserAccount account, CancellationToken cancellationToken)
    {
        if (account.UserId == undo.Request.UserId)
        {
            undo.Note(line, "the account stays: it is your own");
            return;
        }

        var hasSignedIn = await session.Database.UserSessions.AnyAsync(signIn => signIn.UserId == line.Subject, cancellationToken)
            || await session.Database.Changes.AnyAsync(change => change.Kind == SiteChange.SignInKind && change.Subject == line.Subject, cancellationToken);
        if ((hasSignedIn || undo.IsChangedSince(line))
            && !undo.Conflict(line, "", hasSignedIn ? "somebody has signed in with it" : "somebody has changed it since", null, JsonNode.Parse(line.After!), account.ToChangeLog()))
        {
            return;
        }

        await session.FlushAsync(cancellationToken);
        await accounts!.DeleteAsync(account.UserId, cancellationToken);
        await session.RecordAsync(SiteChange.UserKind, account.UserId, account.UserName, account.ToChangeLog().ToJsonString(), null, cancellationToken);
    }

    private async Task ChangeAsync(UndoScope undo, SiteChange line, UserAccount account, CancellationToken cancellationToken)
    {
        var now = Told(account.ToChangeLog());
        var merged = UndoMerge.Of(Told(JsonNode.Parse(line.Before!)), Told(JsonNode.Parse(line.After!)), now, undo.Choice(line));
        undo.Note(line, "of the account its name, its roles and whether it is enabled are put back; an address or a password that the import gave it stays");
        if (merged is not JsonObject told || JsonNode.DeepEquals(told, now))
        {
            return;
        }

        var back = account with { UserName = told["UserName"].AsText() ?? account.UserName, IsEnabled = told["IsEnabled"].AsFlag() ?? account.IsEnabled, Roles = told["Roles"].AsTexts() };
        await session.FlushAsync(cancellationToken);
        foreach (var problem in await accounts!.UpdateAsync(back, null, cancellationToken))
        {
            undo.Note(line, problem);
            return;
        }

        await session.RecordAsync(SiteChange.UserKind, account.UserId, back.UserName, account.ToChangeLog().ToJsonString(), back.ToChangeLog().ToJsonString(), cancellationToken);
    }

    // Recipes and screens tell of accounts in two ways.
    private static JsonObject Told(JsonNode? json) => new()
    {
        ["UserName"] = json?["UserName"]?.DeepClone(), ["IsEnabled"] = json?["IsEnabled"]?.DeepClone(), ["Roles"] = (json?["RoleNames"] ?? json?["Roles"])?.DeepClone() ?? new JsonArray(),
    };
}
