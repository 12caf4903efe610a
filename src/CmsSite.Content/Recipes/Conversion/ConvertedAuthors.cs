using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Conversion;

/// <summary>Authors as content items. One of a name that is here already is that author. Nobody gets an account.</summary>
internal sealed class ConvertedAuthors(ForeignSite site, ConversionTarget target, ConversionMedia media)
{
    private readonly Dictionary<string, string> _ids = new(target.KnownAuthors, StringComparer.Ordinal);
    private readonly List<JsonObject> _new = [];

    public IReadOnlyList<JsonObject> New => _new;

    public void AddAll(ConversionAddresses addresses)
    {
        if (target.AuthorType is null)
        {
            return;
        }

        var paths = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var author in site.Authors.Values)
        {
            var name = Slugs.Slugify(author.Name);
            var id = RecipeIds.From($"{site.Identity} author {name}");
            if (_ids.TryGetValue(name, out var known) && (known != id || _new.Any(other => other["ContentItemId"].AsText() == id)))
            {
                addresses.Add(author.OldPaths, known, null, null);
                continue;
            }

            _ids[name] = id;
            var path = target.AuthorFolder + (author.Slug.Length > 0 ? author.Slug : name);
            _new.Add(Item(author, id, paths.Add(path) ? path : $"{path}-{paths.Count}"));
            addresses.Add(author.OldPaths, id, null, path);
        }
    }

    public JsonArray IdsOf(ForeignItem item)
    {
        var ids = item.Authors.Where(site.Authors.ContainsKey).Select(key => _ids.GetValueOrDefault(Slugs.Slugify(site.Authors[key].Name))).OfType<string>().Distinct().ToList();
        return JsonValues.ToArray(ids.Count > 0 ? ids : [Nobody()]);
    }

    // An article has an author; of one that had none that is the site.
    private string Nobody()
    {
        var author = new ForeignAuthor("", site.Title.Length > 0 ? site.Title : "Unknown author", "");
        var name = Slugs.Slugify(author.Name);
        var id = RecipeIds.From($"{site.Identity} author {name}");
        if (_ids.TryGetValue(name, out var known) && (known != id || _new.Any(other => other["ContentItemId"].AsText() == id)))
        {
            return known;
        }

        _ids[name] = id;
        _new.Add(Item(author, id, target.AuthorFolder + name));
        return id;
    }

    private JsonObject Item(ForeignAuthor author, string id, string path)
    {
        var part = new JsonObject();
        if (target.IntroductionField is { } introduction)
        {
            // It is asked for, and says so little that somebody will want to say more.
            part[introduction] = new JsonObject { ["Text"] = author.Introduction ?? (author.Name == site.Title ? $"Articles of {author.Name}." : $"{author.Name} wrote for {(site.Title.Length > 0 ? site.Title : "the former site")}.") };
        }

        if (target.PortraitField is { } portrait && author.Picture is { } picture && Uri.TryCreate(site.Base, picture, out var address) && media.PathOf(address) is { } file)
        {
            part[portrait] = new JsonObject { ["Paths"] = new JsonArray(file), ["MediaTexts"] = new JsonArray($"Portrait of {author.Name}") };
        }

        if (target.WebsiteField is { } website && author.Website is { } url && Uri.TryCreate(url, UriKind.Absolute, out var page) && page.Scheme is "http" or "https")
        {
            part[website] = new JsonObject { ["Url"] = url, ["Text"] = page!.Host };
        }

        return new JsonObject
        {
            ["ContentItemId"] = id,
            ["ContentType"] = target.AuthorType,
            ["DisplayText"] = author.Name,
            ["Latest"] = true,
            ["Published"] = true,
            ["TitlePart"] = new JsonObject { ["Title"] = author.Name },
            ["AutoroutePart"] = new JsonObject { ["Path"] = path },
            [target.AuthorType!] = part,
        };
    }
}
