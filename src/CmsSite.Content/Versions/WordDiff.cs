using System.Text.RegularExpressions;
using DiffPlex;

namespace CmsSite.Content.Versions;

public enum DiffKind
{
    Same,
    Removed,
    Added,
}

/// <summary>A stretch of text that is in both, only in the old, or only in the new.</summary>
public sealed record DiffPiece(DiffKind Kind, string Text);

/// <summary>What differs between two texts, word by word.</summary>
public static partial class WordDiff
{
    // Beyond this many words on both sides the comparison goes by lines: its time grows with the square.
    private const int MaxWords = 30_000;

    /// <summary>In order; the pieces that are not added make the old text, those that are not removed the new one.</summary>
    public static IReadOnlyList<DiffPiece> Of(string old, string @new)
    {
        var (before, after) = (Words(old), Words(@new));
        if (before.Count + after.Count > MaxWords)
        {
            (before, after) = (Lines(old), Lines(@new));
        }

        var pieces = new List<DiffPiece>();
        var at = 0;
        foreach (var block in Joined(Blocks(before, after), before))
        {
            Add(pieces, DiffKind.Same, before, at, block.Start - at);
            Add(pieces, DiffKind.Removed, before, block.Start, block.Count);
            Add(pieces, DiffKind.Added, after, block.NewStart, block.NewCount);
            at = block.Start + block.Count;
        }

        Add(pieces, DiffKind.Same, before, at, before.Count - at);
        return pieces;
    }

    /// <summary>Where two lists of tokens differ, in order.</summary>
    internal static IReadOnlyList<Block> Blocks(IReadOnlyList<string> old, IReadOnlyList<string> @new)
    {
        var tokens = new GivenTokens(old, @new);
        return [.. Differ.Instance.CreateDiffs("old", "new", false, false, tokens).DiffBlocks.Select(block => new Block(block.DeleteStartA, block.DeleteCountA, block.InsertStartB, block.InsertCountB))];
    }

    /// <summary>Words, the spaces between them, single marks; the tags of HTML are one token each.</summary>
    internal static List<string> Words(string text) => [.. Token().Matches(text).Select(match => match.Value)];

    // Where every word of a sentence changed, only the spaces are the same: nobody can read that word by word.
    private static IEnumerable<Block> Joined(IReadOnlyList<Block> blocks, List<string> before)
    {
        Block? open = null;
        foreach (var block in blocks)
        {
            if (open is { Replaces: true } last && block.Replaces && before.GetRange(last.End, block.Start - last.End).TrueForAll(string.IsNullOrWhiteSpace))
            {
                open = last with { Count = block.End - last.Start, NewCount = block.NewStart + block.NewCount - last.NewStart };
                continue;
            }

            if (open is { } done)
            {
                yield return done;
            }

            open = block;
        }

        if (open is { } rest)
        {
            yield return rest;
        }
    }

    private static List<string> Lines(string text) => [.. Line().Matches(text).Select(match => match.Value)];

    private static void Add(List<DiffPiece> pieces, DiffKind kind, List<string> tokens, int from, int count)
    {
        if (count > 0)
        {
            pieces.Add(new DiffPiece(kind, string.Concat(tokens.GetRange(from, count))));
        }
    }

    [GeneratedRegex(@"</?[a-zA-Z][^<>]*>|[\p{L}\p{M}\p{N}_'’]+|\s+|.", RegexOptions.Singleline)]
    private static partial Regex Token();

    [GeneratedRegex(@"[^\n]*\n|[^\n]+", RegexOptions.Singleline)]
    private static partial Regex Line();

    internal readonly record struct Block(int Start, int Count, int NewStart, int NewCount)
    {
        public int End => Start + Count;

        public bool Replaces => Count > 0 && NewCount > 0;
    }

    // DiffPlex takes texts and cuts them; ours are cut already.
    private sealed class GivenTokens(IReadOnlyList<string> old, IReadOnlyList<string> @new) : IChunker
    {
        public IReadOnlyList<string> Chunk(string text) => text == "old" ? old : @new;
    }
}
