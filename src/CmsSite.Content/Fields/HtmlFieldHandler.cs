using CmsSite.Content.Handlers;
using CmsSite.Content.Html;
using CmsSite.Content.Items;

namespace CmsSite.Content.Fields;

public sealed class HtmlFieldHandler(UndescribedPictures pictures) : FieldHandler<HtmlFieldSettings>
{
    public override string FieldType => "HtmlField";

    protected override string Property => "Html";

    protected override string Wanted => "a text";

    protected override bool IsEmpty(FieldContext context) => string.IsNullOrWhiteSpace(context.Data["Html"].AsText());

    public override Task SavingAsync(FieldContext context, CancellationToken cancellationToken)
    {
        if (context.Field.Settings.Get<HtmlFieldSettings>().SanitizeHtml && context.Data["Html"].AsText() is { } html && HtmlSanitizing.Sanitize(html) is var clean && clean != html)
        {
            context.Data["Html"] = clean;
        }

        return Task.CompletedTask;
    }

    public override async Task ValidateAsync(FieldContext context, CancellationToken cancellationToken)
    {
        await base.ValidateAsync(context, cancellationToken);
        await pictures.CheckAsync(context, $"{context.Part.Name}.{context.Field.Name}.Html", context.Data["Html"].AsText(), isMarkdown: false, cancellationToken);
    }
}

public sealed class MarkdownFieldHandler(UndescribedPictures pictures) : FieldHandler<MarkdownFieldSettings>
{
    public override string FieldType => "MarkdownField";

    protected override string Property => "Markdown";

    protected override string Wanted => "a text";

    protected override bool IsRequiredOnImport => false;

    protected override bool IsEmpty(FieldContext context) => string.IsNullOrWhiteSpace(context.Data["Markdown"].AsText());

    public override async Task ValidateAsync(FieldContext context, CancellationToken cancellationToken)
    {
        await base.ValidateAsync(context, cancellationToken);
        await pictures.CheckAsync(context, $"{context.Part.Name}.{context.Field.Name}.Markdown", context.Data["Markdown"].AsText(), isMarkdown: true, cancellationToken);
    }
}
