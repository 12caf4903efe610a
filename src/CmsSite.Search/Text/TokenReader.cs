using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace CmsSite.Search.Text;

/// <summary>Hands the terms of a text to Lucene, one after the other.</summary>
internal sealed class TokenReader : Tokenizer
{
    private readonly Func<string, IReadOnlyList<Token>> _tokens;
    private readonly ICharTermAttribute _term;
    private readonly IOffsetAttribute _offset;
    private IReadOnlyList<Token> _read = [];
    private int _at;
    private int _length;

    public TokenReader(TextReader reader, Func<string, IReadOnlyList<Token>> tokens) : base(reader)
    {
        _tokens = tokens;
        _term = AddAttribute<ICharTermAttribute>();
        _offset = AddAttribute<IOffsetAttribute>();
        AddAttribute<IPositionIncrementAttribute>();
    }

    public override void Reset()
    {
        base.Reset();
        var text = m_input.ReadToEnd();
        (_read, _at, _length) = (_tokens(text), 0, text.Length);
    }

    public override bool IncrementToken()
    {
        if (_at == _read.Count)
        {
            return false;
        }

        ClearAttributes();
        var token = _read[_at++];
        _term.SetEmpty().Append(token.Term);
        _offset.SetOffset(token.Start, token.End);
        return true;
    }

    public override void End()
    {
        base.End();
        _offset.SetOffset(_length, _length);
        _read = [];
    }
}
