using System.Net;
using System.Text;
using CmsSite.Search.Text;

namespace CmsSite.Search.Queries;

/// <summary>
/// Shows where a text answers: the part in which most of what was asked for stands together, with the words marked in whichever form they stand there. What comes out is HTML in which
/// everything of the text is encoded.
/// </summary>
internal static class Passages
{
    private const int Length = 260;
    private const int LongestRead = 60_000;

    /// <summary>The whole text with its words marked.</summary>
    public static string Mark(string text, TermMatcher matcher) => Write(text, 0, text.Length, matcher.Find(text));

    /// <summary>The best passage of several texts; the first ones win when they are as good. Without any match it is the beginning.</summary>
    public static string Best(IReadOnlyList<string> texts, TermMatcher matcher)
    {
        (string Text, IReadOnlyList<Token> Matches, int From, int Score)? best = null;
        foreach (var whole in texts.Where(text => text.Length > 0))
        {
            var text = whole.Length > LongestRead ? whole[..LongestRead] : whole;
            var matches = matcher.Find(text);
            var (first, score) = Window(matches);
            if (best is null || score > best.Value.Score)
            {
                best = (text, matches, first, score);
            }
        }

        if (best is not { } found)
        {
            return "";
        }

        var (start, end) = Bounds(found.Text, found.Matches, found.From);
        return (start > 0 ? "… " : "") + Write(found.Text, start, end, found.Matches) + (end < found.Text.Length ? " …" : "");
    }

    /// <summary>The word of the texts that stands for a term; null when none does.</summary>
    public static string? WordOf(string term, IEnumerable<string> texts, SiteAnalyzer analyzer)
    {
        foreach (var text in texts)
        {
            foreach (var token in analyzer.Tokens(text.Length > LongestRead ? text[..LongestRead] : text))
            {
                if (token.Term == term)
                {
                    return text[token.Start..token.End];
                }
            }
        }

        return null;
    }

    // The match with which the best window begins, and how good it is: different words count most.
    private static (int First, int Score) Window(IReadOnlyList<Token> matches)
    {
        var (best, bestScore) = (0, 0);
        var inside = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var (from, to) = (0, 0); from < matches.Count; from++)
        {
            for (; to < matches.Count && (to == from || matches[to].End - matches[from].Start <= Length); to++)
            {
                inside[matches[to].Term] = inside.GetValueOrDefault(matches[to].Term) + 1;
            }

            var score = inside.Count * 10 + Math.Min(to - from, 2);
            if (score > bestScore)
            {
                (best, bestScore) = (from, score);
            }

            if (--inside.GetRef(matches[from].Term) == 0)
            {
                inside.Remove(matches[from].Term);
            }
        }

        return (best, bestScore);
    }

    // Around the window, from the beginning of a sentence if there is one near, and between words.
    private static (int Start, int End) Bounds(string text, IReadOnlyList<Token> matches, int first)
    {
        if (text.Length <= Length)
        {
            return (0, text.Length);
        }

        var start = 0;
        if (matches.Count > 0)
        {
            var at = matches[first].Start;
            var sentence = text.LastIndexOfAny(['.', '!', '?', '。', '！', '？'], Math.Max(0, at - 1), Math.Min(at, 120));
            start = at < 80 ? 0 : sentence >= 0 ? sentence + 1 : Space(text, Math.Max(0, at - 60), at);
        }

        start = Math.Max(0, Math.Min(start, text.Length - Length));
        start = start == 0 || char.IsWhiteSpace(text[start]) || char.IsWhiteSpace(text[start - 1]) ? start : Space(text, start, Math.Min(text.Length, start + 30));
        while (start < text.Length && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        var end = Math.Min(text.Length, start + Length);
        if (end < text.Length)
        {
            var space = text.LastIndexOf(' ', end, Math.Min(40, end - start));
            end = space > start ? space : end;
        }

        start -= start > 0 && start < text.Length && char.IsLowSurrogate(text[start]) ? 1 : 0;
        end -= end < text.Length && char.IsLowSurrogate(text[end]) ? 1 : 0;
        return (start, Math.Max(start, end));
    }

    private static int Space(string text, int from, int until)
    {
        var space = text.IndexOf(' ', from, until - from);
        return space < 0 ? from : space + 1;
    }

    private static string Write(string text, int start, int end, IReadOnlyList<Token> matches)
    {
        var html = new StringBuilder(end - start + 64);
        var at = start;
        for (var i = 0; i < matches.Count; i++)
        {
            var (from, to) = (Math.Max(at, matches[i].Start), Math.Min(end, matches[i].End));
            // Pairs of characters overlap: one mark for all of them.
            while (i + 1 < matches.Count && matches[i + 1].Start < to)
            {
                to = Math.Min(end, Math.Max(to, matches[++i].End));
            }

            if (from >= to || from < start)
            {
                continue;
            }

            html.Append(WebUtility.HtmlEncode(text[at..from])).Append("<mark>").Append(WebUtility.HtmlEncode(text[from..to])).Append("</mark>");
            at = to;
        }

        return html.Append(WebUtility.HtmlEncode(text[at..end])).ToString();
    }

    private static ref int GetRef(this Dictionary<string, int> counts, string term) => ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrNullRef(counts, term);
}
