using CmsSite.Content.Handlers;
using CmsSite.Content.Items;

namespace CmsSite.Content.Html;

/// <summary>Sanitises the body unless the part's settings say not to. (Orchard looks for that setting in the wrong place on import, and sanitises always.)</summary>
public sealed class HtmlBodyPartHandler(UndescribedPictures pictures) : ContentPartHandler
{
    public override string PartName => "HtmlBodyPart";

    public override Task SavingAsync(PartContext context, CancellationToken cancellationToken)
    {
        if (context.Part.Settings.Get<HtmlBodyPartSettings>().SanitizeHtml && context.Data["Html"].AsText() is { } html && HtmlSanitizing.Sanitize(html) is var clean && clean != html)
        {
            context.Data["Html"] = clean;
        }

        return Task.CompletedTask;
    }

    public override Task ValidateAsync(PartContext context, CancellationToken cancellationToken) =>
        pictures.CheckAsync(context, $"{context.Part.Name}.Html", context.Data["Html"].AsText(), isMarkdown: false, cancellationToken);
}

/// <summary>Markdown is stored as it is written; what is displayed of it is sanitised.</summary>
public sealed class MarkdownBodyPartHandler(UndescribedPictures pictures) : ContentPartHandler
{
    public override string PartName => "MarkdownBodyPart";

    public override Task ValidateAsync(PartContext context, CancellationToken cancellationToken) =>
        pictures.CheckAsync(context, $"{context.Part.Name}.Markdown", context.Data["Markdown"].AsText(), isMarkdown: true, cancellationToken);
}
