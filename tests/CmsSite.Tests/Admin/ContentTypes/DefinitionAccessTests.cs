using System.Net;
using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Admin.ContentTypes;
using CmsSite.Storage;

namespace CmsSite.Tests.Admin.ContentTypes;

/// <summary>Who gets to the screens for definitions, and who may change what they show.</summary>
[Collection(StructureCollection.Name)]
public class DefinitionAccessTests(AdminSite app)
{
    private static readonly string[] _seen =
    [
        "/Admin/ContentTypes/List", "/Admin/ContentParts/List", "/Admin/ContentTypes/Edit/Article", "/Admin/ContentTypes/Article/ContentParts/TitlePart/Edit", "/Admin/ContentParts/Edit/Article",
        "/Admin/ContentParts/Article/Fields/Image/Edit", "/Admin/ContentTypes/Export/Article",
    ];

    private static readonly string[] _changed =
    [
        "/Admin/ContentTypes/Create", "/Admin/ContentTypes/AddPartsTo/Article", "/Admin/ContentTypes/AddReusablePartTo/Article", "/Admin/ContentTypes/AddFieldsTo/Article", "/Admin/ContentParts/Create",
    ];

    [Fact]
    public async Task Each_screen_opens_to_those_who_may_and_to_nobody_else()
    {
        await app.CreateRoleAsync("TypeReader", "AccessAdminPanel", "ViewContentTypes");
        foreach (var (role, mayView, mayEdit) in new[] { ("Administrator", true, true), ("TypeReader", true, false), ("Author", false, false) })
        {
            using var client = await app.SignInAsync(role);
            foreach (var (address, may) in _seen.Select(address => (address, mayView)).Concat(_changed.Select(address => (address, mayEdit))))
            {
                var response = await client.GetAsync(address);
                // Endpoints lead whoever is refused to a page that says so.
                var isOpen = response.StatusCode == HttpStatusCode.OK;
                Assert.True(isOpen == may && (isOpen || response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Redirect), $"{role} at {address}: {response.StatusCode}");
            }
        }
    }

    [Theory]
    [InlineData("/Admin/ContentTypes/Edit/NoSuchType")]
    [InlineData("/Admin/ContentTypes/Article/ContentParts/NoSuchPart/Edit")]
    [InlineData("/Admin/ContentParts/Edit/NoSuchPart")]
    [InlineData("/Admin/ContentParts/Article/Fields/NoSuchField/Edit")]
    [InlineData("/Admin/ContentTypes/AddPartsTo/NoSuchType")]
    [InlineData("/Admin/ContentTypes/AddFieldsTo/NoSuchPart")]
    [InlineData("/Admin/ContentTypes/Export/NoSuchType")]
    public async Task What_is_not_there_is_not_found(string address)
    {
        using var client = await app.SignInAsync("Administrator");
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task The_action_refuses_whoever_got_past_the_screen()
    {
        await app.CreateRoleAsync("Onlooker", "AccessAdminPanel", "ViewContentTypes");
        foreach (var role in new[] { "Author", "Onlooker" })
        {
            await app.AsAsync(role, async scope =>
            {
                await Assert.ThrowsAsync<RefusedException>(() => DefinitionChanges.CreateTypeAsync(scope, "Sneaky", "Sneaky"));
                await Assert.ThrowsAsync<RefusedException>(() => DefinitionChanges.CreatePartAsync(scope, "Sneaky"));
                await Assert.ThrowsAsync<RefusedException>(() => DefinitionAdditions.AttachAsync(scope, "Article", ["AliasPart"]));
                await Assert.ThrowsAsync<RefusedException>(() => DefinitionAdditions.AttachNamedAsync(scope, "Article", "BagPart", "Sneaky", "Sneaky"));
                await Assert.ThrowsAsync<RefusedException>(() => DefinitionAdditions.AddFieldAsync(scope, "Article", "TextField", "Sneaky", "Sneaky"));
                await Assert.ThrowsAsync<RefusedException>(() => DefinitionChanges.SaveAsync(scope, [new(SiteDocumentKinds.ContentType, "Article", null, null)]));
                await Assert.ThrowsAsync<RefusedException>(() => DefinitionChanges.SaveInnerAsync(scope, SiteDocumentKinds.ContentPart, "Article", DefinitionRecords.Fields, null, []));
                return true;
            });
        }
    }

    [Fact]
    public async Task A_downloaded_type_is_a_recipe_that_defines_it()
    {
        using var client = await app.SignInAsync("Administrator");
        var recipe = JsonNode.Parse(await client.GetStringAsync("/Admin/ContentTypes/Export/Article"))!;
        var step = recipe["steps"]![0]!;
        Assert.Equal("ContentDefinition", (string)step["name"]!);
        Assert.Equal(SiteJson.Write(await app.TypeAsync("Article")), SiteJson.Write(step["ContentTypes"]![0]!));
        Assert.Contains(step["ContentParts"]!.AsArray(), part => (string)part!["Name"]! == "Article");
    }
}
