using System.Text.Json.Serialization;

namespace CmsSite.Comments;

/// <summary>Which comments wait for a moderator.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CommentModeration>))]
public enum CommentModeration
{
    /// <summary>Those of addresses that nothing of was published yet, or whose owner has not said that they are theirs; and what looks like spam.</summary>
    FirstTime,

    /// <summary>All of them.</summary>
    All,

    /// <summary>Only what looks like spam.</summary>
    Score,
}

/// <summary>In which order threads stand. Inside a thread the answers follow what they answer.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CommentOrder>))]
public enum CommentOrder
{
    Oldest,
    Newest,
}

/// <summary>
/// What may be said about comments at three places: for the site (the setting <c>CommentSettings</c>), for a type (the settings of its <c>CommentsPart</c>) and for one item
/// (its <c>CommentsPart</c>). What is not said comes from the place before.
/// </summary>
public class CommentsPartSettings
{
    public bool? IsOpen { get; set; }
    public CommentModeration? Moderation { get; set; }

    /// <summary>Days after its publication from which on nobody may comment on an item; 0 for never.</summary>
    public int? CloseAfterDays { get; set; }

    /// <summary>How many levels of answers are shown indented, 0 to 4. Deeper ones are shown below each other, each saying what it answers.</summary>
    public int? Depth { get; set; }
    public CommentOrder? Order { get; set; }
}

/// <summary>Site setting <c>CommentSettings</c>.</summary>
public sealed class CommentSettings : CommentsPartSettings
{
    /// <summary>Comments on one page of an article.</summary>
    public int PageSize { get; set; } = 50;

    /// <summary>Words and phrases of spam.</summary>
    public IList<string> BannedWords { get; set; } = [];

    /// <summary>Words and phrases that a moderator is to look at.</summary>
    public IList<string> SuspectWords { get; set; } = [];
}
