using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace CmsSite.Search.Queries.Dsl;

/// <summary>A range of terms, gone through watching the clock: it may be every term that there is.</summary>
internal sealed class WatchedRangeQuery(string field, string? low, string? high, bool includesLow, bool includesHigh, Deadline deadline)
    : TermRangeQuery(field, low is null ? null : new BytesRef(low), high is null ? null : new BytesRef(high), includesLow, includesHigh)
{
    protected override TermsEnum GetTermsEnum(Terms terms, AttributeSource atts) => new WatchedTerms(base.GetTermsEnum(terms, atts), deadline);
}

/// <summary>Terms that are written alike, gone through watching the clock.</summary>
internal sealed class WatchedFuzzyQuery(Term term, int edits, int prefix, int expansions, Deadline deadline) : FuzzyQuery(term, edits, prefix, expansions, true)
{
    protected override TermsEnum GetTermsEnum(Terms terms, AttributeSource atts) => new WatchedTerms(base.GetTermsEnum(terms, atts), deadline);
}

internal sealed class WatchedTerms(TermsEnum terms, Deadline deadline) : FilterAtomicReader.FilterTermsEnum(terms)
{
    private const int Often = 64;
    private int _seen;

    public override bool MoveNext()
    {
        if (++_seen % Often == 0)
        {
            deadline.Check();
        }

        return m_input.MoveNext();
    }

    // What is not passed on is answered by Lucene with something that the index cannot read.
    public override TermState GetTermState() => m_input.GetTermState();

    public override void SeekExact(BytesRef term, TermState state) => m_input.SeekExact(term, state);
}
