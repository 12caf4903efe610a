using CmsSite.Content.Queries;
using CmsSite.Search.Queries.Dsl;
using CmsSite.Search.Text;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Query = Lucene.Net.Search.Query;

namespace CmsSite.Tests.Search;

/// <summary>Queries that may go through every term of an index are given up when they take too long.</summary>
public sealed class DeadlineTests : IDisposable
{
    private const int Terms = 2000;
    private readonly RAMDirectory _files = new();
    private readonly IndexReader _reader;

    public DeadlineTests()
    {
        using (var writer = new IndexWriter(_files, new IndexWriterConfig(SiteAnalyzer.Lucene, SiteAnalyzer.Named("simple", "en"))))
        {
            for (var i = 0; i < Terms; i++)
            {
                writer.AddDocument([new StringField("code", $"ab{i:0000}", Field.Store.NO)]);
            }
        }

        _reader = DirectoryReader.Open(_files);
    }

    public static TheoryData<string, int> Queries => new() { { "range", Terms }, { "fuzzy", 50 }, { "pattern", Terms } };

    public void Dispose()
    {
        _reader.Dispose();
        _files.Dispose();
    }

    [Theory, MemberData(nameof(Queries))]
    public void In_time_everything_is_found(string kind, int expected) =>
        Assert.Equal(expected, new IndexSearcher(_reader).Search(Make(kind, new Deadline(TimeProvider.System, TimeSpan.FromMinutes(5))), 10).TotalHits);

    [Theory, MemberData(nameof(Queries))]
    public void What_takes_too_long_is_given_up(string kind, int expected)
    {
        Assert.True(expected > 0);
        var wrong = Assert.Throws<QueryException>(() => new IndexSearcher(_reader).Search(Make(kind, new Deadline(new HurryingClock(), TimeSpan.FromSeconds(5))), 10));

        Assert.Contains("longer than 5 seconds", wrong.Message);
    }

    private static Query Make(string kind, Deadline deadline) => kind switch
    {
        "range" => new WatchedRangeQuery("code", "ab", null, true, true, deadline),
        "fuzzy" => new WatchedFuzzyQuery(new Term("code", "ab0000"), 2, 0, 50, deadline),
        _ => new TermPatternQuery("code", "*", "", _ => true, deadline),
    };

    // An hour passes whenever somebody looks.
    private sealed class HurryingClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _now += 3600;
    }
}
