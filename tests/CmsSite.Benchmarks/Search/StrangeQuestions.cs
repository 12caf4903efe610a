namespace CmsSite.Benchmarks.Search;

/// <summary>Questions that nobody means well: syntax of other searches, halves of characters, marks without letters, very long words.</summary>
internal static class StrangeQuestions
{
    private static readonly string[] _pieces =
    [
        "\"", "-", ":", "author:", "tag:", "before:", "after:2026", "category:\"", " ", " ", " ", "*", "?", "~", "^", "(", ")", "[", "]", "{", "AND", "OR", "NOT", "\\", "/", "<script>", "\ud83c", "\udf0a", "\0", "\u202e", "\ufeff",
        "\uffff", "é", "e\u0301\u0301\u0301", "東", "京都", "🌊", "--", "' OR 1=1", "%00", "{{ 7 }}", "’", "“", "«", "0001", "9999-12-31", "ß", "İ", "\u200d", "\u0e33", "a.b", "o'clock", "1,000", "a_b", new('a', 100), new('"', 30),
    ];

    /// <param name="words">Some that are in the index.</param>
    public static IEnumerable<string> Make(int count, IReadOnlyList<string> words, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            yield return string.Concat(Enumerable.Range(0, random.Next(1, 16)).Select(_ => random.Next(6) switch
            {
                0 => words[random.Next(words.Count)],
                1 => words[random.Next(words.Count)][1..] + " ",
                2 => ((char)random.Next(char.MaxValue + 1)).ToString(),
                _ => _pieces[random.Next(_pieces.Length)],
            }));
        }
    }
}
