using Lucene.Net.Index;
using Lucene.Net.Search;

namespace CmsSite.Search.Queries.Dsl;

/// <summary>Gives up collecting once the time has passed.</summary>
internal sealed class DeadlineCollector(ICollector inner, Deadline deadline) : ICollector
{
    private const int Often = 1024;
    private int _seen;

    public bool AcceptsDocsOutOfOrder => inner.AcceptsDocsOutOfOrder;

    public void SetScorer(Scorer scorer) => inner.SetScorer(scorer);

    public void SetNextReader(AtomicReaderContext context)
    {
        deadline.Check();
        inner.SetNextReader(context);
    }

    public void Collect(int doc)
    {
        if (++_seen % Often == 0)
        {
            deadline.Check();
        }

        inner.Collect(doc);
    }
}
