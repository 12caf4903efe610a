using System.ComponentModel.DataAnnotations;

namespace CmsSite.Comments;

/// <summary>Configuration section <c>Comments</c>.</summary>
public sealed class CommentOptions
{
    public const string Section = "Comments";

    /// <summary>Comments that one network (24 bits of IPv4, 64 of IPv6) may send in a minute; 0 for any number.</summary>
    [Range(0, 100_000)]
    public int NetworkPerMinute { get; set; } = 6;

    /// <summary>Comments that one article takes in a minute; 0 for any number.</summary>
    [Range(0, 1_000_000)]
    public int ArticlePerMinute { get; set; } = 60;

    /// <summary>Comments that the site takes in a minute; 0 for any number.</summary>
    [Range(0, 10_000_000)]
    public int SitePerMinute { get; set; } = 600;

    /// <summary>Days that the network of a comment is kept.</summary>
    [Range(1, 3650)]
    public int NetworkDays { get; set; } = 30;
}
