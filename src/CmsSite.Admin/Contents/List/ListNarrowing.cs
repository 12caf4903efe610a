using CmsSite.Admin.Access;
using CmsSite.Admin.Contents.Editors;
using CmsSite.Content.Items;
using CmsSite.Content.Taxonomies;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Contents.List;

/// <summary>The conditions of a list about people, terms and days.</summary>
internal static class ListNarrowing
{
    /// <summary>Items of the account of that name; where there is no such account, as after an import, those that name it as their author.</summary>
    public static async Task<IQueryable<ContentItemRecord>> ByAsync(IQueryable<ContentItemRecord> rows, string author, CmsDbContext database, CancellationToken cancellationToken)
    {
        var name = author.ToUpperInvariant();
        return await database.Users.Where(user => user.NormalizedUserName == name).Select(user => user.Id).FirstOrDefaultAsync(cancellationToken) is { } id
            ? rows.Where(row => row.Owner == id)
            : rows.Where(row => row.Author == author);
    }

    // A list of ids that is looked up once: with EXISTS SQLite may look through all carriers for each item.
    public static IQueryable<ContentItemRecord> Carrying(this IQueryable<ContentItemRecord> rows, IReadOnlyList<string> terms, CmsDbContext database) =>
        rows.Where(row => database.Taxonomies.Where(carrier => terms.Contains(carrier.TermContentItemId)).Select(carrier => carrier.DocumentId).Contains(row.Id));

    /// <summary>The term and what is below it.</summary>
    public static async Task<IReadOnlyList<string>> WithChildrenAsync(AdminScope scope, string term, CancellationToken cancellationToken)
    {
        var at = await TaxonomyOfAsync(scope, term, cancellationToken);
        var taxonomy = at is null ? null : await scope.Get<ContentItems>().GetAsync(at, VersionOptions.Published, cancellationToken);
        var found = taxonomy is null ? null : Terms.All(taxonomy).FirstOrDefault(node => node["ContentItemId"].AsText() == term);
        return found is null ? [term] : [term, .. Terms.Below(found).Select(node => node["ContentItemId"].AsText()).OfType<string>()];
    }

    /// <summary>The taxonomy that a term is in; null when it is not there any more.</summary>
    public static Task<string?> TaxonomyOfAsync(AdminScope scope, string term, CancellationToken cancellationToken = default) =>
        scope.Session.Database.Terms.AsNoTracking().Where(row => row.TermContentItemId == term).Select(row => (string?)row.TaxonomyContentItemId).FirstOrDefaultAsync(cancellationToken);

    public static IQueryable<ContentItemRecord> Between(this IQueryable<ContentItemRecord> rows, ListFilter filter, TimeZoneInfo zone)
    {
        if (filter.From is { } first)
        {
            var from = MomentInput.ToUtc(first.ToDateTime(TimeOnly.MinValue), zone);
            rows = filter.Date switch
            {
                ListDate.Created => rows.Where(row => row.CreatedUtc >= from),
                ListDate.Published => rows.Where(row => row.PublishedUtc >= from),
                _ => rows.Where(row => row.ModifiedUtc >= from),
            };
        }

        if (filter.To is { } last)
        {
            var until = MomentInput.ToUtc(last.AddDays(1).ToDateTime(TimeOnly.MinValue), zone);
            rows = filter.Date switch
            {
                ListDate.Created => rows.Where(row => row.CreatedUtc < until),
                ListDate.Published => rows.Where(row => row.PublishedUtc < until),
                _ => rows.Where(row => row.ModifiedUtc < until),
            };
        }

        return rows;
    }
}
