using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace CmsSite.Search.Queries.Dsl;

/// <summary>
/// Finds terms by what they look like, one after the other and watching the clock. Lucene's own way is to make an automaton of the pattern first, which a few characters can make
/// larger than memory.
/// </summary>
/// <param name="prefix">How every term begins that matches; with it the search does not begin at the first.</param>
internal sealed class TermPatternQuery(string field, string pattern, string prefix, Func<string, bool> matches, Deadline deadline) : MultiTermQuery(field)
{
    private readonly string _field = field;
    private readonly string _pattern = pattern;

    public override string ToString(string field) => $"{_field}:{_pattern}";

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => HashCode.Combine(_field, _pattern);

    protected override TermsEnum GetTermsEnum(Terms terms, AttributeSource atts) => new Matching(terms.GetEnumerator(), prefix, matches, deadline);

    private sealed class Matching : FilteredTermsEnum
    {
        private const int Often = 256;
        private readonly BytesRef _prefix;
        private readonly Func<string, bool> _matches;
        private readonly Deadline _deadline;
        private int _seen;

        public Matching(TermsEnum terms, string prefix, Func<string, bool> matches, Deadline deadline)
            : base(terms)
        {
            (_prefix, _matches, _deadline) = (new BytesRef(prefix), matches, deadline);
            SetInitialSeekTerm(_prefix);
        }

        protected override AcceptStatus Accept(BytesRef term)
        {
            if (++_seen % Often == 0)
            {
                _deadline.Check();
            }

            return !StringHelper.StartsWith(term, _prefix) ? AcceptStatus.END : _matches(term.Utf8ToString()) ? AcceptStatus.YES : AcceptStatus.NO;
        }
    }
}
