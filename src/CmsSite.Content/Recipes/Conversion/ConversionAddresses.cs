using CmsSite.Content.Autoroute;
using CmsSite.Content.Items;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Conversion;

/// <summary>Where everything is to be, and where it was.</summary>
internal sealed class ConversionAddresses
{
    private readonly Dictionary<string, string> _newByKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _newByOld = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string OldPath, string Item, string? Contained, DateTime? Since)> _former = [];

    private ConversionAddresses()
    {
    }

    /// <summary>Old addresses that lead on: to an item, or to a term inside one.</summary>
    public IReadOnlyList<(string OldPath, string Item, string? Contained, DateTime? Since)> Former => _former;

    /// <param name="idOf">The id of an entry's item by its key.</param>
    public static async Task<ConversionAddresses> OfAsync(ForeignSite site, ConversionTarget target, ConversionOptions options, Func<string, string> idOf, ConversionReport report, CancellationToken cancellationToken)
    {
        var addresses = new ConversionAddresses();
        var wanted = site.Entries.Select(entry => (Entry: entry, Path: Wanted(entry, target, options))).ToList();
        var owners = await target.OwnersAsync([.. wanted.Select(entry => entry.Path.ToLowerInvariant()).Distinct()], cancellationToken);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (entry, path) in wanted)
        {
            var free = path;
            // The name with its number in the export is as good as nobody else's.
            if ((owners.TryGetValue(path, out var owner) && owner != idOf(entry.Key)) || !taken.Add(path))
            {
                free = $"{path}-{Slugs.Slugify(entry.Key)}";
                taken.Add(free);
                report.Add(entry.Key, null, $"the address /{path} belongs to something else, so it is at /{free}");
            }

            addresses._newByKey[entry.Key] = free;
            foreach (var old in entry.OldPaths)
            {
                addresses._newByOld.TryAdd(old, free);
            }
        }

        foreach (var entry in site.Entries)
        {
            var now = addresses._newByKey[entry.Key];
            addresses._former.AddRange(entry.OldPaths.Where(old => !old.Equals(now, StringComparison.OrdinalIgnoreCase) && !taken.Contains(old)).Select(old => (old, idOf(entry.Key), (string?)null, entry.SinceUtc)));
        }

        return addresses;
    }

    public string Of(string key) => _newByKey[key];

    /// <summary>Where what was there is now; null when nothing of the export was.</summary>
    public string? Now(string oldPath) => _newByOld.GetValueOrDefault(oldPath);

    /// <summary>An author or a term.</summary>
    /// <param name="now">Its new address; null when that is not known here, and the old one leads there.</param>
    public void Add(IEnumerable<string> oldPaths, string item, string? contained, string? now)
    {
        foreach (var old in oldPaths)
        {
            if (_newByOld.TryAdd(old, now ?? old) && now != old)
            {
                _former.Add((old, item, contained, null));
            }
        }
    }

    private static string Wanted(ForeignEntry entry, ConversionTarget target, ConversionOptions options)
    {
        if (options.KeepsAddresses && entry.OldPaths.FirstOrDefault(path => !path.StartsWith('?')) is { } old && RoutePath.Problem(old) is null)
        {
            return old;
        }

        return RoutePath.Repair((entry.IsPage ? target.PageFolder : target.ArticleFolder) + entry.Path);
    }
}
