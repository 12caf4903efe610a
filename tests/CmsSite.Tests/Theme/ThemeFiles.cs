using System.Text.RegularExpressions;

namespace CmsSite.Tests.Theme;

/// <summary>The theme as it lies in the repository.</summary>
internal static class ThemeFiles
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "src", "CmsSite.Theme");
    public static string StyleSheet => File.ReadAllText(Path.Combine(Folder, "wwwroot", "site.css"));

    /// <summary>File name and text of every view, without what its Liquid comments say.</summary>
    public static IReadOnlyList<(string Name, string Text)> Views { get; } =
    [
        .. Directory.GetFiles(Path.Combine(Folder, "Views"), "*.liquid").Order().Select(file => (
            Path.GetFileNameWithoutExtension(file),
            Regex.Replace(File.ReadAllText(file), @"{%-?\s*comment\s*-?%}.*?{%-?\s*endcomment\s*-?%}", "", RegexOptions.Singleline))),
    ];

    /// <summary>The Liquid in a text: what stands between <c>{%</c> and <c>%}</c>, and between <c>{{</c> and <c>}}</c>.</summary>
    public static IEnumerable<string> Tags(string text) => Inside(text, @"{%-?\s*(.*?)\s*-?%}");

    public static IEnumerable<string> Outputs(string text) => Inside(text, @"{{-?\s*(.*?)\s*-?}}");

    private static IEnumerable<string> Inside(string text, string pattern) =>
        Regex.Matches(text, pattern, RegexOptions.Singleline).Select(match => match.Groups[1].Value);
}
