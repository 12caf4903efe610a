using System.Diagnostics;
using CmsSite.Content.Html;
using CmsSite.Content.Items;
using CmsSite.Search.Indexes;
using CmsSite.Search.Text;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Store;

namespace CmsSite.Benchmarks.Search;

/// <summary>Lucene alone with texts and titles, beside our documents of the same, and beside all of the making of an index from the database.</summary>
internal static class RawIndexing
{
    private const int Turns = 3;

    /// <param name="making">How long the site took to make its index.</param>
    public static void Compare(IReadOnlyList<string> bodies, TimeSpan making)
    {
        List<string> texts = [.. bodies.Select(PlainText.FromHtml)];
        // In turns, the first of which compiles: the quickest of each is what other work on the machine disturbed least.
        var turns = Enumerable.Range(0, Turns).Select(_ => (Raw: Raw(texts), Ours: Ours(texts))).ToList();
        var raw = (Wall: turns.Min(turn => turn.Raw.Wall), Cpu: turns.Min(turn => turn.Raw.Cpu));
        var ours = (Wall: turns.Min(turn => turn.Ours.Wall), Cpu: turns.Min(turn => turn.Ours.Cpu));
        SearchBenchmark.Say($"making the index: {bodies.Count / making.TotalSeconds:0} articles/s from the database; Lucene alone {bodies.Count / raw.Wall.TotalSeconds:0}/s, ratio {raw.Wall / making:0.00}. Documents only, by CPU time: {bodies.Count / ours.Cpu.TotalSeconds:0}/s, Lucene alone {bodies.Count / raw.Cpu.TotalSeconds:0}/s, ratio {raw.Cpu / ours.Cpu:0.00}");
    }

    private static (TimeSpan Wall, TimeSpan Cpu) Raw(IReadOnlyList<string> texts) => InFolder(folder =>
    {
        using var files = FSDirectory.Open(folder);
        using var writer = new IndexWriter(files, new IndexWriterConfig(SiteAnalyzer.Lucene, new StandardAnalyzer(SiteAnalyzer.Lucene)) { RAMBufferSizeMB = 32 });
        for (var i = 0; i < texts.Count; i++)
        {
            writer.AddDocument(new Document
            {
                new StringField("id", $"{i}", Field.Store.YES), new TextField("title", texts[i][..40], Field.Store.YES), new TextField("body", texts[i], Field.Store.YES),
            });
        }

        writer.Commit();
    });

    private static (TimeSpan Wall, TimeSpan Cpu) Ours(IReadOnlyList<string> texts) => InFolder(folder =>
    {
        using var index = SearchIndex.Create(folder, "", SiteAnalyzer.Named("", "en"), 32);
        for (var i = 0; i < texts.Count; i++)
        {
            var item = new ContentItem { ContentItemId = $"{i}", ContentType = "Article", Published = true, Latest = true };
            var found = new SearchItem(item, texts[i][..40]);
            found.Body.Add(texts[i]);
            index.Add(SearchDocuments.Of(found, TimeZoneInfo.Utc));
        }

        index.Commit();
    });

    private static (TimeSpan Wall, TimeSpan Cpu) InFolder(Action<string> make)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("cmssite-bench-").FullName;
        try
        {
            var (cpu, watch) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.StartNew());
            make(folder);
            return (watch.Elapsed, Process.GetCurrentProcess().TotalProcessorTime - cpu);
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }
}
