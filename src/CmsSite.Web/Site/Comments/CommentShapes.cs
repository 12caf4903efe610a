using CmsSite.Comments;
using CmsSite.Content.Items;
using CmsSite.Theming;
using CmsSite.Theming.Shapes;

namespace CmsSite.Web.Site.Comments;

/// <summary>The shapes of comments: <c>CommentEntry</c> for one, <c>CommentForm</c> for the form, <c>CommentFormPage</c> for a page with a form and what is to be said about it.</summary>
public sealed class CommentShapes(CommentTokens tokens, CommentMails mails, DisplayContext display)
{
    internal Shape Entry(ThreadedComment entry, bool isOpen)
    {
        var comment = entry.Comment;
        return new Shape("CommentEntry")
        {
            ["CommentId"] = comment.Id,
            ["Name"] = comment.Name,
            ["Website"] = CommentChecks.WebsiteOf(comment.Website),
            ["Avatar"] = new HtmlText(CommentAvatar.Svg(comment.Name)),
            ["Html"] = new HtmlText(CommentMarkup.ToHtml(comment.Body)),
            ["Text"] = comment.Body,
            ["CreatedUtc"] = comment.CreatedUtc,
            ["IsEdited"] = comment.EditedUtc is not null,
            ["Badge"] = comment.Badge is { } badge ? display.Text(badge) : null,
            ["Level"] = entry.Level,
            ["Url"] = LinkTo(comment.Id),
            ["ReplyUrl"] = isOpen ? $"{LinkTo(comment.Id)}/Reply" : null,
            ["IsReply"] = comment.ParentId is not null,
            ["ParentName"] = entry.Parent?.Name,
            ["ParentUrl"] = entry.Parent is null ? null : entry.IsParentHere ? $"#comment-{entry.Parent.Id}" : LinkTo(entry.Parent.Id),
            ["ParentLink"] = entry.Parent is null ? null : LinkTo(entry.Parent.Id),
        };
    }

    /// <param name="sent">What was typed so far; null for an empty form.</param>
    internal Shape Form(ContentItem article, CommentSubmission? sent, Comment? parent, string token, IReadOnlyList<CommentProblem>? problems = null) => new("CommentForm")
    {
        ["Action"] = $"{display.Request.PathBase}/{SiteUrls.ById(article.ContentItemId)}/Comments",
        ["TokenUrl"] = $"{display.Request.PathBase}/{SiteUrls.ById(article.ContentItemId)}/Comments/Token",
        ["Token"] = token,
        ["ParentId"] = parent?.Id,
        ["ParentName"] = parent?.Name,
        ["Name"] = sent?.Name,
        ["Email"] = sent?.Email,
        ["Website"] = sent?.Website,
        ["Body"] = sent?.Body,
        ["OffersMail"] = mails.IsOn,
        ["MineUrl"] = mails.IsOn ? $"{display.Request.PathBase}/Contents/Comments/Mine" : null,
        ["WantsReplies"] = sent?.WantsReplies ?? false,
        ["NameProblem"] = Problem(problems, "Name"),
        ["EmailProblem"] = Problem(problems, "Email"),
        ["WebsiteProblem"] = Problem(problems, "Website"),
        ["BodyProblem"] = Problem(problems, "Body"),
    };

    /// <summary>A page about one comment that is being written, for whom it is: in no cache.</summary>
    /// <param name="message">What is to be said first; null for nothing.</param>
    internal Shape FormPage(ContentItem article, string articleUrl, CommentSubmission? sent, Comment? parent, string? message, IReadOnlyList<CommentProblem>? problems = null, bool isPreview = false)
    {
        display.IsPersonal = true;
        return new Shape("CommentFormPage")
        {
            ["ArticleTitle"] = article.DisplayText,
            ["ArticleUrl"] = articleUrl,
            ["Message"] = message ?? Problem(problems, ""),
            ["IsInvalid"] = problems is { Count: > 0 },
            ["ParentHtml"] = parent is null ? null : new HtmlText(CommentMarkup.ToHtml(parent.Body)),
            ["ParentName"] = parent?.Name,
            ["Preview"] = isPreview && sent is not null ? new HtmlText(CommentMarkup.ToHtml(sent.Body.Length > CommentChecks.MaxBody ? sent.Body[..CommentChecks.MaxBody] : sent.Body)) : null,
            ["PreviewName"] = sent is null ? null : CommentChecks.Line(sent.Name),
            ["PreviewAvatar"] = sent is null ? null : new HtmlText(CommentAvatar.Svg(CommentChecks.Line(sent.Name))),
            // How long writing took can be told of an empty form only: what comes back is sent again at once.
            ["Form"] = Form(article, sent, parent, sent is null ? tokens.ForVisitor(article.ContentItemId) : tokens.ForPage(article.ContentItemId), problems),
        };
    }

    internal string LinkTo(string commentId) => $"{display.Request.PathBase}/Contents/Comments/{commentId}";

    private string? Problem(IReadOnlyList<CommentProblem>? problems, string field) => problems?.FirstOrDefault(problem => problem.Field == field) is { } found ? display.Text(found.Message) : null;
}
