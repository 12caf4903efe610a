using System.Globalization;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Search.Indexes;

/// <summary>Brings documents of an index up to date with items that changed, and those that borrow names from them.</summary>
internal sealed class IndexUpdater(IServiceScopeFactory scopes)
{
    private const int BatchSize = 200;

    public async Task UpdateAsync(SearchProfile profile, SearchIndex index, IReadOnlyCollection<string> contentItemIds, CancellationToken cancellationToken)
    {
        var lent = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var batch in contentItemIds.Chunk(BatchSize))
        {
            await using var scope = scopes.CreateAsyncScope();
            var published = (await scope.ServiceProvider.GetRequiredService<ContentItems>().GetAsync(batch, VersionOptions.Published, cancellationToken)).ToDictionary(item => item.ContentItemId);
            foreach (var id in batch)
            {
                lent[id] = SearchItemReader.Lent(id, published.GetValueOrDefault(id));
            }

            await PutAsync(scope.ServiceProvider, profile, index, batch, cancellationToken);
        }

        index.Refresh();
        var borrowers = index.Search(searcher => Borrowers(searcher, lent)).Except(contentItemIds).ToList();
        foreach (var batch in borrowers.Chunk(BatchSize))
        {
            await using var scope = scopes.CreateAsyncScope();
            await PutAsync(scope.ServiceProvider, profile, index, batch, cancellationToken);
        }

        if (borrowers.Count > 0)
        {
            index.Refresh();
        }
    }

    private static async Task PutAsync(IServiceProvider services, SearchProfile profile, SearchIndex index, IReadOnlyList<string> contentItemIds, CancellationToken cancellationToken)
    {
        var version = profile.IsLatest ? VersionOptions.Latest : VersionOptions.Published;
        var items = (await services.GetRequiredService<ContentItems>().GetAsync(contentItemIds, version, cancellationToken)).Where(item => IndexBuilder.IsOf(profile, item)).ToList();
        var timeZone = services.GetRequiredService<SiteSettings>().TimeZone;
        foreach (var found in await services.GetRequiredService<SearchItemReader>().ReadAsync(items, cancellationToken))
        {
            index.Put(SearchDocuments.Key(found.Item.ContentItemId), SearchDocuments.Of(found, timeZone));
        }

        foreach (var gone in contentItemIds.Except(items.Select(item => item.ContentItemId)))
        {
            index.Delete(SearchDocuments.Key(gone));
        }
    }

    // The items whose documents hold a name of one of these that it does not have any more.
    private static List<string> Borrowers(IndexSearcher searcher, Dictionary<string, HashSet<string>> lent)
    {
        var terms = MultiFields.GetTerms(searcher.IndexReader, FieldNames.Borrowed);
        var outdated = new List<Term>();
        var each = terms?.GetEnumerator();
        if (each is null)
        {
            return [];
        }

        foreach (var (id, names) in lent)
        {
            var prefix = id + "/";
            var isThere = each.SeekCeil(new BytesRef(prefix)) != TermsEnum.SeekStatus.END;
            while (isThere && each.Term.Utf8ToString() is var borrowed && borrowed.StartsWith(prefix, StringComparison.Ordinal))
            {
                if (!names.Contains(borrowed) && !(borrowed.EndsWith('=') && !names.Any(name => name.StartsWith(borrowed, StringComparison.Ordinal)))) // what has no name still has none
                {
                    outdated.Add(new Term(FieldNames.Borrowed, borrowed));
                }

                isThere = each.MoveNext();
            }
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var term in outdated)
        {
            Collect(searcher, term, ids);
        }

        return [.. ids];
    }

    private static void Collect(IndexSearcher searcher, Term term, HashSet<string> ids)
    {
        var only = new HashSet<string> { FieldNames.Id };
        foreach (var leaf in searcher.IndexReader.Leaves)
        {
            var postings = leaf.AtomicReader.GetTermDocsEnum(term);
            for (var at = postings?.NextDoc() ?? DocIdSetIterator.NO_MORE_DOCS; at != DocIdSetIterator.NO_MORE_DOCS; at = postings!.NextDoc())
            {
                if (leaf.AtomicReader.LiveDocs?.Get(at) != false)
                {
                    ids.Add(leaf.AtomicReader.Document(at, only).Get(FieldNames.Id, CultureInfo.InvariantCulture));
                }
            }
        }
    }
}
