using System.Text.Json.Nodes;
using CmsSite.Content.Fields;
using CmsSite.Content.Items;
using CmsSite.Storage.Indexes;

namespace CmsSite.Comments;

/// <summary>A content item with a part <c>Comment</c>, in the words of comments.</summary>
public sealed class Comment(ContentItem item)
{
    public const string PartName = CommentFields.PartName;

    /// <summary>Whoever the article belongs to.</summary>
    public const string AuthorBadge = "Author";

    /// <summary>Anybody else who moderates.</summary>
    public const string StaffBadge = "Staff";

    private JsonObject Part => item.EnsurePart(PartName);

    public ContentItem Item => item;

    public string Id => item.ContentItemId;

    public string ArticleId => CommentFields.ArticleOf(item.Content) ?? "";

    /// <summary>Null when it answers the article itself.</summary>
    public string? ParentId => CommentFields.ParentOf(item.Content);

    public string Name => item.Field(PartName, "Name")?["Text"].AsText() ?? "";

    public string Website => item.Field(PartName, "Website")?["Text"].AsText() ?? "";

    public string Body => item.Field(PartName, "Body")?["Text"].AsText() ?? "";

    public DateTime CreatedUtc => item.CreatedUtc ?? item.ModifiedUtc ?? DateTime.UnixEpoch;

    /// <summary>When its writer changed it after it was sent; null when never.</summary>
    public DateTime? EditedUtc => Part["EditedUtc"].AsUtc();

    /// <summary>Author or Staff, when somebody who was signed in wrote it as such. Nothing in a form can set it.</summary>
    public string? Badge => Part["Badge"].AsText();

    public string? Place => Part["Place"].AsText() is { } place && CommentPlace.IsPlace(place) ? place : null;

    public CommentState State => item.Published ? CommentState.Published
        : Enum.TryParse<CommentState>(Part["State"].AsText(), out var state) && state is CommentState.Spam or CommentState.Trash ? state
        : CommentState.Pending;

    /// <summary>What a new comment says, and to what.</summary>
    internal void Say(string articleId, string? parentId, string name, string? website, string body, DateTime nowUtc)
    {
        item.DisplayText = CommentChecks.Line(name);
        item.CreatedUtc = nowUtc;
        SetTarget(articleId, string.IsNullOrEmpty(parentId) ? null : parentId);
        SetText("Name", item.DisplayText);
        SetText("Website", CommentChecks.WebsiteOf(website));
        SetText("Body", body.Trim().ReplaceLineEndings("\n"));
    }

    internal void SetPlace(string place) => Part["Place"] = place;

    // Published is a matter of the item itself, and waiting is what an unpublished one does that says nothing else.
    internal void SetHidden(CommentState state)
    {
        Part.Remove("State");
        if (state is CommentState.Spam or CommentState.Trash)
        {
            Part["State"] = state.ToString();
        }
    }

    internal void SetText(string field, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            Part.Remove(field);
        }
        else
        {
            Part[field] = new JsonObject { ["Text"] = text };
        }
    }

    internal void SetTarget(string articleId, string? parentId)
    {
        Part["Article"] = new JsonObject { ["ContentItemIds"] = new JsonArray(articleId) };
        Part["Parent"] = new JsonObject { ["ContentItemIds"] = parentId is null ? [] : new JsonArray(parentId) };
    }

    internal void SetBadge(string? badge) => Set("Badge", badge);

    internal void SetEdited(DateTime utc) => Part["EditedUtc"] = utc;

    private void Set(string property, string? value)
    {
        if (value is null)
        {
            Part.Remove(property);
        }
        else
        {
            Part[property] = value;
        }
    }
}
