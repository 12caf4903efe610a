using System.Net;
using System.Xml;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Comments.Import;

/// <summary>What an import came to.</summary>
/// <param name="Missing">Articles that are not on this site, and how many comments on each were left out.</param>
public sealed record CommentImportResult(int Created, int Known, int LeftOut, IReadOnlyDictionary<string, int> Missing);

/// <summary>
/// Comments of other systems, with their threads, states and dates. Ids follow from the ids there, so that importing a file again adds what is new in it and nothing else. An article is found by
/// its address, or by the last part of it.
/// </summary>
public sealed class CommentImport(
    SiteSession session, ContentManager manager, ContentItems items, ContentDefinitions definitions, CommentedItems commented, CommentSources sources)
{
    private const int Batch = 200;

    /// <summary>Imports and commits, a few hundred at a time.</summary>
    /// <param name="progress">Is told how many were looked at.</param>
    /// <exception cref="CommentImportException">The file is no export of comments, or this site takes none.</exception>
    public async Task<CommentImportResult> RunAsync(Stream file, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        var type = commented.CommentType ?? throw new CommentImportException("This site has no content type with a part Comment.");
        var (created, known, leftOut, seen) = (0, 0, 0, 0);
        var articles = new Dictionary<string, string?>(StringComparer.Ordinal);
        var missing = new Dictionary<string, int>(StringComparer.Ordinal);
        // What answers a comment that comes later in the file waits for it; an answer to nothing at all is one to the article.
        List<ImportedComment> all;
        try
        {
            all = [.. CommentFiles.Read(file)];
        }
        catch (XmlException exception)
        {
            throw new CommentImportException($"The file breaks off or is damaged: {exception.Message}");
        }

        var there = all.Select(comment => comment.Id).ToHashSet();
        foreach (var chunk in InOrder(all, there).Chunk(Batch))
        {
            await session.BeginItemsAsync(cancellationToken);
            foreach (var comment in chunk)
            {
                if (!articles.TryGetValue(comment.ArticleUrl, out var article))
                {
                    articles[comment.ArticleUrl] = article = await ArticleAsync(comment.ArticleUrl, cancellationToken);
                }

                if (article is null || comment.Body.Length == 0)
                {
                    leftOut++;
                    missing[comment.ArticleUrl] = missing.GetValueOrDefault(comment.ArticleUrl) + (article is null ? 1 : 0);
                }
                else if (await WriteAsync(type, article, comment, there, cancellationToken))
                {
                    created++;
                }
                else
                {
                    known++;
                }
            }

            await session.CommitAsync(cancellationToken);
            progress?.Report(seen += chunk.Length);
        }

        return new CommentImportResult(created, known, leftOut, missing.Where(pair => pair.Value > 0).ToDictionary());
    }

    private async Task<bool> WriteAsync(string type, string article, ImportedComment from, HashSet<string> there, CancellationToken cancellationToken)
    {
        var id = IdOf(article, from.Id);
        if (await items.GetAsync(id, VersionOptions.Latest, cancellationToken) is not null || await session.Database.DeletedItems.AnyAsync(deleted => deleted.ContentItemId == id, cancellationToken))
        {
            return false; // also when somebody here deleted it since
        }

        var item = manager.New(type);
        var comment = new Comment(item);
        (item.ContentItemId, item.CreatedUtc) = (id, from.CreatedUtc);
        item.DisplayText = CommentChecks.Line(from.Name) is { Length: > 0 } name ? name[..Math.Min(name.Length, CommentChecks.MaxName)] : CommentWriters.Nobody;
        comment.SetTarget(article, from.ParentId is { } parent && there.Contains(parent) ? IdOf(article, parent) : null);
        comment.SetText("Name", item.DisplayText);
        comment.SetText("Website", CommentChecks.WebsiteOf(from.Website));
        comment.SetText("Body", from.Body);
        comment.SetHidden(from.State);
        if (from.Email is { Length: > 0 and <= CommentChecks.MaxEmail } email && email.Contains('@', StringComparison.Ordinal))
        {
            await sources.SetEmailAsync(id, email, cancellationToken);
        }

        var source = await sources.EnsureAsync(id, cancellationToken);
        source.ReceivedUtc = from.CreatedUtc;
        source.Network = IPAddress.TryParse(from.Ip, out var address) ? CommentNetworks.Of(address) : null;
        var problems = from.State == CommentState.Published ? await manager.PublishAsync(item, cancellationToken) : await manager.SaveDraftAsync(item, cancellationToken);
        return problems.Count == 0 ? true
            : throw new CommentImportException($"The comment {from.Id} of {from.ArticleUrl} cannot be stored: {problems[0].Path}: {problems[0].Message}");
    }

    // By its path; by the last part of it where the site was arranged in another way.
    private async Task<string?> ArticleAsync(string url, CancellationToken cancellationToken)
    {
        var path = ContentRoute.Normalize(Uri.TryCreate(url, UriKind.Absolute, out var address) ? Uri.UnescapeDataString(address.AbsolutePath) : url);
        if (path.Length == 0)
        {
            return null;
        }

        if (await items.FindRouteAsync(path, VersionOptions.Published, cancellationToken) is { Container: null, Item: var item } && Takes(item))
        {
            return item.ContentItemId;
        }

        var ending = Storage.Indexes.AutorouteIndexRow.Reverse("/" + path[(path.LastIndexOf('/') + 1)..]);
        var last = ending + "\uffff";
        var isSo = true;
        var found = await (from row in session.Database.Autoroutes
                           join record in session.Database.ContentItems on row.DocumentId equals record.Id
                           where row.ContainedContentItemId == null && record.Published == isSo && row.Backwards.CompareTo(ending) >= 0 && row.Backwards.CompareTo(last) < 0
                           select record).Take(2).ToListAsync(cancellationToken);
        return found is [var only] && Takes(ContentItems.ToItem(only)) ? only.ContentItemId : null;
    }

    private bool Takes(ContentItem item) => definitions.Type(item.ContentType)?.Has(CommentRules.PartName) == true;

    private static string IdOf(string article, string id) => RecipeIds.From($"comment {article} {id}");

    private static IEnumerable<ImportedComment> InOrder(List<ImportedComment> all, HashSet<string> there)
    {
        var byParent = all.ToLookup(comment => comment.ParentId is { } parent && there.Contains(parent) && parent != comment.Id ? parent : "");
        var queue = new Queue<ImportedComment>(byParent[""].OrderBy(comment => comment.CreatedUtc));
        while (queue.TryDequeue(out var comment))
        {
            yield return comment;
            foreach (var answer in byParent[comment.Id].OrderBy(answer => answer.CreatedUtc))
            {
                queue.Enqueue(answer);
            }
        }
    }
}
