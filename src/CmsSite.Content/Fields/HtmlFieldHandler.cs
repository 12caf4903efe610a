using CmsSite.Content.Handlers;
using CmsSite.Content.Html;
using CmsSite.Content.Items;

namespace CmsSite.Content.Fields;

public sealed class HtmlFieldHandler : FieldHandler<HtmlFieldSettings>
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
}

public sealed class MarkdownFieldHandler : FieldHandler<MarkdownFieldSettings>
{
    public override string FieldType => "MarkdownField";

    protected override string Property => "Markdown";

    protected override string Wanted => "a text";

    protected override bool IsRequiredOnImport => false;

    protected override bool IsEmpty(FieldContext context) => string.IsNullOrWhiteSpace(context.Data["Markdown"].AsText());
}
