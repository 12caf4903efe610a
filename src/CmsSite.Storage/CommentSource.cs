namespace CmsSite.Storage;

/// <summary>
/// What is known of who wrote a comment. Beside the item, not in it: no page, feed, search, change log or export ever sees it, and erasing a person is deleting rows here.
/// </summary>
public sealed class CommentSource
{
    public required string ContentItemId { get; set; }

    /// <summary>The address, protected with keys that are outside of the database; null when none was given or it was erased.</summary>
    public string? Email { get; set; }

    /// <summary>By what two comments of one address are told to be so: a code made with a key of this site, of no use elsewhere.</summary>
    public string? EmailKey { get; set; }

    /// <summary>The network it came from, never the address: 24 bits of IPv4, 64 of IPv6. Dropped after <c>Comments:NetworkDays</c> days.</summary>
    public string? Network { get; set; }

    /// <summary>What tells a form that is sent twice from a second comment.</summary>
    public string? Fingerprint { get; set; }

    /// <summary>The account that wrote it, when somebody signed in did.</summary>
    public string? UserId { get; set; }

    /// <summary>Whether its writer wants to be told of answers.</summary>
    public bool WantsReplies { get; set; }

    /// <summary>How likely it is spam, 0 to 1, when it came in.</summary>
    public double Score { get; set; }

    /// <summary>Why, as JSON: a list of words and numbers.</summary>
    public string? Reasons { get; set; }

    /// <summary>What the spam filter was taught with it, so that it can be untaught: <c>Spam</c>, <c>Ham</c>, or nothing.</summary>
    public string? Taught { get; set; }

    public DateTime ReceivedUtc { get; set; }

    /// <summary>When its writer last changed it.</summary>
    public DateTime? EditedUtc { get; set; }

    /// <summary>The last decision on many comments at once that this one was part of, and the state it was in before: for taking it back.</summary>
    public long? RunId { get; set; }
    public Indexes.CommentState? StateBefore { get; set; }
}

/// <summary>An e-mail address that comments were written with, once its owner was asked whether it is theirs.</summary>
public sealed class CommentAddress
{
    public required string EmailKey { get; set; }

    /// <summary>Protected, as in <see cref="CommentSource.Email"/>.</summary>
    public required string Email { get; set; }
    public DateTime AskedUtc { get; set; }

    /// <summary>When its owner said so by the mailed link; null until then.</summary>
    public DateTime? ConfirmedUtc { get; set; }

    /// <summary>Its owner wants no mail any more.</summary>
    public bool IsSilenced { get; set; }
}

/// <summary>How often a word was in comments that moderators called spam, and in others.</summary>
public sealed class CommentWord
{
    public required string Word { get; set; }
    public int Spam { get; set; }
    public int Ham { get; set; }
}
