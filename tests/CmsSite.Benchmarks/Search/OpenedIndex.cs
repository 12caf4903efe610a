using System.Diagnostics;
using System.Globalization;
using CmsSite.Search.Indexes;
using CmsSite.Search.Queries;
using CmsSite.Search.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;

namespace CmsSite.Benchmarks.Search;

/// <summary>The index that the site made, searched in this process: by the site's search, and by Lucene alone.</summary>
internal sealed class OpenedIndex : IDisposable
{
    private const int Rounds = 5;
    private readonly FSDirectory _files;
    private readonly DirectoryReader _reader;
    private readonly IndexSearcher _searcher;
    private readonly SearchProfile _profile = new("Site", "", ["Article"], false, null, "en", "");
    private readonly SiteAnalyzer _analyzer = SiteAnalyzer.Named("", "en");

    public OpenedIndex(string folder)
    {
        var segments = System.IO.Directory.GetFiles(folder, "segments_*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last();
        _files = FSDirectory.Open(Path.GetDirectoryName(segments)!);
        _reader = DirectoryReader.Open(_files);
        _searcher = new IndexSearcher(_reader) { Similarity = new BM25Similarity() };
    }

    /// <summary>Ten hits with everything that a page says of them, and ten hits with their titles.</summary>
    public void Compare(IReadOnlyList<string> questions)
    {
        var terms = questions.Select(question => _analyzer.Tokens(question).Select(token => token.Term).ToList()).ToList();
        var (ours, raw) = (new List<double>(), new List<double>());
        var slowest = TimeSpan.Zero;
        for (var round = 0; round <= Rounds; round++)
        {
            var one = Rate(() => questions.Select(Ours), questions.Count);
            var other = Rate(() => terms.Select(Raw), terms.Count);
            if (round == 0)
            {
                continue; // compiles
            }

            ours.Add(one);
            raw.Add(other);
            foreach (var question in questions)
            {
                var begun = Stopwatch.GetTimestamp();
                Ours(question);
                var took = Stopwatch.GetElapsedTime(begun);
                slowest = took > slowest ? took : slowest;
            }
        }

        SearchBenchmark.Say($"in one process, on one core: {ours.Order().ElementAt(Rounds / 2):0} searches/s with highlights, facets and counts; Lucene alone {raw.Order().ElementAt(Rounds / 2):0}/s; ratio {ours.Zip(raw, (a, b) => a / b).Order().ElementAt(Rounds / 2):0.00}; {_reader.Leaves.Count} segments; slowest of ours {slowest.TotalMilliseconds:0.0} ms");
    }

    /// <summary>Asks as a reader would who sees the first page of results.</summary>
    public void Ask(string question) => Ours(question);

    // By processor time: other processes do not slow it down.
    private static double Rate(Func<IEnumerable<int>> run, int count)
    {
        var begun = Process.GetCurrentProcess().TotalProcessorTime;
        var found = run().Sum();
        return found == 0 ? throw new InvalidOperationException("Nothing was found.") : count / (Process.GetCurrentProcess().TotalProcessorTime - begun).TotalSeconds;
    }

    private int Ours(string question) => SiteSearch.Find(
        _searcher, _analyzer, _profile, new SearchRequest(SearchTerms.Parse(question), _profile.Types, new Dictionary<string, IReadOnlyList<string>>(), SearchSort.Best, 1, 10, TimeZoneInfo.Utc)).Hits.Count;

    private int Raw(List<string> terms)
    {
        var query = new BooleanQuery();
        foreach (var term in terms)
        {
            query.Add(new TermQuery(new Term(FieldNames.FullText, term)), Occur.MUST);
        }

        return _searcher.Search(query, 10).ScoreDocs.Sum(hit => _searcher.Doc(hit.Doc).Get(FieldNames.TitleKeyword, CultureInfo.InvariantCulture).Length > 0 ? 1 : 0);
    }

    public void Dispose()
    {
        _reader.Dispose();
        _files.Dispose();
    }
}
