namespace CmsSite.Storage.Changes;

/// <summary>
/// One line of the change log: something of the site is now different. Numbers grow and have no gaps that could be filled later: whoever has handled
/// number n has seen everything up to n (see <see cref="SiteSession.CommitAsync"/>).
/// </summary>
public sealed class SiteChange
{
    public long Number { get; set; }

    /// <summary><see cref="ContentItemKind"/>, <see cref="MediaKind"/>, <see cref="UserKind"/>, <see cref="SignInKind"/>, or the kind of a site document.</summary>
    public required string Kind { get; set; }

    /// <summary>A content item id, a media path, a user id, or a document's name.</summary>
    public required string Subject { get; set; }

    /// <summary>What people call it: a title, a file name.</summary>
    public string? DisplayText { get; set; }

    /// <summary>JSON before the change; null when it did not exist. For content items <see cref="ItemState"/>: version ids, not copies.</summary>
    public string? Before { get; set; }

    /// <summary>JSON after the change; null when it no longer exists.</summary>
    public string? After { get; set; }
    public string? Who { get; set; }
    public DateTime WhenUtc { get; set; }

    /// <summary>The recipe run or job that the change belongs to.</summary>
    public long? RunId { get; set; }

    public const string ContentItemKind = "ContentItem";
    public const string MediaKind = "Media";
    public const string UserKind = "User";

    /// <summary>Somebody signed in, or tried to. Nothing of the site is different after it, so no cache and no page minds.</summary>
    public const string SignInKind = "SignIn";

    /// <summary>An item that was deleted for good.</summary>
    public const string DeletedItemKind = "DeletedItem";

    /// <summary>A link to a version for people without an account, given out or revoked.</summary>
    public const string PreviewLinkKind = "PreviewLink";

    /// <summary>An item that was submitted for review, sent back or approved.</summary>
    public const string ReviewKind = "Review";

    /// <summary>An address that somebody lets lead to an item, or to it no more. Those that items leave by themselves are said by the items' lines.</summary>
    public const string FormerAddressKind = "FormerAddress";

    /// <summary>Lines of this log were removed because their time was over.</summary>
    public const string LogKind = "AuditTrail";
}
