using System.Text.Json.Nodes;
using CmsSite.Admin.Contents.Editors.Fields;
using CmsSite.Content.Fields;
using CmsSite.Content.Items;
using CmsSite.Content.Localization;
using CmsSite.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin;

/// <summary>What pickers of accounts and of translations offer, and how a translation begins.</summary>
[Collection(StructureCollection.Name)]
public sealed class PickerTests(AdminSite app)
{
    [Fact]
    public async Task Accounts_are_found_by_their_names_alone_and_only_those_that_can_sign_in()
    {
        var one = $"pick{Guid.NewGuid():n}"[..16];
        var id = await app.CreateAccountAsync(one, "Editor");
        var gone = await app.CreateAccountAsync(one + "x", "Editor");
        await DisableAsync(gone);

        Assert.Equal([(id, one)], await FindAsync(new UserPickerFieldSettings(), one.ToUpperInvariant()));
        Assert.Empty(await FindAsync(new UserPickerFieldSettings(), $"{one}@example.org"));
        Assert.Empty(await FindAsync(new UserPickerFieldSettings(), one, id));
    }

    [Fact]
    public async Task Accounts_are_of_the_roles_that_the_field_names()
    {
        var name = $"role{Guid.NewGuid():n}"[..16];
        await app.CreateAccountAsync(name, "Author");

        Assert.Empty(await FindAsync(new UserPickerFieldSettings { DisplayAllUsers = false, DisplayedRoles = ["Editor"] }, name));
        Assert.Single(await FindAsync(new UserPickerFieldSettings { DisplayAllUsers = false, DisplayedRoles = ["Editor", "Author"] }, name));
    }

    [Fact]
    public async Task A_translation_is_a_draft_of_the_same_set_in_another_culture_and_there_is_one_for_each()
    {
        var original = await NoticeAsync("Storm warning");

        var german = await TranslateAsync(original.ContentItemId, "de");
        Assert.Equal(german, await TranslateAsync(original.ContentItemId, "de"));
        var set = original.Part("LocalizationPart")!["LocalizationSet"].AsText()!;
        var all = await app.InScopeAsync(services => services.GetRequiredService<Translations>().OfAsync(set));

        Assert.Equal([("de", false), ("en", true)], all.Select(translation => (translation.Culture, translation.IsPublished)));
        Assert.NotEqual(original.ContentItemId, german);
        await Assert.ThrowsAsync<ArgumentException>(() => TranslateAsync(original.ContentItemId, "tlh"));
        Assert.Null(await TranslateAsync("nosuchitem", "de"));
    }

    [Fact]
    public async Task Sets_of_translations_are_found_by_the_title_in_any_language_and_offered_once()
    {
        var word = $"Kettle{Guid.NewGuid():n}"[..14];
        var original = await NoticeAsync(word);
        await TranslateAsync(original.ContentItemId, "de");
        var set = original.Part("LocalizationPart")!["LocalizationSet"].AsText()!;

        var found = await app.DoAsync("Administrator", "x", (scope, _) => PickableTranslations.FindAsync(scope, ["Notice"], word.ToLowerInvariant(), [], 12));

        Assert.Equal([(set, $"{word} (de) · {word} (en)")], found);
        Assert.Empty(await app.DoAsync("Administrator", "x", (scope, _) => PickableTranslations.FindAsync(scope, ["Notice"], word, [set], 12)));
        Assert.Equal([("gone", "gone (not there any more)")], await app.DoAsync("Administrator", "x", (scope, _) => PickableTranslations.LoadAsync(scope, ["gone"])));
    }

    private Task<IReadOnlyList<(string Id, string Title)>> FindAsync(UserPickerFieldSettings settings, string text, params string[] without) =>
        app.DoAsync("Author", "x", (scope, _) => PickableUsers.FindAsync(scope, settings, text, without, 12));

    private Task<IdentityResult> DisableAsync(string userId) => app.InScopeAsync(async services =>
    {
        var users = services.GetRequiredService<UserManager<CmsUser>>();
        var user = (await users.FindByIdAsync(userId))!;
        user.IsEnabled = false;
        return await users.UpdateAsync(user);
    });

    private Task<string?> TranslateAsync(string id, string culture) => app.InScopeAsync(async services =>
    {
        var translation = await services.GetRequiredService<Translations>().CreateAsync(id, culture);
        await services.GetRequiredService<SiteSession>().CommitAsync();
        return translation;
    });

    // A type that can be translated, on a site of two languages.
    private async Task<ContentItem> NoticeAsync(string title)
    {
        await app.InScopeAsync(async services =>
        {
            var session = services.GetRequiredService<SiteSession>();
            await session.PutAsync(SiteDocumentKinds.ContentType, "Notice", JsonNode.Parse("""
                { "Name": "Notice", "DisplayName": "Notice", "Settings": {}, "ContentTypePartDefinitionRecords": [
                  { "PartName": "TitlePart", "Name": "TitlePart", "Settings": {} }, { "PartName": "LocalizationPart", "Name": "LocalizationPart", "Settings": {} }] }
                """)!);
            await session.PutAsync(SiteDocumentKinds.SiteSetting, "LocalizationSettings", JsonNode.Parse("""{ "DefaultCulture": "en", "SupportedCultures": ["en", "de"] }""")!);
            await session.CommitAsync();
            return true;
        });
        var item = A.ContentItem("Notice");
        item.EnsurePart("TitlePart")["Title"] = title;
        item.EnsurePart("LocalizationPart");
        return await app.CreateAsync(item);
    }
}
