namespace CmsSite.Content.Versions;

/// <summary>A stretch of a merged text. <see cref="Agreed"/> is null where both changed the same words differently.</summary>
public sealed record MergePiece(string? Agreed, string Mine = "", string Theirs = "");

/// <summary>Two people's changes to one text, word by word: what only one of them touched is taken over, what both touched in the same place is left to somebody's choice.</summary>
public sealed record TextMerge(IReadOnlyList<MergePiece> Pieces)
{
    public bool IsClean => Pieces.All(piece => piece.Agreed is not null);

    /// <summary>The text with both people's words where they disagree, mine first: nothing that anybody wrote is missing.</summary>
    public string WithBoth => string.Concat(Pieces.Select(piece => piece.Agreed ?? Join(piece.Mine, piece.Theirs)));

    public static TextMerge Of(string @base, string mine, string theirs)
    {
        var (tokens, my, their) = (WordDiff.Words(@base), WordDiff.Words(mine), WordDiff.Words(theirs));
        var (mineBlocks, theirBlocks) = (WordDiff.Blocks(tokens, my), WordDiff.Blocks(tokens, their));
        var pieces = new List<MergePiece>();
        var (at, m, t) = (0, 0, 0);
        while (m < mineBlocks.Count || t < theirBlocks.Count)
        {
            // The next changed place, and everything that overlaps or touches it from either side.
            var (m0, t0) = (m, t);
            var start = Math.Min(Start(mineBlocks, m), Start(theirBlocks, t));
            var end = start;
            while (true)
            {
                if (m < mineBlocks.Count && mineBlocks[m].Start <= end)
                {
                    end = Math.Max(end, mineBlocks[m].Start + mineBlocks[m++].Count);
                }
                else if (t < theirBlocks.Count && theirBlocks[t].Start <= end)
                {
                    end = Math.Max(end, theirBlocks[t].Start + theirBlocks[t++].Count);
                }
                else
                {
                    break;
                }
            }

            Agree(pieces, Text(tokens, at, start));
            Add(pieces, Text(tokens, start, end), Apply(tokens, my, mineBlocks, m0, m, start, end), Apply(tokens, their, theirBlocks, t0, t, start, end));
            at = end;
        }

        Agree(pieces, Text(tokens, at, tokens.Count));
        return new TextMerge(pieces);
    }

    private static int Start(IReadOnlyList<WordDiff.Block> blocks, int i) => i < blocks.Count ? blocks[i].Start : int.MaxValue;

    private static string Text(List<string> tokens, int from, int to) => string.Concat(tokens.GetRange(from, to - from));

    // What somebody made of the stretch of the old text.
    private static string Apply(List<string> old, List<string> @new, IReadOnlyList<WordDiff.Block> blocks, int from, int to, int start, int end)
    {
        var text = "";
        for (var i = from; i < to; i++)
        {
            text += Text(old, start, blocks[i].Start) + Text(@new, blocks[i].NewStart, blocks[i].NewStart + blocks[i].NewCount);
            start = blocks[i].Start + blocks[i].Count;
        }

        return text + Text(old, start, end);
    }

    private static void Add(List<MergePiece> pieces, string @base, string mine, string theirs)
    {
        if (mine == theirs || theirs == @base)
        {
            Agree(pieces, mine);
        }
        else if (mine == @base)
        {
            Agree(pieces, theirs);
        }
        else
        {
            pieces.Add(new MergePiece(null, mine, theirs));
        }
    }

    private static void Agree(List<MergePiece> pieces, string text)
    {
        if (text.Length > 0)
        {
            pieces.Add(new MergePiece(text));
        }
    }

    private static string Join(string mine, string theirs) =>
        mine.Length == 0 || theirs.Length == 0 || char.IsWhiteSpace(mine[^1]) || char.IsWhiteSpace(theirs[0]) || mine[^1] == '>' ? mine + theirs : $"{mine} {theirs}";
}
