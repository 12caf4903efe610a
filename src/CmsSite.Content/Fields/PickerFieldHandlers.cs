using System.Text.Json.Nodes;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Content.Media;
using CmsSite.Content.Taxonomies;

namespace CmsSite.Content.Fields;

public sealed class ContentPickerFieldHandler : ListFieldHandler<ContentPickerFieldSettings>
{
    public override string FieldType => "ContentPickerField";

    protected override string Property => "ContentItemIds";

    protected override string Wanted => "a content item";

    protected override void CheckLimits(FieldContext context, ContentPickerFieldSettings settings)
    {
        if (!settings.Multiple)
        {
            CheckSingle(context);
        }
    }
}

public sealed class LocalizationSetContentPickerFieldHandler : ListFieldHandler<LocalizationSetContentPickerFieldSettings>
{
    public override string FieldType => "LocalizationSetContentPickerField";

    protected override string Property => "LocalizationSets";

    protected override string Wanted => "a content item";

    protected override void CheckLimits(FieldContext context, LocalizationSetContentPickerFieldSettings settings)
    {
        if (!settings.Multiple)
        {
            CheckSingle(context);
        }
    }
}

public sealed class UserPickerFieldHandler : ListFieldHandler<UserPickerFieldSettings>
{
    public override string FieldType => "UserPickerField";

    protected override string Property => "UserIds";

    protected override string Wanted => "a user";

    protected override void CheckLimits(FieldContext context, UserPickerFieldSettings settings)
    {
        if (!settings.Multiple)
        {
            CheckSingle(context);
        }
    }
}

/// <summary>The taxonomy is the one of the settings; an item that names terms without it gets it from there.</summary>
public sealed class TaxonomyFieldHandler(ContentItems items) : ListFieldHandler<TaxonomyFieldSettings>
{
    public override string FieldType => "TaxonomyField";

    protected override string Property => "TermContentItemIds";

    protected override string Wanted => "a term";

    public override Task SavingAsync(FieldContext context, CancellationToken cancellationToken)
    {
        if (!IsEmpty(context) && string.IsNullOrEmpty(context.Data["TaxonomyContentItemId"].AsText())
            && context.Field.Settings.Get<TaxonomyFieldSettings>().TaxonomyContentItemId is { Length: > 0 } taxonomy)
        {
            context.Data["TaxonomyContentItemId"] = taxonomy;
        }

        return Task.CompletedTask;
    }

    public override async Task ValidateAsync(FieldContext context, CancellationToken cancellationToken)
    {
        await base.ValidateAsync(context, cancellationToken);
        // As with other limits of the editor, an import is not asked.
        if (!context.IsImport && !IsEmpty(context) && context.Field.Settings.Get<TaxonomyFieldSettings>().LeavesOnly
            && context.Data["TaxonomyContentItemId"].AsText() is { } id && await items.GetAsync(id, VersionOptions.Published, cancellationToken) is { } taxonomy)
        {
            var values = Values(context);
            foreach (var term in Terms.All(taxonomy).Where(term => values.Contains(term["ContentItemId"].AsText()) && term["Terms"].AsObjects().Any()))
            {
                context.Problem(Property, $"{context.Field.DisplayName} takes only terms without terms below them; '{term["DisplayText"].AsText()}' has some. Choose among those.");
            }
        }
    }

    protected override void CheckLimits(FieldContext context, TaxonomyFieldSettings settings)
    {
        if (settings.Unique)
        {
            CheckSingle(context);
        }
    }
}

/// <summary>Paths below the library's root, with <c>/</c> between folders and none in front.</summary>
public sealed class MediaFieldHandler : ListFieldHandler<MediaFieldSettings>
{
    public override string FieldType => "MediaField";

    protected override string Property => "Paths";

    protected override string Wanted => "a file of the media library";

    protected override bool IsRequiredOnImport => false;

    public override Task SavingAsync(FieldContext context, CancellationToken cancellationToken)
    {
        var paths = context.Data["Paths"].AsTexts();
        var wanted = paths.Select(Normalize).ToList();
        if (!paths.SequenceEqual(wanted))
        {
            context.Data["Paths"] = JsonValues.ToArray(wanted);
        }

        return Task.CompletedTask;
    }

    protected override void Check(FieldContext context, MediaFieldSettings settings)
    {
        foreach (var path in Values(context).Where(path => path.Split('/').Contains("..") || path.Contains(':', StringComparison.Ordinal)))
        {
            context.Problem("Paths", $"'{path}' is no path of the media library. Expected is one such as 'articles/bridge.jpg'.");
        }
    }

    protected override void CheckLimits(FieldContext context, MediaFieldSettings settings)
    {
        if (!settings.Multiple)
        {
            CheckSingle(context);
        }

        if (context.IsPublished && settings.AllowMediaText)
        {
            CheckTexts(context);
        }

        foreach (var path in Values(context))
        {
            if (settings.AllowedExtensions.Length > 0 && !settings.AllowedExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            {
                context.Problem("Paths", $"'{path}' cannot be used here: {context.Field.DisplayName} takes {string.Join(", ", settings.AllowedExtensions)}.");
            }
        }
    }

    // Nobody who cannot see a picture is left without a word about it, unless somebody says that it tells nothing.
    private static void CheckTexts(FieldContext context)
    {
        var (paths, texts, decorative) = (context.Data["Paths"].AsTexts(), context.Data["MediaTexts"] as JsonArray, context.Data["Decorative"] as JsonArray);
        for (var i = 0; i < paths.Count; i++)
        {
            if (MediaTypes.Of(paths[i]).StartsWith("image/", StringComparison.Ordinal)
                && string.IsNullOrWhiteSpace(i < texts?.Count ? texts[i].AsText() : null) && !(i < decorative?.Count && decorative[i].AsFlag() == true))
            {
                context.Problem($"MediaTexts[{i}]", $"{context.Field.DisplayName}: '{Path.GetFileName(paths[i])}' needs a description, or the mark that it is decoration only.");
            }
        }
    }

    // People copy what they see in a page or in a folder.
    private static string Normalize(string path)
    {
        var normalized = path.Trim().Replace('\\', '/');
        normalized = normalized.StartsWith("~/media/", StringComparison.OrdinalIgnoreCase) ? normalized["~/media/".Length..]
            : normalized.StartsWith("/media/", StringComparison.OrdinalIgnoreCase) ? normalized["/media/".Length..]
            : normalized;
        return normalized.TrimStart('/');
    }
}
