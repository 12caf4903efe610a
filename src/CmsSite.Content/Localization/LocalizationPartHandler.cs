using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Recipes;

namespace CmsSite.Content.Localization;

/// <summary>An item that can be translated is in a set of translations, alone at first; its culture is the site's when none is given.</summary>
public sealed class LocalizationPartHandler(SiteSettings settings) : ContentPartHandler
{
    public override string PartName => "LocalizationPart";

    public override Task SavingAsync(PartContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(context.Data["LocalizationSet"].AsText()))
        {
            context.Data["LocalizationSet"] = RecipeIds.New();
        }

        var culture = context.Data["Culture"].AsText();
        var wanted = string.IsNullOrWhiteSpace(culture) ? settings.Find("LocalizationSettings")?["DefaultCulture"].AsText() : culture;
        if (wanted?.ToLowerInvariant() is { } lower && lower != culture)
        {
            context.Data["Culture"] = lower;
        }

        return Task.CompletedTask;
    }

    public override void Cloning(PartContext context) => context.Data.Remove("LocalizationSet");
}
