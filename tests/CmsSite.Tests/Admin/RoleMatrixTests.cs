using System.Net;
using CmsSite.Admin.Access;
using CmsSite.Admin.Contents.Edit;
using CmsSite.Admin.Contents.Bulk;
using CmsSite.Comments;
using CmsSite.Content.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin;

/// <summary>
/// Role × action × own or another's, for each type of the site that ships: what a role may do is written here once more, and everything else must be refused, over HTTP where there is
/// an address and at the action itself where there is none.
/// </summary>
[Collection(AdminCollection.Name)]
public class RoleMatrixTests(AdminSite app)
{
    private const string Everything = "edit publish unpublish delete clone preview list";

    private static readonly string[] _types = ["Article", "AuthorProfile", "Page", "Comment"];

    // Role, type, what may be done with one's own, what with another's.
    private static readonly (string Role, string Type, string Own, string Others)[] _allowed =
    [
        .. _types.Select(type => ("Administrator", type, Everything, Everything)),
        .. _types.Select(type => ("Editor", type, Everything, Everything)),
        ("Author", "Article", Everything, "preview list"),
        ("Author", "AuthorProfile", "edit publish unpublish preview list", "list"),
        ("Contributor", "Article", "edit clone preview list", "list"),
        ("Moderator", "Comment", "edit publish unpublish delete preview list", "edit publish unpublish delete preview list"),
    ];

    public static TheoryData<string, string, bool> Cases()
    {
        var cases = new TheoryData<string, string, bool>();
        foreach (var role in new[] { "Administrator", "Editor", "Author", "Contributor", "Moderator", "Nobody" })
        {
            foreach (var type in _types)
            {
                cases.Add(role, type, true);
                cases.Add(role, type, false);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_role_does_what_it_may_and_nothing_else(string role, string type, bool isOwn)
    {
        var name = $"{role}-{Guid.NewGuid():n}"[..20];
        var me = await app.CreateAccountAsync(name, role);
        using var client = await app.SignInAsync(name, AdminSite.Password);
        var work = await app.WorkAsync(name);
        var owner = isOwn ? me : "somebody-else";

        var draft = await CreateAsync(type, owner, publish: false);
        var published = await CreateAsync(type, owner, publish: true);
        var done = new List<string>();
        // At its public address nobody sees what is not published, whatever they may do in the dashboard.
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, $"/Contents/ContentItems/{draft.ContentItemId}"));
        if (await StatusAsync(client, $"/Admin/Contents/ContentItems/{draft.ContentItemId}/Edit") == HttpStatusCode.OK && await IsSavedAsync(work, draft)) { done.Add("edit"); }
        if (await IsDoneAsync(work, BulkAction.Publish, draft)) { done.Add("publish"); }
        if (await IsDoneAsync(work, BulkAction.Unpublish, published)) { done.Add("unpublish"); }
        if (await IsDoneAsync(work, BulkAction.Delete, published)) { done.Add("delete"); }
        if (await MayAsync(work, "CloneContent", draft)) { done.Add("clone"); }
        var other = await CreateAsync(type, owner, publish: false);
        // Whoever may write it sees it too.
        if (await StatusAsync(client, $"/Admin/Contents/ContentItems/{other.ContentItemId}/Display") == HttpStatusCode.OK) { done.Add("preview"); }
        if (await StatusAsync(client, $"/Admin/Contents/ContentItems/{type}") == HttpStatusCode.OK) { done.Add("list"); }

        var entry = _allowed.FirstOrDefault(entry => entry.Role == role && entry.Type == type);
        var allowed = entry.Role is null ? "" : isOwn ? entry.Own : entry.Others;
        Assert.Equal(allowed, string.Join(' ', done));
        // A list shows what others have not published only to those who may change it.
        if (done.Contains("list"))
        {
            var html = await client.GetStringAsync($"/Admin/Contents/ContentItems/{type}?status=draft");
            Assert.Equal(isOwn || done.Contains("edit"), html.Contains($"{other.DisplayText}<", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task No_editor_of_comments_is_shown_a_commenters_address()
    {
        var comment = await CreateAsync("Comment", "somebody-else", publish: false);
        foreach (var role in new[] { "Administrator", "Editor", "Moderator" })
        {
            using var client = await app.SignInAsync(role);
            var html = await client.GetStringAsync($"/Admin/Contents/ContentItems/{comment.ContentItemId}/Edit");
            Assert.Contains("A remark", html);
            Assert.DoesNotContain("reader@private.example", html);
            Assert.DoesNotContain("E-mail", html);
            Assert.DoesNotContain("reader@private.example", await client.GetStringAsync($"/Admin/Contents/ContentItems/{comment.ContentItemId}/Display"));
        }
    }

    [Fact]
    public async Task A_comment_keeps_its_address_when_somebody_edits_it()
    {
        var comment = await CreateAsync("Comment", "somebody-else", publish: false);
        var work = await app.WorkAsRoleAsync("Moderator");
        Assert.True(await IsSavedAsync(work, comment));
        var (stored, email) = await app.InScopeAsync(async services => (
            await services.GetRequiredService<ContentItems>().GetAsync(comment.ContentItemId, VersionOptions.Latest),
            services.GetRequiredService<CommentSources>().EmailOf((await services.GetRequiredService<CommentSources>().FindAsync(comment.ContentItemId))!)));
        Assert.Equal("reader@private.example", email);
        Assert.DoesNotContain("private.example", stored!.Content.ToJsonString(), StringComparison.Ordinal);
    }

    private async Task<ContentItem> CreateAsync(string type, string owner, bool publish)
    {
        var title = $"{type} {Guid.NewGuid():n}";
        var item = A.ContentItem(type);
        item.Owner = owner;
        switch (type)
        {
            case "Comment":
                item.DisplayText = title;
                foreach (var (field, text) in new[] { ("Name", "Reader"), ("Email", "reader@private.example"), ("Body", "A remark") })
                {
                    item.With("Comment", field, new System.Text.Json.Nodes.JsonObject { ["Text"] = text });
                }

                break;
            default:
                item.Titled(title);
                break;
        }

        // As they lie in the database; what is missing for publishing is another test's business.
        return await app.InScopeAsync(async services =>
        {
            var manager = services.GetRequiredService<ContentManager>();
            Complete(services.GetRequiredService<ContentDefinitions>(), item);
            Assert.Empty(publish ? await manager.PublishAsync(item) : await manager.SaveDraftAsync(item));
            await services.GetRequiredService<CmsSite.Storage.SiteSession>().CommitAsync();
            return item;
        });
    }

    private static void Complete(ContentDefinitions definitions, ContentItem item)
    {
        // Required pickers and texts of the definitions, with something in them.
        foreach (var part in definitions.Type(item.ContentType)!.Parts)
        {
            foreach (var field in part.Part.Fields.Where(field => item.Field(part.Name, field.Name) is null))
            {
                System.Text.Json.Nodes.JsonObject? value = (field.FieldType, part.Name) switch
                {
                    ("TextField", _) => new() { ["Text"] = "x" },
                    ("ContentPickerField", "Article") => new() { ["ContentItemIds"] = new System.Text.Json.Nodes.JsonArray("avthesterqvay1e00000000000") },
                    ("ContentPickerField", "Comment") when field.Name == "Article" => new() { ["ContentItemIds"] = new System.Text.Json.Nodes.JsonArray("x") },
                    _ => null,
                };
                if (value is not null)
                {
                    item.With(part.Name, field.Name, value);
                }
            }
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address) => (await client.GetAsync(address)).StatusCode;

    private static async Task<bool> MayAsync(AdminWork work, string permission, ContentItem item) => await TryAsync(() => work.DoAsync(scope => Task.FromResult(scope.May(permission, item))));

    private static async Task<bool> IsDoneAsync(AdminWork work, BulkAction action, ContentItem item) => await TryAsync(async () =>
    {
        var result = await work.DoAsync(async scope =>
        {
            var entry = await BulkStep.DoAsync(scope, new BulkRun("", action, default), item.ContentItemId);
            await scope.Session.CommitAsync();
            return entry;
        });
        Assert.True(result.Outcome is BulkOutcome.Done || result.Message.StartsWith("You may not", StringComparison.Ordinal), result.Message);
        return result.Outcome is BulkOutcome.Done;
    });

    private static async Task<bool> IsSavedAsync(AdminWork work, ContentItem item) => await TryAsync(() => work.DoAsync(async scope =>
    {
        var stored = (await scope.Get<ContentItems>().GetAsync(item.ContentItemId, VersionOptions.Latest))!;
        return await scope.Get<ItemSaving>().SaveAsync(scope, stored.Copy(), StoredVersion.Of(stored), SaveIntent.Draft) is SaveOutcome.Done;
    }));

    private static async Task<bool> TryAsync(Func<Task<bool>> work)
    {
        try
        {
            return await work();
        }
        catch (RefusedException)
        {
            return false;
        }
    }
}
