using System.Globalization;
using System.Text;
using CmsSite.Content.Html;

namespace CmsSite.Benchmarks.Search;

/// <summary>Questions of two words that fill a page of results: words that neither all articles have nor hardly any.</summary>
internal sealed class Questions
{
    private const int Asked = 2000;
    private readonly string _folder;
    private readonly List<string> _words;

    public Questions(IReadOnlyList<string> bodies, string folder)
    {
        _folder = folder;
        var holding = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in bodies.SelectMany(body => PlainText.FromHtml(body).ToLowerInvariant().Split([' ', '.'], StringSplitOptions.RemoveEmptyEntries).Distinct()))
        {
            holding[word] = holding.GetValueOrDefault(word) + 1;
        }

        // So that about a dozen articles have both.
        var least = Math.Sqrt(14.0 / bodies.Count);
        _words = [.. holding.Where(word => word.Key.Length > 3 && word.Value >= least * bodies.Count && word.Value <= Math.Min(0.95, 3 * least) * bodies.Count).Select(word => word.Key).Order(StringComparer.Ordinal)];
        var random = new Random(7);
        while (Pairs.Count < Asked)
        {
            Pairs.Add($"{_words[random.Next(_words.Count)]} {_words[random.Next(_words.Count)]}");
        }
    }

    public List<string> Pairs { get; } = [];

    public IReadOnlyList<string> Words => _words;

    /// <summary>Each question with a word to leave out that nobody has thought of before.</summary>
    public string NeverAsked(string name) => Script($"{name}.lua", Pairs, $"""
        local asked = 0
        request = function()
          asked = asked + 1
          return wrk.format("GET", "/search?q=" .. questions[math.random(#questions)] .. "+-{name}" .. asked)
        end
        """);

    /// <summary>Few questions often and most of them seldom: the second as often as half of the first, the third a third.</summary>
    public string AsReaders => Script("readers.lua", Pairs, """
        request = function()
          return wrk.format("GET", "/search?q=" .. questions[math.floor(math.exp(math.random() * math.log(#questions + 1)))])
        end
        """);

    /// <summary>What is typed of a word, letter by letter.</summary>
    public string Suggestions => Script("suggest.lua", _words, """
        request = function()
          local word = questions[math.random(#questions)]
          return wrk.format("GET", "/search/suggest?q=" .. word:sub(1, math.random(2, #word)))
        end
        """);

    private string Script(string name, IEnumerable<string> questions, string request)
    {
        var script = new StringBuilder("local questions = {");
        foreach (var question in questions)
        {
            script.Append(CultureInfo.InvariantCulture, $" \"{question.Replace(' ', '+')}\",");
        }

        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, script.Append(" }\n").Append(request).ToString());
        return file;
    }
}
