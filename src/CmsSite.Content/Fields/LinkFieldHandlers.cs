using CmsSite.Content.Handlers;
using CmsSite.Content.Html;
using CmsSite.Content.Items;

namespace CmsSite.Content.Fields;

public sealed class LinkFieldHandler : FieldHandler<LinkFieldSettings>
{
    public override string FieldType => "LinkField";

    protected override string Property => "Url";

    protected override string Wanted => "an address";

    protected override bool IsEmpty(FieldContext context) => string.IsNullOrWhiteSpace(context.Data["Url"].AsText());

    public override void Initialize(FieldContext context)
    {
        var settings = context.Field.Settings.Get<LinkFieldSettings>();
        foreach (var (property, value) in new[] { ("Url", settings.DefaultUrl), ("Text", settings.DefaultText), ("Target", settings.DefaultTarget) })
        {
            if (!string.IsNullOrEmpty(value))
            {
                context.Data[property] = value;
            }
        }
    }

    public override Task SavingAsync(FieldContext context, CancellationToken cancellationToken)
    {
        Urls.Neutralize(context.Data, context.IsImport);
        return Task.CompletedTask;
    }

    protected override void Check(FieldContext context, LinkFieldSettings settings)
    {
        var url = context.Data["Url"].AsText()!;
        if (!Urls.IsSafeLink(url))
        {
            context.Problem("Url", Urls.UnsafeMessage(url));
        }
    }

    protected override void CheckLimits(FieldContext context, LinkFieldSettings settings)
    {
        if (settings.LinkTextMode == LinkTextMode.Required && context.IsPublished && string.IsNullOrWhiteSpace(context.Data["Text"].AsText()))
        {
            context.Problem("Text", $"{context.Field.DisplayName} needs a text to be clicked on.");
        }
    }
}

public sealed class YoutubeFieldHandler : FieldHandler<YoutubeFieldSettings>
{
    private static readonly string[] _hosts = ["youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be", "youtube-nocookie.com", "www.youtube-nocookie.com"];

    public override string FieldType => "YoutubeField";

    protected override string Property => "RawAddress";

    protected override string Wanted => "the address of a video such as https://www.youtube.com/watch?v=…";

    protected override bool IsEmpty(FieldContext context) =>
        string.IsNullOrWhiteSpace(context.Data["RawAddress"].AsText()) && string.IsNullOrWhiteSpace(context.Data["EmbeddedAddress"].AsText());

    public override Task SavingAsync(FieldContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(context.Data["EmbeddedAddress"].AsText()) && VideoId(context.Data["RawAddress"].AsText()) is { } id)
        {
            context.Data["EmbeddedAddress"] = $"https://www.youtube.com/embed/{id}";
        }

        return Task.CompletedTask;
    }

    protected override void Check(FieldContext context, YoutubeFieldSettings settings)
    {
        foreach (var property in (string[])["RawAddress", "EmbeddedAddress"])
        {
            if (context.Data[property].AsText() is { } address && !string.IsNullOrWhiteSpace(address) && Parse(address) is null)
            {
                context.Problem(property, $"{context.Field.DisplayName}: {Wanted} is expected, not '{address}'.");
            }
        }
    }

    private static Uri? Parse(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && _hosts.Contains(url.Host, StringComparer.OrdinalIgnoreCase) ? url : null;

    // youtu.be/ID, /watch?v=ID, /embed/ID, /shorts/ID
    private static string? VideoId(string? address)
    {
        if (Parse(address) is not { } url)
        {
            return null;
        }

        var query = url.Query.TrimStart('?').Split('&').FirstOrDefault(pair => pair.StartsWith("v=", StringComparison.Ordinal))?[2..];
        var segments = url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var id = query ?? (url.Host.Equals("youtu.be", StringComparison.OrdinalIgnoreCase) ? segments.FirstOrDefault() : segments is ["embed" or "shorts" or "live" or "v", var last, ..] ? last : null);
        return id is { Length: > 0 } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? id : null;
    }
}
