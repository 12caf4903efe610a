using CmsSite.Content.Handlers;
using CmsSite.Content.Html;
using CmsSite.Content.Items;

namespace CmsSite.Content.Menus;

/// <summary>What menu items have in common: a label, which Orchard 1.x kept in the part's <c>Name</c>, and an address that runs nothing.</summary>
public abstract class MenuItemPartHandler : ContentPartHandler
{
    // After titles: a menu item that has one is called by it.
    public override int Order => 150;

    public override Task SavingAsync(PartContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(context.Item.DisplayText) && context.Data["Name"].AsText() is { Length: > 0 } name)
        {
            context.Item.DisplayText = name;
        }

        Urls.Neutralize(context.Data, context.IsImport);

        return Task.CompletedTask;
    }

    public override Task ValidateAsync(PartContext context, CancellationToken cancellationToken)
    {
        if (context.Data["Url"].AsText() is { } url && !Urls.IsSafeLink(url))
        {
            context.Problem("Url", Urls.UnsafeMessage(url));
        }

        return Task.CompletedTask;
    }
}

public sealed class LinkMenuItemPartHandler : MenuItemPartHandler
{
    public override string PartName => "LinkMenuItemPart";
}

public sealed class ContentMenuItemPartHandler : MenuItemPartHandler
{
    public override string PartName => "ContentMenuItemPart";
}

public sealed class HtmlMenuItemPartHandler : MenuItemPartHandler
{
    public override string PartName => "HtmlMenuItemPart";

    public override Task SavingAsync(PartContext context, CancellationToken cancellationToken)
    {
        if (context.Part.Settings.Get<HtmlMenuItemPartSettings>().SanitizeHtml && context.Data["Html"].AsText() is { } html && HtmlSanitizing.Sanitize(html) is var clean && clean != html)
        {
            context.Data["Html"] = clean;
        }

        return base.SavingAsync(context, cancellationToken);
    }
}
