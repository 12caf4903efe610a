using CmsSite.Content.Items;
using CmsSite.Search.Indexes;
using CmsSite.Search.Queries;
using CmsSite.Search.Text;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;

namespace CmsSite.Search.Evaluation;

/// <param name="Ndcg">Mean over all questions that something answers, of the first ten results, as readers would get them.</param>
/// <param name="TfIdf">The same questions asked of the same index in the same way, but weighed by Lucene's older formula.</param>
public sealed record RelevanceReport(int Texts, int Questions, double Ndcg, double TfIdf)
{
    /// <summary>The search does worse than it would without any of our doing.</summary>
    public bool IsBelowTfIdf => Ndcg < TfIdf;
}

/// <summary>Says how well the site's search finds what it should, on texts of which that is known: as articles in an index of their own, asked in the way in which readers ask.</summary>
public static class RelevanceEvaluation
{
    private const int Looked = 10;
    private const string Type = "Article";

    public static RelevanceReport Run(TestCollection collection)
    {
        var folder = Directory.CreateTempSubdirectory("cmssite-evaluation-");
        try
        {
            var profile = new SearchProfile("Evaluation", "", [Type], false, null, "en", "evaluation");
            using var index = SearchIndex.Create(folder.FullName, profile.Fingerprint, profile.Analyzer(), 32);
            foreach (var text in collection.Texts)
            {
                var item = new ContentItem { ContentItemId = text.Id, ContentType = Type, DisplayText = text.Title, Published = true, Latest = true };
                var found = new SearchItem(item, SafeText.Of(text.Title));
                found.Body.Add(SafeText.Of(text.Body));
                index.Add(SearchDocuments.Of(found, TimeZoneInfo.Utc));
            }

            index.Refresh();
            var asked = collection.Questions.Zip(collection.Gains).Where(question => question.Second.Count > 0).ToList();
            return index.Search(searcher => new RelevanceReport(
                collection.Texts.Count, asked.Count, Mean(searcher), Mean(new IndexSearcher(searcher.IndexReader) { Similarity = new DefaultSimilarity() })));

            double Mean(IndexSearcher searcher) => asked.Count == 0 ? 0 : asked.Average(question => Evaluation.Ndcg.At(Looked, Find(searcher, index.Analyzer, profile, question.First), question.Second));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<string> Find(IndexSearcher searcher, SiteAnalyzer analyzer, SearchProfile profile, string question)
    {
        var request = new SearchRequest(SearchTerms.Parse(question), profile.Types, new Dictionary<string, IReadOnlyList<string>>(), SearchSort.Best, 1, Looked, TimeZoneInfo.Utc);
        return [.. SiteSearch.Find(searcher, analyzer, profile, request).Hits.Select(hit => hit.ContentItemId)];
    }
}
