using System.Text.RegularExpressions;

namespace CmsSite.Content.Recipes;

/// <summary>A command of Orchard's shell: words, then switches: <c>createUser /UserName:admin /Roles:"Editor, Author"</c>.</summary>
internal sealed partial class CommandLine
{
    private readonly Dictionary<string, string> _switches = new(StringComparer.OrdinalIgnoreCase);

    private CommandLine(string name) => Name = name;

    /// <summary>The words before the first switch.</summary>
    public string Name { get; }

    /// <summary>A switch's value, without quotes; null when it is not given.</summary>
    public string? this[string name] => _switches.GetValueOrDefault(name);

    public static CommandLine Parse(string text)
    {
        var tokens = Token().Matches(text).Select(match => match.Value).ToList();
        var command = new CommandLine(string.Join(' ', tokens.TakeWhile(token => !token.StartsWith('/'))));
        foreach (var token in tokens.Where(token => token.StartsWith('/')))
        {
            var colon = token.IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 ? token[1..] : token[1..colon];
            command._switches[name] = colon < 0 ? "true" : token[(colon + 1)..].Replace("\"", "", StringComparison.Ordinal);
        }

        return command;
    }

    [GeneratedRegex("""(?:[^\s"]|"[^"]*")+""", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
