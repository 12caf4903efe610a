namespace CmsSite.Recipes;

/// <summary>Did you mean …?</summary>
public static class Suggestion
{
    private const int LongestCompared = 200;

    /// <summary>The known name nearest to what was written: equal but for case, or few letters away; null when nothing is near.</summary>
    public static string? For(string written, IEnumerable<string> known)
    {
        string? best = null;
        // A third of the letters may differ; a short word must be nearly right.
        var bestDistance = Math.Max(1, written.Length / 3) + 1;
        foreach (var name in known)
        {
            if (string.Equals(name, written, StringComparison.OrdinalIgnoreCase))
            {
                return name;
            }

            if (Math.Abs(name.Length - written.Length) < bestDistance && name.Length <= LongestCompared
                && Distance(written.ToUpperInvariant(), name.ToUpperInvariant()) is var distance && distance < bestDistance)
            {
                (best, bestDistance) = (name, distance);
            }
        }

        return best;
    }

    /// <summary>The hint to a misspelt name: the nearest one, or else what is known, if that is short enough to list.</summary>
    public static string? Hint(string written, IReadOnlyCollection<string> known)
    {
        const int listed = 12;
        return For(written, known) is { } near ? $"Did you mean \"{near}\"?"
            : known.Count is > 0 and <= listed ? $"Known: {string.Join(", ", known.Order(StringComparer.OrdinalIgnoreCase))}"
            : null;
    }

    /// <summary>Letters to insert, remove, replace or swap with their neighbour.</summary>
    public static int Distance(string one, string other)
    {
        var beforeLast = new int[other.Length + 1];
        var last = new int[other.Length + 1];
        var current = new int[other.Length + 1];
        for (var j = 0; j <= other.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = last[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(last[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[other.Length];
    }
}
