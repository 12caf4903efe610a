using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Links;

/// <summary>
/// Which links of this site lead nowhere: those to an item that is not published. A link by address counts only when something was published there and is no more: what else answers at an
/// address (search, feeds, programs beside this one) is not known here. Of a link to another site it counts what that one answered when it was asked last.
/// </summary>
public static class LinkTargets
{
    public static async Task<IReadOnlySet<SiteLink>> FindBrokenAsync(CmsDbContext database, IReadOnlyCollection<SiteLink> links, CancellationToken cancellationToken = default)
    {
        if (links.Count == 0)
        {
            return new HashSet<SiteLink>();
        }

        var yes = true;
        var (external, inner) = (links.Where(ExternalLinks.Is).ToList(), links.Where(link => !ExternalLinks.Is(link)).ToList());
        var addresses = external.Select(link => link.Path!).Distinct().ToList();
        var dead = addresses.Count == 0 ? [] : (await database.LinkChecks.Where(check => addresses.Contains(check.Address) && check.IsBroken == yes).Select(check => check.Address).ToListAsync(cancellationToken)).ToHashSet();
        return external.Where(link => dead.Contains(link.Path!)).Concat(await FindBrokenHereAsync(database, inner, cancellationToken)).ToHashSet();
    }

    private static async Task<IEnumerable<SiteLink>> FindBrokenHereAsync(CmsDbContext database, List<SiteLink> links, CancellationToken cancellationToken)
    {
        if (links.Count == 0)
        {
            return [];
        }

        var yes = true;
        var paths = links.Select(link => link.Path).OfType<string>().Distinct().ToList();
        var former = await database.FormerAddresses.AsNoTracking().Where(address => paths.Contains(address.Path)).ToDictionaryAsync(address => address.Path, address => address.ContentItemId, cancellationToken);
        var taken = (await database.Autoroutes.Where(row => paths.Contains(row.Path))
            .Join(database.ContentItems.Where(item => item.Published == yes), row => row.DocumentId, item => item.Id, (row, _) => row.Path).ToListAsync(cancellationToken)).ToHashSet();
        var targets = links.Select(link => link.TargetContentItemId).OfType<string>().Concat(former.Values).Distinct().ToList();
        var published = (await database.ContentItems.Where(item => targets.Contains(item.ContentItemId) && item.Published == yes).Select(item => item.ContentItemId).ToListAsync(cancellationToken)).ToHashSet();
        // Terms are published with what holds them.
        published.UnionWith(await database.Terms.Where(term => targets.Contains(term.TermContentItemId)).Select(term => term.TermContentItemId).ToListAsync(cancellationToken));
        return links.Where(link => link.TargetContentItemId is { } id ? !published.Contains(id) : !taken.Contains(link.Path!) && former.TryGetValue(link.Path!, out var item) && !published.Contains(item));
    }
}
