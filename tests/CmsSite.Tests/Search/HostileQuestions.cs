namespace CmsSite.Tests.Search;

/// <summary>Questions as an address has them, each of which has brought some search down: halves of characters, syntax, attempts at injection, far too much of something.</summary>
internal static class HostileQuestions
{
    public static IReadOnlyList<string> All { get; } =
    [
        "", " ", "%00", "%ff%fe", "%ed%a0%80", "+", "%2B", "%22", "%22%22", "%22tide", "a%22b%22c", "-", "--", "-%22", "-tide", "-%22tide%22", ":", "author:", "author:%22", "tag::", "tag:%22x", "before:", "before:0000",
        "after:9999-12-31", "before:2026-02-30", "title:tide", "_id:*", "*", "**", "?", "*tide", "ti*e", "tide~", "tide~2", "tide%5E9", "(", ")", "((((((((((", "%5B1+TO", "{a", "/(a%2B)%2B$/", "AND", "OR+OR", "NOT",
        "tide+AND", "%26%26", "||", "\\", "%5C%22", "'+OR+1=1--", "%3Cscript%3Ealert(1)%3C/script%3E", "{{7*7}}", "{%25+raw+%25}", "../../etc/passwd", "%0d%0aSet-Cookie:x", "%E2%80%AE", "%EF%BB%BF", "%EF%BF%BF",
        "%F0%9F%8C%8A", "%CC%81%CC%81%CC%81", "e%CC%81", "%E6%9D%B1%E4%BA%AC", "%D7%A9%D7%9C%D7%95%D7%9D", "1e999", "NaN", "undefined", "null", "true", string.Concat(Enumerable.Repeat("a", 3000)),
        string.Concat(Enumerable.Repeat("%22a%22+", 300)), string.Concat(Enumerable.Repeat("tide+", 300)), string.Concat(Enumerable.Repeat("(", 2000)), "tide&page=-1", "tide&page=99999999999", "tide&sort=x&sort=y",
        "tide&author=%1f", "tide&year=", "tide&year=a&year=b", "tide&q=moon", "tide&terms=moon",
    ];
}
