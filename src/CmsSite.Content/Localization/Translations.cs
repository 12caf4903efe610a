using System.Globalization;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Localization;

/// <summary>An item of a set of translations; the culture in lower case.</summary>
public sealed record Translation(string ContentItemId, string Culture, string Title, bool IsPublished);

/// <summary>The translations of an item, and new ones. Written through the scope's session; the caller commits.</summary>
public sealed class Translations(SiteSession session, ContentItems items, ContentManager manager, SiteSettings settings)
{
    private const string Part = "LocalizationPart";

    /// <summary>The cultures that the site's settings name, the default one first, each once; names that are no cultures are left out. Never empty.</summary>
    public IReadOnlyList<CultureInfo> Cultures
    {
        get
        {
            List<CultureInfo> known = [.. ((CultureInfo?[])[SiteCultures.Default(settings), .. SiteCultures.Supported(settings)]).OfType<CultureInfo>().DistinctBy(culture => culture.Name)];
            return known.Count > 0 ? known : [CultureInfo.GetCultureInfo("en")];
        }
    }

    /// <summary>All items of a set, by culture.</summary>
    public async Task<IReadOnlyList<Translation>> OfAsync(string localizationSet, CancellationToken cancellationToken = default)
    {
        await session.FlushAsync(cancellationToken);
        return await session.Database.Localized.AsNoTracking().Where(row => row.LocalizationSet == localizationSet)
            .Join(items.Versions(VersionOptions.Latest), row => row.DocumentId, item => item.Id, (row, item) => new { row, item })
            .OrderBy(pair => pair.row.Culture)
            .Select(pair => new Translation(pair.row.ContentItemId, pair.row.Culture, pair.item.DisplayText ?? pair.row.ContentItemId, pair.item.Published)).ToListAsync(cancellationToken);
    }

    /// <summary>A draft of the item in another culture, with the text of the original to be translated; the translation that there is already when there is one. Null when there is no such item, or it cannot be translated.</summary>
    /// <exception cref="ArgumentException">The site does not have the culture.</exception>
    /// <exception cref="InvalidOperationException">The copy is not valid as a draft; the message names its problems.</exception>
    public async Task<string?> CreateAsync(string contentItemId, string culture, CancellationToken cancellationToken = default)
    {
        if (!Cultures.Any(known => known.Name.Equals(culture, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ArgumentException($"The site has no culture '{culture}'. Add it to its cultures in the settings first.", nameof(culture));
        }

        await session.BeginItemsAsync(cancellationToken);
        if (await items.GetAsync(contentItemId, VersionOptions.Latest, cancellationToken) is not { } item || item.Part(Part)?["LocalizationSet"].AsText() is not { Length: > 0 } set)
        {
            return null;
        }

        var wanted = culture.ToLowerInvariant();
        if ((await OfAsync(set, cancellationToken)).FirstOrDefault(other => other.Culture == wanted) is { } there)
        {
            return there.ContentItemId;
        }

        var copy = (await manager.CloneAsync(contentItemId, cancellationToken))!;
        var part = copy.EnsurePart(Part);
        (part["LocalizationSet"], part["Culture"]) = (set, wanted);
        var problems = await manager.SaveDraftAsync(copy, cancellationToken);
        return problems.Count == 0 ? copy.ContentItemId : throw new InvalidOperationException($"The translation cannot be saved: {string.Join(" ", problems.Select(problem => problem.Message))}");
    }
}
