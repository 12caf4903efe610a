using System.Globalization;
using CmsSite.Comments;
using CmsSite.Storage;
using CmsSite.Theming;
using CmsSite.Theming.Display;
using CmsSite.Theming.Shapes;

namespace CmsSite.Web.Site.Comments;

/// <summary>The comments on an item, a page of them, and the form for one more. The same for all visitors, so that the page can be kept.</summary>
internal sealed class CommentsPartDisplay : PartDisplay
{
    /// <summary>Where the page of comments begins, in the address.</summary>
    public const string From = "comments";

    /// <summary>What became of a comment that was just sent.</summary>
    public const string Sent = "comment";
    public const string Held = "held";
    public const string Shown = "published";

    /// <summary>For a few minutes its writer may change it: the id, and the secret that says who that is.</summary>
    public const string Edit = "edit";

    public override string PartName => CommentRules.PartName;

    public override IReadOnlyList<PartShape> Shapes { get; } = [new PartShape(CommentRules.PartName, "Content:after", PartShape.Detail)];

    /// <summary>Of a page that shows comments, or how many there are.</summary>
    public static string DependencyOn(string articleId) => $"comments:{articleId}";

    public override async Task FillAsync(Shape shape, PartDisplayContext context)
    {
        var (display, item) = (context.Display, context.Item);
        var services = display.Services;
        if (item.DocumentId == 0 || CommentRules.Of(item, context.Type, display.Settings, display.Clock.GetUtcNow().UtcDateTime) is not { } rules)
        {
            return;
        }

        display.Dependencies.Add(DependencyOn(item.ContentItemId));
        var from = display.Request.Query.GetValueOrDefault(From);
        var page = string.IsNullOrEmpty(from) || CommentPlace.IsPlace(from)
            ? await services.GetRequiredService<SiteSession>().RememberAsync(
                "comments", string.Create(CultureInfo.InvariantCulture, $"{item.ContentItemId} {rules.Order} {rules.Depth} {rules.PageSize} {from}"),
                () => services.GetRequiredService<CommentThreads>().PageAsync(item.ContentItemId, rules, string.IsNullOrEmpty(from) ? null : from, display.Cancellation),
                found => 4000 * found.Comments.Count)
            : new CommentPage([], "", null);
        if (!string.IsNullOrEmpty(from) && page.Comments.Count == 0)
        {
            display.StatusCode = StatusCodes.Status404NotFound;
        }

        var shapes = services.GetRequiredService<CommentShapes>();
        var url = display.Request.PathBase + display.Request.Path;
        shape["Comments"] = page.Comments.Select(entry => shapes.Entry(entry, rules.IsOpen)).ToList();
        shape["Total"] = item.CommentCount;
        shape["Previous"] = page.Previous is null ? null : page.Previous.Length == 0 ? $"{url}#comments" : $"{url}?{From}={page.Previous}#comments";
        shape["Next"] = page.Next is null ? null : $"{url}?{From}={page.Next}#comments";
        shape["IsOpen"] = rules.IsOpen;
        shape["IsTimeOver"] = rules.ClosesUtc is not null && !rules.IsOpen;
        shape["IsHeld"] = display.Request.Query.GetValueOrDefault(Sent) == Held;
        shape["IsShown"] = display.Request.Query.GetValueOrDefault(Sent) == Shown;
        if (display.Request.Query.GetValueOrDefault(Edit)?.Split('.') is [var id, var token] && services.GetRequiredService<CommentLinks>().IsValid(CommentLinks.Edit, id, token))
        {
            display.IsPersonal = true; // for whoever has the link, and no cache
            shape["EditUrl"] = $"{shapes.LinkTo(id)}/Edit/{token}";
        }

        shape["Form"] = rules.IsOpen && item.Published ? shapes.Form(item, null, null, services.GetRequiredService<CommentTokens>().ForPage(item.ContentItemId)) : null;
        shape["Url"] = url;
    }
}

/// <summary><c>CommentCount</c>: how many comments an item has. It came with the item, and costs nothing. Argument: item.</summary>
internal sealed class CommentCountKind() : ShapeKind("CommentCount")
{
    public override void Created(Shape shape) => shape.Load = (self, display) =>
    {
        if (self["Item"] is Content.Items.ContentItem item && display.Definitions.Type(item.ContentType)?.Has(CommentRules.PartName) == true)
        {
            display.Dependencies.Add(CommentsPartDisplay.DependencyOn(item.ContentItemId));
            self["Count"] = item.CommentCount;
        }

        return Task.CompletedTask;
    };
}
