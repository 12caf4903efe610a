using CmsSite.Content.Searching;
using CmsSite.Search.Indexes;
using CmsSite.Search.Queries;

namespace CmsSite.Search.Synonyms;

/// <summary>A word or phrase of a question, and what is found as well.</summary>
public sealed record PreviewedWord(string Text, IReadOnlyList<string> Synonyms);

/// <summary>Shows editors what their synonyms do, without searching anything.</summary>
public static class SynonymPreview
{
    /// <summary>What a question becomes in that index; empty when nothing of it would be looked for.</summary>
    public static IReadOnlyList<PreviewedWord> Of(string text, SynonymSet synonyms, SearchProfile profile)
    {
        var analyzer = profile.Analyzer();
        var terms = SearchTerms.Parse(text);
        return
        [
            .. terms.Phrases.Select(phrase => new PreviewedWord($"“{phrase}”", [])),
            .. Question.Of(terms, analyzer, synonyms.For(analyzer)).Asked.Select(asked => new PreviewedWord(asked.Text, [.. asked.Synonyms.Select(synonym => synonym.Text)])),
        ];
    }

    /// <summary>Rules, or parts of them, that do nothing in that index: the search takes the words for the same, or for no words, without them.</summary>
    public static IReadOnlyList<SynonymProblem> Doubts(SynonymList list, SearchProfile profile)
    {
        var analyzer = profile.Analyzer();
        var doubts = new List<SynonymProblem>();
        foreach (var rule in list.Rules)
        {
            var words = (rule.IsOneWay ? rule.From.Concat(rule.To) : rule.From).Select(text => (Text: text, Terms: string.Join(' ', analyzer.Tokens(text).Select(token => token.Term)))).ToList();
            if (words.Find(word => word.Terms.Length == 0).Text is { } empty)
            {
                doubts.Add(new SynonymProblem(rule.Line, $"The search sees no word in “{empty}”, so this does nothing."));
            }
            else if (words.GroupBy(word => word.Terms, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twins)
            {
                doubts.Add(new SynonymProblem(rule.Line, $"{string.Join(" and ", twins.Select(word => $"“{word.Text}”"))} are the same word to the search already."));
            }
        }

        return doubts;
    }
}
