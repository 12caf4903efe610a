using CmsSite.Content.Items;

namespace CmsSite.Content.Autoroute;

/// <summary>What a path may look like.</summary>
internal static class RoutePath
{
    public const int MaxLength = 1024;

    // Orchard's list, in Orchard's order.
    private const string Forbidden = ":?#[]@!$&'()*+,.;=<>\\|%";

    /// <summary>What is wrong with a path that somebody gave; null when nothing is.</summary>
    public static string? Problem(string path)
    {
        if (path.Trim().Length > 0 && path.Trim().Trim('/').Length == 0)
        {
            return "The path '/' cannot be given. Set SetHomepage (\"Set as home page\") to have the item at the site's root.";
        }

        if (path.Length > MaxLength)
        {
            return $"A path has at most {MaxLength} characters; this one has {path.Length}.";
        }

        if (path.Contains("//", StringComparison.Ordinal))
        {
            return $"The path '{path}' has an empty part ('//').";
        }

        var wrong = path.Where(c => Forbidden.Contains(c, StringComparison.Ordinal) || char.IsWhiteSpace(c) || char.IsControl(c)).Distinct().ToList();
        return wrong.Count == 0 ? null
            : $"The path '{path}' has characters that a path must not have: {string.Join(" ", wrong.Select(c => char.IsWhiteSpace(c) ? "space" : c.ToString()))}. Use letters, digits, '-', '_', '~' and '/'.";
    }

    /// <summary>A path made by a pattern, with what is not allowed in it put right.</summary>
    public static string Repair(string path)
    {
        var trimmed = path.Trim().Trim('/');
        return Problem(trimmed) is null ? trimmed : string.Join('/', trimmed.Split('/').Select(Slugs.Slugify).Where(segment => segment.Length > 0));
    }
}
