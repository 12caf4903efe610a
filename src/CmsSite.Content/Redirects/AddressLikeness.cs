namespace CmsSite.Content.Redirects;

/// <summary>How near an address is to one that somebody asked for, from 0 to 1: the same name in another folder, a letter wrong, a part of the name, words in common.</summary>
internal static class AddressLikeness
{
    /// <summary>From here on an address is worth offering.</summary>
    public const double Enough = 0.5;

    private const int ShortestWord = 4;
    private const int ShortestStem = 5;

    /// <param name="asked">The last part of the path that was asked for, as a slug.</param>
    /// <param name="name">The last part of an address, as a slug.</param>
    public static double Of(string asked, string name)
    {
        if (asked == name)
        {
            return 1;
        }

        var allowed = asked.Length switch { < 4 => 0, < 8 => 1, < 16 => 2, _ => Math.Min(5, asked.Length / 6) };
        if (Distance(asked, name, allowed) is { } distance)
        {
            return 0.95 - (0.04 * distance);
        }

        var (shorter, longer) = asked.Length < name.Length ? (asked, name) : (name, asked);
        var begun = shorter.Length >= ShortestWord && longer.StartsWith(shorter, StringComparison.Ordinal) ? 0.7 + (0.15 * shorter.Length / longer.Length) : 0;
        return Math.Max(begun, OfWords(Words(asked), Words(name)));
    }

    /// <summary>The words of a slug that say something; all of them where none is long.</summary>
    public static IReadOnlyList<string> Words(string slug)
    {
        var all = slug.Split(['-', '_', '~'], StringSplitOptions.RemoveEmptyEntries);
        var longer = all.Where(word => word.Length >= ShortestWord).Distinct().ToList();
        return longer.Count > 0 ? longer : [.. all.Distinct()];
    }

    // Mostly how much of what was asked for is there, a little how much else is there.
    private static double OfWords(IReadOnlyList<string> asked, IReadOnlyList<string> name)
    {
        var found = asked.Where(word => name.Any(other => word == other || (word.Length >= ShortestStem && Distance(word, other, word.Length < 8 ? 1 : 2) is not null))).Sum(word => word.Length);
        var wanted = asked.Sum(word => word.Length);
        var all = wanted + name.Sum(word => word.Length) - found;
        return found == 0 ? 0 : (0.55 * found / wanted) + (0.3 * found / all);
    }

    /// <summary>How many letters have to be put in, left out, changed, or swapped with the next; null when it is more than the limit.</summary>
    internal static int? Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit)
        {
            return null;
        }

        var (before, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, last, row) = (last, row, before);
        }

        return last[b.Length] <= limit ? last[b.Length] : null;
    }
}
