using CmsSite.Admin.Contents.List;
using CmsSite.Admin.Users;
using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin.Bulk;

/// <summary>What a list can be narrowed to, and filters that somebody keeps.</summary>
[Collection(StructureCollection.Name)]
public class SavedFilterTests(AdminSite app)
{
    [Fact]
    public async Task A_list_is_narrowed_to_an_author_a_term_with_what_is_below_it_and_days()
    {
        const string word = "narrowed";
        var writer = $"writer-{Guid.NewGuid():n}"[..20];
        var writerId = await app.CreateAccountAsync(writer, "Author");
        var taxonomy = A.ContentItem("Taxonomy").Titled($"{word} places");
        var (parent, child) = ($"parent{Guid.NewGuid():n}"[..26], $"child{Guid.NewGuid():n}"[..26]);
        taxonomy.EnsurePart("TaxonomyPart")["TermContentType"] = "Term";
        taxonomy.EnsurePart("TaxonomyPart")["Terms"] = System.Text.Json.Nodes.JsonNode.Parse($$"""
            [{ "ContentItemId": "{{parent}}", "ContentType": "Term", "DisplayText": "Harbours", "TitlePart": { "Title": "Harbours" }, "TermPart": { "TaxonomyContentItemId": "{{taxonomy.ContentItemId}}" },
               "Terms": [{ "ContentItemId": "{{child}}", "ContentType": "Term", "DisplayText": "Small harbours", "TitlePart": { "Title": "Small harbours" }, "TermPart": { "TaxonomyContentItemId": "{{taxonomy.ContentItemId}}" } }] }]
            """);
        await app.CreateAsync(taxonomy);
        var hers = A.ContentItem("Article").Titled($"{word} hers");
        hers.Owner = writerId;
        hers.EnsurePart("Article")["Category"] = new System.Text.Json.Nodes.JsonObject { ["TaxonomyContentItemId"] = taxonomy.ContentItemId, ["TermContentItemIds"] = new System.Text.Json.Nodes.JsonArray(child) };
        await app.CreateAsync(hers, publish: false);
        await app.CreateAsync(A.ContentItem("Page").Titled($"{word} of nobody"));

        var all = ListFilter.Read(null, $"{word} ", null, null, null, null);
        var today = DateTime.UtcNow.Date;
        string Day(int days) => today.AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal([$"{word} hers"], await TitlesAsync(all.Narrowed(writer.ToUpperInvariant(), null, null, null, null)));
        Assert.Empty(await TitlesAsync(all.Narrowed("nobody of that name", null, null, null, null)));
        Assert.Equal([$"{word} hers"], await TitlesAsync(all.Narrowed(null, parent, null, null, null)));
        Assert.Equal([$"{word} hers"], await TitlesAsync(all.Narrowed(null, child, null, null, null)));
        Assert.Equal([$"{word} of nobody"], await TitlesAsync(all.Narrowed(null, null, "published", Day(-1), Day(1)) with { Type = "Page" }));
        Assert.Empty(await TitlesAsync(all.Narrowed(null, null, "created", Day(2), null)));
        Assert.Empty(await TitlesAsync(all.Narrowed(null, null, "modified", null, Day(-2))));
        Assert.Equal(3, (await TitlesAsync(all.Narrowed(null, null, "whatever", "the other day", "2026-13-99"))).Count);
    }

    [Fact]
    public async Task All_of_a_filter_is_in_the_address_and_read_from_it()
    {
        var filter = ListFilter.Read("Article", "sea", "draft", "me", "title", null).Narrowed("ada", "term1", "created", "2026-01-02", "2026-02-03");
        var query = filter.ToQuery();
        string? Text(string name) => query.GetValueOrDefault(name) as string;
        Assert.Equal(filter, ListFilter.Read("Article", Text("q"), Text("status"), Text("owner"), Text("sort"), Text("after")).Narrowed(Text("author"), Text("term"), Text("date"), Text("from"), Text("to")));
        using var editor = await app.SignInAsync("Editor");
        var html = await editor.GetStringAsync("/Admin/Contents/ContentItems?author=ada&from=2026-01-02");
        Assert.Contains("No longer: Author ada", html);
        Assert.Contains("value=\"2026-01-02\"", html);
    }

    [Fact]
    public async Task A_filter_is_kept_renamed_and_deleted_by_its_owner_and_nobody_else_sees_it()
    {
        var mine = await app.WorkAsRoleAsync("Editor");
        var theirs = await app.WorkAsRoleAsync("Editor");
        Assert.Null(await mine.DoAsync(scope => SavedFilters.SaveAsync(scope, " To check ", "Admin/Contents/ContentItems?status=draft")));
        Assert.Null(await mine.DoAsync(scope => SavedFilters.SaveAsync(scope, "to check", "Admin/Contents/ContentItems?status=review")));
        Assert.Null(await mine.DoAsync(scope => SavedFilters.SaveAsync(scope, "Others", "Admin/Contents/ContentItems?q=x")));
        Assert.Contains("name", await mine.DoAsync(scope => SavedFilters.SaveAsync(scope, " ", "Admin/Contents/ContentItems?q=x")));
        var kept = await mine.DoAsync(scope => Task.FromResult(SavedFilters.Of(scope)));
        Assert.Equal([("Others", "Admin/Contents/ContentItems?q=x"), ("to check", "Admin/Contents/ContentItems?status=review")], kept.Select(filter => (filter.Name, filter.Address)));
        Assert.Empty(await theirs.DoAsync(scope => Task.FromResult(SavedFilters.Of(scope))));

        Assert.Contains("Another", await mine.DoAsync(scope => SavedFilters.RenameAsync(scope, kept[0].Id, "TO CHECK")));
        Assert.Contains("not there", await theirs.DoAsync(scope => SavedFilters.RenameAsync(scope, kept[0].Id, "Stolen")));
        Assert.Null(await mine.DoAsync(scope => SavedFilters.RenameAsync(scope, kept[0].Id, "Of others")));
        await theirs.DoAsync(scope => SavedFilters.DeleteAsync(scope, kept[1].Id));
        await mine.DoAsync(scope => SavedFilters.DeleteAsync(scope, kept[0].Id));
        Assert.Equal(["to check"], (await mine.DoAsync(scope => Task.FromResult(SavedFilters.Of(scope)))).Select(filter => filter.Name));
    }

    [Fact]
    public async Task What_an_account_kept_goes_with_it()
    {
        var name = $"gone-{Guid.NewGuid():n}"[..20];
        var id = await app.CreateAccountAsync(name, "Editor");
        await (await app.WorkAsync(name)).DoAsync(scope => SavedFilters.SaveAsync(scope, "Mine", "Admin/Contents/ContentItems?q=x"));
        var admin = await app.WorkAsRoleAsync("Administrator");
        await admin.DoAsync(scope => scope.Get<UserChanges>().DeleteAsync(scope, id));
        Assert.DoesNotContain(await app.InScopeAsync(services => Task.FromResult(services.GetRequiredService<SiteSession>().Documents(SiteDocumentKinds.SavedFilter).Keys)), key => key.StartsWith(id, StringComparison.Ordinal));
    }

    private async Task<IReadOnlyList<string>> TitlesAsync(ListFilter filter) =>
        await app.DoAsync<IReadOnlyList<string>>("Administrator", "me", async (scope, _) => [.. (await scope.Get<ContentList>().PageAsync(scope, filter)).Items.Select(item => item.Title).Order()]);
}
