using CmsSite.Content.Links;

namespace CmsSite.Admin.BrokenLinks;

/// <summary>What another site answered, said to an editor.</summary>
internal static class LinkAnswers
{
    public static string Say(string? code) => code switch
    {
        null => "Not asked yet",
        "404" => "404: not there",
        "410" => "410: gone for good",
        LinkAnswer.NoName => "No such name",
        LinkAnswer.Silent => "No answer in time",
        LinkAnswer.Refused => "No connection",
        LinkAnswer.NotSecure => "Certificate not valid",
        LinkAnswer.GoesRound => "Leads on and on",
        LinkAnswer.NotPublic => "Not asked: no public address",
        _ => code.StartsWith('5') ? $"{code}: out of order" : $"{code}: something is there",
    };
}
