using System.Text.RegularExpressions;
using CmsSite.Search.Indexes;
using Lucene.Net.Search;

namespace CmsSite.Search.Queries;

/// <summary>Says in plain words what Lucene's explanation of a hit comes to: which word was found where, and what that counts.</summary>
internal sealed partial class HitExplainer(QueryBuilder builder, IReadOnlyDictionary<string, IReadOnlyList<(string Term, float Likeness)>> similar)
{
    private static readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal)
    {
        [FieldNames.FullText] = "anywhere in it", [FieldNames.Title] = "in the title", [FieldNames.Summary] = "in the summary", [FieldNames.Authors] = "in the name of an author",
        [FieldNames.Terms] = "in a category or tag",
    };

    public IReadOnlyList<HitReason> Reasons(Explanation explanation)
    {
        var found = new List<HitReason>();
        Walk(explanation, found);
        return [.. found.OrderBy(reason => reason.Points is not null).ThenByDescending(reason => reason.Points)];
    }

    private void Walk(Explanation node, List<HitReason> found)
    {
        if (node.Value <= 0)
        {
            return; // filters, and what readers may see: they narrow and count nothing
        }

        if (Weight().Match(node.Description) is { Success: true } weight)
        {
            var where = _fields.GetValueOrDefault(weight.Groups["field"].Value, $"in {weight.Groups["field"].Value}");
            found.Add(new HitReason($"{Named(weight.Groups["what"].Value)} {where}", node.Value));
        }
        else if (node.Description.Contains($"ConstantScore({FieldNames.Id}:", StringComparison.Ordinal))
        {
            found.Add(new HitReason("Pinned for this search: before everything that is not", null));
        }
        else if (node.Description.Contains("ConstantScore(+", StringComparison.Ordinal))
        {
            found.Add(new HitReason("Holds every word of the question: before what holds some of them", null));
        }
        else if (node.Description.StartsWith("MatchAllDocsQuery", StringComparison.Ordinal))
        {
            found.Add(new HitReason("Holds a word as it was typed: before what holds only its synonym", null));
        }
        else if (node.Description.StartsWith("max ", StringComparison.Ordinal) && node.GetDetails() is { Length: > 0 } choices)
        {
            Walk(choices.MaxBy(choice => choice.Value)!, found); // the word or its best synonym, whichever counts most
        }
        else
        {
            foreach (var detail in node.GetDetails() ?? [])
            {
                Walk(detail, found);
            }
        }
    }

    // A term, or a phrase in quotes and how far its words may be apart.
    private string Named(string what)
    {
        if (what.EndsWith("\"~2", StringComparison.Ordinal))
        {
            return "All the words near each other";
        }

        var terms = what.Trim('"');
        if (builder.Words.FirstOrDefault(word => word.Terms.Contains(terms)) is { } typed)
        {
            return $"“{typed.Text}”";
        }

        foreach (var asked in builder.Asked)
        {
            if (asked.Synonyms.FirstOrDefault(synonym => string.Join(' ', synonym.Terms) == terms) is { } synonym)
            {
                return $"“{synonym.Text}”, a synonym of “{asked.Text}”,";
            }
        }

        return similar.FirstOrDefault(word => word.Value.Any(other => other.Term == terms)).Key is { } meant ? $"“{terms}”, which is written like “{meant}”," : $"“{terms}”";
    }

    // Such as weight(summary:tide^1.2 in 5) [BM25Similarity], result of:
    [GeneratedRegex(@"^weight\((?<field>[^:]+):(?<what>.+?)(\^[0-9.E]+)? in [0-9]+\)", RegexOptions.CultureInvariant)]
    private static partial Regex Weight();
}
