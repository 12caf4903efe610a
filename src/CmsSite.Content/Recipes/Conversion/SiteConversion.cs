using System.Text;
using System.Text.Json.Nodes;
using CmsSite.Content.Recipes.Conversion.Ghost;
using CmsSite.Content.Recipes.Conversion.WordPress;
using CmsSite.Content.Recipes.Exporting;
using CmsSite.Content.Items;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Conversion;

/// <summary>
/// Makes a recipe package of a site that another system exported: WordPress (WXR) or Ghost (JSON). It writes nothing but the package, which is then planned, applied and undone like any other. The same export gives the
/// same package, and ids follow from those there, so that a later export of the same site adds what is new in it.
/// </summary>
public sealed class SiteConversion(TimeProvider clock)
{
    /// <param name="package">Where it goes; complete when this returns.</param>
    /// <param name="progress">Is told how many items were converted, and of how many.</param>
    /// <exception cref="RecipeException">The export cannot be read; with file, line and column where it has them.</exception>
    public async Task<ConversionReport> ConvertAsync(
        ConversionInput input, ConversionTarget target, ConversionOptions options, ExportPackage package, IProgress<(int Done, int Total)>? progress = null, CancellationToken cancellationToken = default)
    {
        var report = new ConversionReport();
        var site = Read(input, options, report);
        (report.System, report.Site) = (site.System, site.Title);
        if (site.Entries.Count == 0)
        {
            throw new RecipeException($"\"{input.Name}\" holds no post and no page", "Choose “All content” when exporting");
        }

        var media = new ConversionMedia(site, input, target.Media, report);
        media.TakeAll();
        var addresses = await ConversionAddresses.OfAsync(site, target, options, key => ConvertedItems.IdOf(site, key), report, cancellationToken);
        var terms = new ConvertedTerms(site, target);
        terms.AddAll(addresses);
        var authors = new ConvertedAuthors(site, target, media);
        authors.AddAll(addresses);
        var texts = new ConversionHtml(site, media, addresses.Now, report);
        var items = new ConvertedItems(site, target, options, addresses, terms, authors, media, texts, report, clock.GetUtcNow().UtcDateTime);
        var name = $"{site.System}.{NameOf(site)}";
        var writer = new ConversionPackage(package, name, site.Title.Length > 0 ? $"{site.Title} ({site.System})" : site.System, options.Updates);
        var done = 0;
        foreach (var item in site.Items())
        {
            cancellationToken.ThrowIfCancellationRequested();
            await writer.AddAsync(items.Item(item), item.Html.Length, cancellationToken);
            foreach (var comment in items.Comments(item))
            {
                await writer.AddAsync(comment, 0, cancellationToken);
            }

            progress?.Report((++done, site.Entries.Count));
        }

        (report.Authors, report.Terms, report.Files, report.Addresses) = (authors.New.Count, terms.Count, media.Count, addresses.Former.Count);
        await writer.WriteAsync(Before(media, terms), authors.New, After(site, media, addresses), cancellationToken);
        await media.CopyAsync(package, cancellationToken);
        await package.CompleteAsync(cancellationToken);
        return report;
    }

    private static ForeignSite Read(ConversionInput input, ConversionOptions options, ConversionReport report)
    {
        using var reader = new StreamReader(input.Open(input.Exports[0]), Encoding.UTF8);
        int character;
        while ((character = reader.Read()) >= 0 && char.IsWhiteSpace((char)character))
        {
        }

        return character switch
        {
            '<' => new WordPressExport(input, options, report),
            '{' => new GhostExport(input, options, report),
            _ => throw new RecipeException($"\"{input.Exports[0]}\" is neither an export of WordPress (XML) nor one of Ghost (JSON)", "Export the site there under Tools → Export (WordPress) or Settings → Migration tools (Ghost)"),
        };
    }

    private static IEnumerable<(string Name, JsonObject Step)> Before(ConversionMedia media, ConvertedTerms terms)
    {
        if (media.Count > 0)
        {
            yield return ("media", new JsonObject { ["Files"] = new JsonArray([.. media.Describe()]) });
        }

        if (terms.Step() is { } step)
        {
            yield return ("TaxonomyTerms", step);
        }
    }

    private static IEnumerable<(string Name, JsonObject Step)> After(ForeignSite site, ConversionMedia media, ConversionAddresses addresses)
    {
        if (addresses.Former.Count > 0)
        {
            yield return ("FormerAddresses", new JsonObject
            {
                ["Addresses"] = new JsonArray([.. addresses.Former.Select(former =>
                {
                    var json = new JsonObject { ["Path"] = former.OldPath, ["ContentItemId"] = former.Item };
                    if (former.Contained is { } contained)
                    {
                        json["ContainedContentItemId"] = contained;
                    }

                    // Whoever has kept the old address has done so for long.
                    json["SinceUtc"] = former.Since ?? DateTime.UnixEpoch;
                    return (JsonNode)json;
                })]),
            });
        }

        if (media.Count > 0)
        {
            yield return ("UrlRewriting", new JsonObject
            {
                ["Rules"] = new JsonArray(new JsonObject
                {
                    ["Name"] = $"Files of {(site.Title.Length > 0 ? site.Title : site.System)}", ["Source"] = "Redirect", ["Pattern"] = site.Uploads.Pattern, ["SubstitutionPattern"] = site.Uploads.Substitution,
                    ["IsCaseInsensitive"] = true, ["QueryStringPolicy"] = "Drop", ["RedirectType"] = "MovedPermanently",
                }),
            });
        }
    }

    // Recipes of two sites are two recipes.
    private static string NameOf(ForeignSite site) => Slugs.Slugify(site.Url?.Host ?? site.Title) is { Length: > 0 } name ? name : "site";
}
