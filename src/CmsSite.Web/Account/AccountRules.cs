using System.Text.Json.Nodes;
using CmsSite.Content.Features;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;

namespace CmsSite.Web.Account;

/// <summary>What people may do about accounts by themselves, as Orchard's settings say it. Nothing, unless they do.</summary>
internal sealed class AccountRules(SiteSettings settings, SiteFeatures features)
{
    private const string Registration = "OrchardCore.Users.Registration";

    /// <summary>
    /// Recipes of older Orchards say it in the settings (0: nobody, 1: anybody, 2: only with accounts of other sites); for today's the feature opens it. Here the feature alone opens nothing: many recipes name it for
    /// a workflow's sake.
    /// </summary>
    public bool MayRegister => settings.Find("RegistrationSettings") is JsonObject && (Of("RegistrationSettings", "UsersCanRegister") is { } given
        ? given.AsNumber() == 1 || given.AsText() == "AllowRegistration"
        : features.Noted.Contains(Registration, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether somebody has to enable an account before it can be signed in to.</summary>
    public bool IsModerated => Flag("RegistrationSettings", "UsersAreModerated") ?? false;

    public bool MayResetPassword => Flag("ResetPasswordSettings", "AllowResetPassword") ?? false;

    public bool MayChangeEmail => (Flag("ChangeEmailSettings", "AllowChangeEmail") ?? false) || (Flag("LoginSettings", "AllowChangingEmail") ?? false);

    public bool MayChangeUserName => Flag("LoginSettings", "AllowChangingUsername") ?? false;

    /// <summary>Whether a sign-in may outlive the browser's session.</summary>
    public bool MayBeRemembered => Flag("LoginSettings", "AllowRememberMe") ?? true;

    private bool? Flag(string setting, string property) => Of(setting, property).AsFlag();

    private JsonNode? Of(string setting, string property) => (settings.Find(setting) as JsonObject)?[property];
}
