using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Admin.Inputs;
using CmsSite.Content.Access;
using CmsSite.Content.Fields;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using CmsSite.Theming.Liquid;

namespace CmsSite.Admin.Settings;

/// <summary>What became of a change of settings: nothing wrong when it is stored.</summary>
/// <param name="IsOvertaken">Somebody else changed one of them since they were read; nothing was stored.</param>
internal sealed record SettingsOutcome(IReadOnlyList<SettingProblem> Problems, bool IsOvertaken = false)
{
    public bool IsSaved => Problems.Count == 0 && !IsOvertaken;
}

/// <summary>Reads and changes the settings of the site.</summary>
internal static class SettingsChanges
{
    private const string Hidden = "(not shown)";

    // Nobody edits these two here, and one of them is a secret.
    private static readonly string[] _closed = ["SiteSalt", "SuperUser"];

    public static bool MayEditAny(AdminScope scope) => SettingsGroups.All.Any(group => group.MayEdit(scope)) || CustomSettingsChanges.Types(scope).Count > 0;

    /// <summary>The settings of a group by their names; without those that are not set. A copy.</summary>
    public static JsonObject Read(AdminScope scope, SettingsGroup group)
    {
        var settings = new JsonObject();
        foreach (var name in group.Names)
        {
            if (scope.Get<SiteSettings>().Find(name) is { } value)
            {
                settings[name] = value.DeepClone();
            }
        }

        return settings;
    }

    /// <param name="seen">What its writer began with, as <see cref="Read"/> gave it.</param>
    /// <exception cref="RefusedException">The user may not change these settings.</exception>
    public static async Task<SettingsOutcome> SaveAsync(AdminScope scope, SettingsGroup group, JsonObject seen, JsonObject written)
    {
        if (!group.MayEdit(scope))
        {
            throw new RefusedException("You may not change these settings.");
        }

        if (SettingRules.Check(written, group.Inputs, scope.Get<LiquidEngine>()) is { Count: > 0 } problems)
        {
            return new SettingsOutcome(problems);
        }

        await scope.Session.BeginAsync();
        if (!JsonNode.DeepEquals(Read(scope, group), seen))
        {
            await scope.Session.RollbackAsync();
            return new SettingsOutcome([], IsOvertaken: true);
        }

        foreach (var name in group.Names)
        {
            if (written[name] is { } value)
            {
                await scope.Get<SiteSettings>().PutAsync(name, value.DeepClone());
            }
            else
            {
                await scope.Session.DeleteAsync(SiteDocumentKinds.SiteSetting, name);
            }
        }

        await scope.Session.CommitAsync();
        return new SettingsOutcome([]);
    }

    /// <summary>Settings that no screen is for: what recipes brought for other hosts. Passwords and keys in them are not shown, nor what readers gave in confidence.</summary>
    public static JsonObject Kept(AdminScope scope)
    {
        var shown = SettingsGroups.All.SelectMany(group => group.Names).Concat(_closed).Concat(CustomSettingsChanges.TypesOf(scope).Select(type => type.Name)).ToHashSet(StringComparer.Ordinal);
        var kept = new JsonObject();
        foreach (var (name, value) in scope.Session.Documents(SiteDocumentKinds.SiteSetting).Where(setting => !shown.Contains(setting.Key)).OrderBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase))
        {
            kept[name] = SecretNames.Contains(name) ? Hidden : Hide(value.DeepClone());
        }

        return (JsonObject)PersonalFields.Without(kept)!;
    }

    private static JsonNode? Hide(JsonNode? node)
    {
        foreach (var inner in (node as JsonArray)?.ToList() ?? [])
        {
            Hide(inner);
        }

        foreach (var (name, value) in (node as JsonObject)?.ToList() ?? [])
        {
            if (SecretNames.Contains(name))
            {
                node![name] = Hidden;
            }
            else
            {
                Hide(value);
            }
        }

        return node;
    }
}
