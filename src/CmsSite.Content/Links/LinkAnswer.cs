using CmsSite.Storage;

namespace CmsSite.Content.Links;

/// <summary>What asking an address came to.</summary>
public enum LinkOutcome
{
    /// <summary>Something is there, if only for those who sign in.</summary>
    Fine,

    /// <summary>The other site says that nothing is there.</summary>
    Gone,

    /// <summary>The other site does not answer, or not now.</summary>
    Failing,

    /// <summary>It is not an address that this site asks.</summary>
    NotAsked,
}

/// <param name="Code">In a word: a status code, or one of the constants here.</param>
public sealed record LinkAnswer(LinkOutcome Outcome, string Code)
{
    public const string NoName = "no-name";
    public const string Silent = "silent";
    public const string Refused = "refused";
    public const string NotSecure = "not-secure";
    public const string GoesRound = "goes-round";
    public const string NotPublic = "not-public";

    private const int GoneIsBroken = 2;
    private const int FailingIsBroken = 3;
    private static readonly TimeSpan _usual = TimeSpan.FromDays(7);

    public static LinkAnswer Of(int status) => new(status is 404 or 410 ? LinkOutcome.Gone : status >= 500 ? LinkOutcome.Failing : LinkOutcome.Fine, status.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static LinkAnswer Failing(string code) => new(LinkOutcome.Failing, code);

    /// <summary>
    /// Writes down what was answered, and when to ask again: in a week, after failures in one, two and four days. It is broken when the other site said twice that it is gone, or failed three times: a short
    /// outage names nobody.
    /// </summary>
    public void NoteIn(LinkCheck check, DateTime nowUtc)
    {
        var before = check.Answer;
        (check.AskedUtc, check.Answer) = (nowUtc, Code);
        if (Outcome is LinkOutcome.Fine or LinkOutcome.NotAsked)
        {
            (check.Failures, check.SinceUtc, check.Accepted, check.IsBroken, check.NextUtc) = (0, null, null, false, nowUtc + _usual);
            return;
        }

        check.Failures++;
        check.SinceUtc ??= nowUtc;
        check.NextUtc = nowUtc + (check.Failures switch { 1 => TimeSpan.FromDays(1), 2 => TimeSpan.FromDays(2), 3 => TimeSpan.FromDays(4), _ => _usual });
        var isGone = Outcome == LinkOutcome.Gone && before is "404" or "410" && check.Failures >= GoneIsBroken;
        // What was broken stays so until something is there: that a dead site answers otherwise than before is no news.
        check.IsBroken = (check.IsBroken || isGone || check.Failures >= FailingIsBroken) && Code != check.Accepted;
    }
}
