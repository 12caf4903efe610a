using System.Net;
using System.Text.RegularExpressions;
using CmsSite.Comments;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Comments;

/// <summary>The site that ships, for tests of its comments. Each test writes an article of its own.</summary>
public sealed partial class CommentSite : CmsApplication
{
    public const int ArticlePerMinute = 30;

    protected override string? Recipe => "CmsSite";

    // All tests come from one address.
    protected override IEnumerable<(string Key, string Value)> Settings => [("Comments:NetworkPerMinute", "0"), ("Comments:ArticlePerMinute", $"{ArticlePerMinute}"), ("Comments:SitePerMinute", "0")];

    protected override void ConfigureServices(IServiceCollection services) => services.AddScoped<ContentPartHandler, FullDisk>();

    /// <summary>An article that takes comments, and where it is.</summary>
    public async Task<(string Id, string Address)> ArticleAsync(Action<ContentItem>? change = null)
    {
        var item = A.ContentItem("Article").Titled("On the tide").At($"articles/on-the-tide-{Guid.NewGuid():n}").Saying("<p>It comes in.</p>").With("CommentsPart", "Moderation", "All");
        change?.Invoke(item);
        await CreateAsync(item);
        return (item.ContentItemId, (await PathOfAsync(item))!);
    }

    /// <summary>The form of a page as a browser would send it.</summary>
    public static Dictionary<string, string> FormOf(string html)
    {
        var form = Form().Match(html);
        Assert.True(form.Success, "The page has no form for a comment.");
        return Input().Matches(form.Value).ToDictionary(match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value));
    }

    /// <summary>Fills in the form on the article's page and sends it.</summary>
    public static async Task<HttpResponseMessage> CommentAsync(HttpClient visitor, (string Id, string Address) article, string text, params (string Field, string Value)[] fields)
    {
        var form = FormOf(await visitor.GetStringAsync(article.Address));
        foreach (var (field, value) in (ReadOnlySpan<(string, string)>)[("name", "Ann Reader"), ("email", "ann@reader.example"), ("comment", text), .. fields])
        {
            form[field] = value;
        }

        return await visitor.PostAsync($"/Contents/ContentItems/{article.Id}/Comments", new FormUrlEncodedContent(form));
    }

    /// <summary>A comment that is published, as the form brings it.</summary>
    public async Task<Comment> PublishedAsync((string Id, string Address) article, string text, string? parentId = null, string name = "Ann Reader")
    {
        var comment = await InScopeAsync(async services =>
        {
            var result = await services.GetRequiredService<CommentSubmissions>().SubmitAsync(
                new CommentSubmission { ArticleId = article.Id, ParentId = parentId, Name = name, Email = $"{name.Replace(' ', '.')}@reader.example", Body = text });
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return Assert.IsType<SubmitCommentResult.Held>(result).Comment;
        });
        await DecideAsync(comment.Id, CommentState.Published);
        return comment;
    }

    public Task<bool> DecideAsync(string commentId, CommentState state) => InScopeAsync(async services =>
    {
        var done = await services.GetRequiredService<CommentModerators>().SetStateAsync(commentId, state);
        await services.GetRequiredService<SiteSession>().CommitAsync();
        return done;
    });

    /// <summary>Gives a role other permissions; those it had.</summary>
    public Task<string[]> SetRoleAsync(string role, string[] permissions) => InScopeAsync(async services =>
    {
        var session = services.GetRequiredService<SiteSession>();
        var before = session.Document(SiteDocumentKinds.Role, role)?["Permissions"].AsTexts() ?? [];
        await session.PutAsync(SiteDocumentKinds.Role, role, CmsSite.Content.Access.DefaultRoles.ToJson(role, null, permissions));
        await session.CommitAsync();
        return before.ToArray();
    });

    /// <summary>The comments on an article, in whatever state.</summary>
    public Task<List<CommentIndexRow>> RowsAsync(string articleId) => InScopeAsync(services =>
        services.GetRequiredService<CmsDbContext>().Comments.AsNoTracking().Where(row => row.ArticleId == articleId).OrderBy(row => row.Place).ToListAsync());

    [GeneratedRegex("<form class=\"comment-form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input(?! type=\"checkbox\")[^>]*? name=\"([^\"]+)\"[^>]*? value=\"([^\"]*)\"")]
    private static partial Regex Input();
}

/// <summary>What can go wrong while a comment is written.</summary>
internal sealed class FullDisk : ContentPartHandler
{
    public const string Text = "for which the disk is full";

    public override string PartName => Comment.PartName;

    public override Task SavingAsync(PartContext context, CancellationToken cancellationToken) =>
        new Comment(context.Item).Body.Contains(Text, StringComparison.Ordinal) ? throw new IOException("The disk is full.") : Task.CompletedTask;
}

[CollectionDefinition(Name)]
public sealed class CommentCollection : ICollectionFixture<CommentSite>
{
    public const string Name = "comments";
}
