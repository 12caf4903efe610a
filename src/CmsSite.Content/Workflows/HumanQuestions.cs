using System.Globalization;

namespace CmsSite.Content.Workflows;

/// <param name="First">The one number, and <paramref name="Second"/> the other: how much are they together?</param>
public readonly record struct HumanQuestion(int First, int Second);

/// <summary>
/// What stands here for Google's reCAPTCHA, since pages draw on nothing outside the site: a sum, which people can do and programs that fill in whatever forms they find do not. It is a matter of the site and
/// the day, not of the visitor, so a page that is kept for all can hold it, and nobody needs a script, a cookie or eyes for it.
/// </summary>
public sealed class HumanQuestions(WorkflowKeys keys, TimeProvider clock)
{
    /// <summary>The field of the form that the answer is in.</summary>
    public const string Field = "human_answer";
    private const long SecondsOfDay = 86_400;
    private const int Numbers = 12;
    private const int Least = 2;

    public HumanQuestion Today => Of(Day);

    /// <summary>Yesterday's answer counts, too: somebody may have begun to write before midnight.</summary>
    public bool IsAnswer(string? text) =>
        int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var answer) && (answer == Sum(Today) || answer == Sum(Of(Day - 1)));

    private long Day => clock.GetUtcNow().ToUnixTimeSeconds() / SecondsOfDay;

    private HumanQuestion Of(long day)
    {
        var code = Convert.FromHexString(keys.Code("question", day.ToString(CultureInfo.InvariantCulture)));
        return new HumanQuestion((code[0] % Numbers) + Least, (code[1] % Numbers) + Least);
    }

    private static int Sum(HumanQuestion question) => question.First + question.Second;
}
