using System.Text.RegularExpressions;
using CmsSite.Tests.Theme;

namespace CmsSite.Tests.OrchardCore;

/// <summary>The tags, filters, objects and shapes that a piece of Liquid uses.</summary>
internal static class NamesInLiquid
{
    // Objects of whose members Orchard Core gives some and not others.
    private static readonly string[] _withMembers = ["Site", "Request", "Culture", "User", "Environment"];

    public static IEnumerable<(string Kind, string Name)> Of(string text)
    {
        foreach (var tag in ThemeFiles.Tags(text).Select(tag => Regex.Match(tag, @"^\w+").Value).Where(tag => !tag.StartsWith("end", StringComparison.Ordinal)))
        {
            yield return ("tag", tag);
        }

        foreach (var liquid in ThemeFiles.Tags(text).Concat(ThemeFiles.Outputs(text)).Select(liquid => Regex.Replace(liquid, "'[^']*'|\"[^\"]*\"", "''")))
        {
            foreach (var filter in Regex.Matches(liquid, @"\|\s*(\w+)").Select(match => match.Groups[1].Value))
            {
                yield return ("filter", filter);
            }

            foreach (Match match in Regex.Matches(liquid, @"(?<![\w.\-])([A-Z]\w*)(?:\.(\w+))?"))
            {
                var root = match.Groups[1].Value;
                yield return ("object", _withMembers.Contains(root) ? $"{root}.{match.Groups[2].Value}" : root);
            }
        }
    }

    /// <summary>Types of shapes that a view makes: a view of its own, or one of Orchard's.</summary>
    public static IEnumerable<string> ShapesMadeBy(string text) =>
        ThemeFiles.Tags(text).Select(tag => Regex.Match(tag, "^shape ['\"](\\w+)['\"]"))
            .Concat(ThemeFiles.Tags(text).Concat(ThemeFiles.Outputs(text)).Select(liquid => Regex.Match(liquid, "['\"](\\w+)['\"] \\| shape_new")))
            .Where(match => match.Success).Select(match => match.Groups[1].Value);
}
