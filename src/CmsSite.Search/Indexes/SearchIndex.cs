using System.Data.Common;
using CmsSite.Search.Text;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;

namespace CmsSite.Search.Indexes;

/// <summary>
/// One index in one folder, being written and searched. How far it has followed the change log is part of every commit, so that files and position are never of two minds.
/// </summary>
internal sealed class SearchIndex : IDisposable
{
    private static readonly Similarity _similarity = new BM25Similarity();
    private readonly Lucene.Net.Store.Directory _files;
    private readonly IndexWriter _writer;
    private readonly SearcherManager _searchers;
    private readonly string _fingerprint;
    private long _committedPosition;
    private bool _isChanged;

    private SearchIndex(string folder, string fingerprint, SiteAnalyzer analyzer, int bufferMegabytes, OpenMode mode)
    {
        (Folder, Analyzer, _fingerprint) = (folder, analyzer, fingerprint);
        _files = FSDirectory.Open(folder);
        try
        {
            _writer = new IndexWriter(_files, new IndexWriterConfig(SiteAnalyzer.Lucene, analyzer)
            {
                OpenMode = mode,
                Similarity = _similarity,
                RAMBufferSizeMB = bufferMegabytes,
                WriteLockTimeout = 0,
            });
            _searchers = new SearcherManager(_writer, true, new Searchers());
        }
        catch
        {
            _writer?.Rollback();
            _files.Dispose();
            throw;
        }
    }

    public string Folder { get; }

    public SiteAnalyzer Analyzer { get; }

    /// <summary>The number of the last change that is in it.</summary>
    public long Position { get; private set; }

    /// <summary>How often what is found has changed since the index was opened.</summary>
    public long Generation { get; private set; }

    public static SearchIndex Create(string folder, string fingerprint, SiteAnalyzer analyzer, int bufferMegabytes) =>
        new(folder, fingerprint, analyzer, bufferMegabytes, OpenMode.CREATE);

    /// <summary>Opens what was completed there for this fingerprint; null when there is nothing of the kind.</summary>
    /// <exception cref="IOException">It is damaged, or another process is writing it (<see cref="LockObtainFailedException"/>).</exception>
    public static SearchIndex? TryOpen(string folder, string fingerprint, SiteAnalyzer analyzer, int bufferMegabytes)
    {
        if (StoredIndex.Find(folder, fingerprint) is not { } stored)
        {
            return null;
        }

        var index = new SearchIndex(folder, fingerprint, analyzer, bufferMegabytes, OpenMode.APPEND);
        index.Position = index._committedPosition = stored.Position;
        return index;
    }

    /// <summary>Whether a process is writing there.</summary>
    public static bool IsInUse(string folder)
    {
        using var files = FSDirectory.Open(folder);
        return IndexWriter.IsLocked(files);
    }

    public void Put(Term key, Document document)
    {
        _writer.UpdateDocument(key, document);
        _isChanged = true;
    }

    /// <summary>Adds a document that is certainly not there yet.</summary>
    public void Add(Document document)
    {
        _writer.AddDocument(document);
        _isChanged = true;
    }

    public void Delete(Term key)
    {
        _writer.DeleteDocuments(key);
        _isChanged = true;
    }

    /// <summary>Makes what was put and deleted count for searches that begin from now on.</summary>
    public void Refresh()
    {
        _searchers.MaybeRefreshBlocking();
        Generation++;
    }

    /// <summary>Notes a position without writing it yet.</summary>
    public void Reach(long position) => Position = Math.Max(Position, position);

    /// <summary>Whether a commit would keep work from being done again after a crash.</summary>
    public bool IsWorthCommitting => _isChanged || Position - _committedPosition > 1000;

    public void Commit(bool isComplete = true)
    {
        _writer.SetCommitData(StoredIndex.Data(Position, _fingerprint, isComplete));
        _writer.Commit();
        StoredIndex.WriteNote(Folder, _files);
        (_committedPosition, _isChanged) = (Position, false);
    }

    /// <summary>Searches what is there at this moment.</summary>
    /// <exception cref="ObjectDisposedException">The index was replaced just now: ask for the one that took its place.</exception>
    public T Search<T>(Func<IndexSearcher, T> search)
    {
        var searcher = _searchers.Acquire();
        try
        {
            return search(searcher);
        }
        finally
        {
            _searchers.Release(searcher);
        }
    }

    /// <summary>Reads every file through and compares it with the checksum in it.</summary>
    /// <exception cref="IOException">It is damaged.</exception>
    public void Verify() => Search(searcher =>
    {
        foreach (var leaf in searcher.IndexReader.Leaves)
        {
            leaf.AtomicReader.CheckIntegrity();
        }

        return true;
    });

    /// <summary>Closes it as it was committed last.</summary>
    public void Dispose()
    {
        _searchers.Dispose();
        try
        {
            _writer.Rollback();
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            // Its files are beyond writing; what remains of them is deleted by whoever replaces it.
        }

        _files.Dispose();
    }

    /// <summary>What is thrown when files of an index are gone or cannot be written.</summary>
    public static bool IsDamage(Exception exception) => exception is IOException or UnauthorizedAccessException or ObjectDisposedException
        || (exception is not DbException && exception.InnerException is { } inner && IsDamage(inner)); // Lucene wraps some; a database that cannot be reached is another matter

    /// <summary>What is thrown besides while files are read whose bytes are not what they were. Only for places at which nothing but the index is read.</summary>
    public static bool IsUnreadable(Exception exception) => IsDamage(exception) || exception is IndexOutOfRangeException or ArgumentException or InvalidOperationException or OverflowException or FormatException;

    private sealed class Searchers : SearcherFactory
    {
        public override IndexSearcher NewSearcher(IndexReader reader) => new(reader) { Similarity = _similarity };
    }
}
