namespace CmsSite.Content.Searching;

/// <summary>Words that mean the same to whoever searches: a search for one of <paramref name="From"/> also finds what holds one of <paramref name="To"/>.</summary>
/// <param name="Line">The line that says it, from 1.</param>
/// <param name="From">Words and phrases that are asked for.</param>
/// <param name="To">What is found besides. For words that mean the same in both directions the same list.</param>
public sealed record SynonymRule(int Line, IReadOnlyList<string> From, IReadOnlyList<string> To)
{
    public bool IsOneWay => !ReferenceEquals(From, To);

    /// <summary>The rule as a line.</summary>
    public override string ToString() => IsOneWay ? $"{string.Join(", ", From)} => {string.Join(", ", To)}" : string.Join(", ", From);
}

/// <param name="Line">From 1.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
public sealed record SynonymProblem(int Line, string Message);

/// <summary>A list of synonyms as it is written and stored: one rule a line, empty lines, and remarks behind a #.</summary>
/// <param name="Rules">In the order of their lines; a line with a problem gives none.</param>
public sealed record SynonymList(IReadOnlyList<SynonymRule> Rules, IReadOnlyList<SynonymProblem> Problems)
{
    public const int MostLines = 5000;
    public const int MostWords = 30;
    public const int LongestPhrase = 100;

    /// <summary>The list that the screen shows first, and that recipes mean when they name none.</summary>
    public const string DefaultName = "Site";

    private const string Arrow = "=>";

    public static SynonymList Parse(IReadOnlyList<string> lines)
    {
        var rules = new List<SynonymRule>();
        var problems = new List<SynonymProblem>();
        if (lines.Count > MostLines)
        {
            problems.Add(new SynonymProblem(MostLines + 1, $"A list has at most {MostLines} lines. Take some out, or put them into another list with a recipe."));
        }

        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(lines.Count, MostLines); i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (ProblemOf(line, i + 1, out var rule) is { } problem)
            {
                problems.Add(new SynonymProblem(i + 1, problem));
            }
            else if (!seen.TryAdd(rule!.ToString().ToUpperInvariant(), i + 1))
            {
                problems.Add(new SynonymProblem(i + 1, $"Line {seen[rule.ToString().ToUpperInvariant()]} says the same already. Take one of them out."));
            }
            else
            {
                rules.Add(rule);
            }
        }

        return new SynonymList(rules, problems);
    }

    /// <summary>The lines of a text, whichever way they end.</summary>
    public static IReadOnlyList<string> LinesOf(string text) => text.ReplaceLineEndings("\n").TrimEnd().Split('\n') is [""] ? [] : text.ReplaceLineEndings("\n").TrimEnd().Split('\n');

    private static string? ProblemOf(string line, int number, out SynonymRule? rule)
    {
        rule = null;
        var sides = line.Split(Arrow);
        if (sides.Length > 2)
        {
            return $"There is more than one {Arrow}. Write one rule a line.";
        }

        var lists = sides.Select(side => side.Split(',').Select(Tidy).ToList()).ToList();
        if (sides.Length == 2 && sides.Any(side => side.Trim().Length == 0))
        {
            return $"Nothing stands {(sides[0].Trim().Length == 0 ? "before" : "behind")} the {Arrow}. Write what is asked for, then what is found as well: nyc {Arrow} new york";
        }

        if (lists.SelectMany(list => list).Select(ProblemOf).FirstOrDefault(problem => problem is not null) is { } wrong)
        {
            return wrong;
        }

        if (lists.Any(list => list.Count > MostWords))
        {
            return $"A rule has at most {MostWords} words. Write it as several.";
        }

        if (sides.Length == 1 && lists[0].Count == 1)
        {
            return "One word alone has no synonym. Write those that mean the same with commas between them: tv, television";
        }

        foreach (var list in lists)
        {
            if (list.GroupBy(word => word, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
            {
                return $"“{twice.Key}” stands there twice. Once is enough.";
            }
        }

        if (sides.Length == 2 && lists[0].Intersect(lists[1], StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } both)
        {
            return $"“{both}” stands on both sides of the {Arrow}. What was asked for is always found; write only what is to be found as well.";
        }

        rule = new SynonymRule(number, lists[0], lists[^1]);
        return null;
    }

    private static string? ProblemOf(string phrase) =>
        phrase.Length == 0 ? "Nothing stands between two commas, or at an end of the line. Take the comma out, or write a word there."
        : phrase.Length > LongestPhrase ? $"“{phrase[..40]}…” is longer than {LongestPhrase} characters."
        : !phrase.EnumerateRunes().Any(System.Text.Rune.IsLetterOrDigit) ? $"“{phrase}” has no letter and no digit, and nobody finds anything by it."
        : null;

    private static string Tidy(string phrase) => string.Join(' ', phrase.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
