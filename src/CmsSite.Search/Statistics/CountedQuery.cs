using CmsSite.Search.Queries;
using CmsSite.Search.Text;
using CmsSite.Storage;

namespace CmsSite.Search.Statistics;

/// <summary>What of a question may be kept. Rather too little: what somebody types may be about somebody.</summary>
public static class CountedQuery
{
    private const int LongestNumber = 6;
    private const string BetweenDigits = " -–./()+,";

    /// <summary>The words as they are counted; null when they may say who somebody is (an address, a telephone or account number), or are as long as a message.</summary>
    public static string? Of(SearchTerms terms)
    {
        if (terms.Text.Contains('@', StringComparison.Ordinal) || terms.Text.Contains("://", StringComparison.Ordinal) || HasLongNumber(terms.Text))
        {
            return null;
        }

        var key = FoldingFilter.Key(string.Join(' ', terms.Words.Concat(terms.Phrases)));
        return key.Length is 0 or > SearchCount.LongestQuery ? null : key;
    }

    // Digits in groups, as telephone numbers are written, are one number.
    private static bool HasLongNumber(string text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            digits = char.IsDigit(c) ? digits + 1 : BetweenDigits.Contains(c, StringComparison.Ordinal) ? digits : 0;
            if (digits > LongestNumber)
            {
                return true;
            }
        }

        return false;
    }
}
