using CmsSite.Content.Handlers;
using CmsSite.Content.Items;

namespace CmsSite.Content.Title;

/// <summary>
/// Generated titles are made at every save. A title that an editor writes is also what the item is called; an import may name both, and they may differ, as in Orchard.
/// </summary>
public sealed class TitlePartHandler(IPatternRenderer patterns) : ContentPartHandler
{
    public override string PartName => "TitlePart";

    public override int Order => 100;

    public override async Task SavingAsync(PartContext context, CancellationToken cancellationToken)
    {
        var settings = context.Part.Settings.Get<TitlePartSettings>();
        if (settings.IsGenerated)
        {
            if (await patterns.RenderAsync(context, "Title", settings.Pattern, cancellationToken) is { } made)
            {
                context.Data["Title"] = made;
                context.Item.DisplayText = made;
            }

            return;
        }

        var title = context.Data["Title"].AsText();
        if (!string.IsNullOrWhiteSpace(title) && (!context.IsImport || string.IsNullOrWhiteSpace(context.Item.DisplayText)))
        {
            context.Item.DisplayText = title.Trim();
        }
    }

    public override Task ValidateAsync(PartContext context, CancellationToken cancellationToken)
    {
        if (context.IsPublished && context.Part.Settings.Get<TitlePartSettings>().Options == TitlePartOptions.EditableRequired
            && string.IsNullOrWhiteSpace(context.Data["Title"].AsText()))
        {
            context.Problem("Title", "A title is required.");
        }

        return Task.CompletedTask;
    }
}
