using System.Text.RegularExpressions;

namespace CmsSite.Benchmarks.Spam;

/// <summary>A made-up comment.</summary>
/// <param name="Template">The line that it was made of, for saying which ones go wrong.</param>
internal sealed record MadeComment(bool IsSpam, string Name, string Website, string Body, string Template);

/// <summary>
/// Comments out of a file of templates: <c>(a|b)</c> is one of them, <c>{x}</c> a value of the line <c>@x = …; …</c>, and a line that begins with <c>+</c> always leaves a site in the field for it. As many are made of each template, so that no kind weighs more than another
/// because it has many words in it.
/// </summary>
internal sealed partial class CommentGrammar
{
    private const string WithSite = "+ ";
    private readonly Dictionary<string, string[]> _values = [];
    private readonly List<(bool IsSpam, string Template)> _templates = [];

    public CommentGrammar(string file)
    {
        var isSpam = false;
        foreach (var line in File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith("# ", StringComparison.Ordinal)))
        {
            if (line[0] == '@' && line.Split(" = ", 2) is [var name, var values])
            {
                _values[name[1..]] = values.Split("; ");
            }
            else if (line is "[spam]" or "[ham]")
            {
                isSpam = line == "[spam]";
            }
            else
            {
                _templates.Add((isSpam, line));
            }
        }
    }

    public int Count => _templates.Count;

    public IReadOnlyList<MadeComment> Make(int perTemplate, int seed)
    {
        var random = new Random(seed);
        var made = _templates.SelectMany(template => Enumerable.Range(0, perTemplate).Select(_ => Make(template.IsSpam, template.Template, random))).ToArray();
        random.Shuffle(made);
        return made;
    }

    // Most spam wants a site visited, and has the product for a name now and then; so have a few readers a site of their own.
    private MadeComment Make(bool isSpam, string template, Random random)
    {
        var product = _values.Where(pair => pair.Key is not ("host" or "first" or "n" or "place" or "who" or "spot" or "people")).SelectMany(pair => pair.Value).ToArray();
        var name = isSpam && random.Next(4) == 0 ? Pick(product, random) : Pick(_values["first"], random);
        var website = isSpam ? template.StartsWith(WithSite, StringComparison.Ordinal) || random.Next(2) == 0 ? $"http://{Pick(_values["host"], random)}" : "" : random.Next(8) == 0 ? $"https://{Pick(_values["first"], random).ToLowerInvariant()}.example.org" : "";
        var body = Slot().Replace(Choice().Replace(template.StartsWith(WithSite, StringComparison.Ordinal) ? template[WithSite.Length..] : template, match => Pick(match.Groups[1].Value.Split('|'), random)), match => Pick(_values[match.Groups[1].Value], random));
        return new MadeComment(isSpam, name, website, body, template);
    }

    private static string Pick(string[] of, Random random) => of[random.Next(of.Length)];

    [GeneratedRegex(@"\(([^()]*\|[^()]*)\)")]
    private static partial Regex Choice();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Slot();
}
