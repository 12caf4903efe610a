using System.Net;
using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Admin.Contents.Edit;
using CmsSite.Admin.Settings;
using CmsSite.Content.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using CmsSite.Tests.Admin.ContentTypes;

namespace CmsSite.Tests.Admin.Settings;

/// <summary>Settings of the site in the dashboard.</summary>
[Collection(StructureCollection.Name)]
public class SettingsTests(AdminSite app)
{
    [Fact]
    public async Task A_group_is_stored_as_Orchards_settings_and_what_else_is_in_them_stays()
    {
        await PutAsync("RobotsSettings", new JsonObject { ["Vendor"] = 1.50m, ["AllowAllAgents"] = true });
        var outcome = await SaveAsync("robots", settings => settings["RobotsSettings"]!["AdditionalRules"] = "Crawl-delay: 10");
        Assert.True(outcome.IsSaved);
        Assert.Equal("""{"Vendor":1.50,"AllowAllAgents":true,"AdditionalRules":"Crawl-delay: 10"}""", await app.AsAsync("Administrator", scope => Task.FromResult(SiteJson.Write(scope.Get<SiteSettings>().Find("RobotsSettings")!))));
        using var client = app.CreateVisitor();
        Assert.Contains("Crawl-delay: 10", await client.GetStringAsync("/robots.txt"));
    }

    [Theory]
    [InlineData("SiteName", "", "needed")]
    [InlineData("TimeZoneId", "Europe/Atlantis", "no time zone")]
    [InlineData("BaseUrl", "example.org", "in full")]
    [InlineData("BaseUrl", "https://example.org/?a=b", "in full")]
    [InlineData("PageTitleFormat", "{% if %}", "Line 1")]
    public async Task What_cannot_be_is_said_at_its_input_and_not_stored(string name, string value, string why)
    {
        var outcome = await SaveAsync("general", settings => settings[name] = value);
        var problem = Assert.Single(outcome.Problems);
        Assert.Equal($"set-{name}", problem.Id);
        Assert.Contains(why, problem.Message);
        Assert.NotEqual(value, await app.AsAsync("Administrator", scope => Task.FromResult((string?)scope.Get<SiteSettings>().Find(name))) ?? "-");
    }

    [Fact]
    public async Task A_page_is_no_larger_than_the_largest()
    {
        var outcome = await SaveAsync("general", settings => (settings["PageSize"], settings["MaxPageSize"]) = (50, 20));
        Assert.Equal("set-PageSize", Assert.Single(outcome.Problems).Id);
    }

    [Fact]
    public async Task Of_two_who_change_one_group_the_second_writes_over_nothing()
    {
        var group = SettingsGroups.Find("search")!;
        var seen = await app.AsAsync("Administrator", scope => Task.FromResult(SettingsChanges.Read(scope, group)));
        foreach (var (title, isSaved) in new[] { ("Find", true), ("Seek", false) })
        {
            var written = (JsonObject)seen.DeepClone();
            written["SearchSettings"] = new JsonObject { ["PageTitle"] = title };
            Assert.Equal(isSaved, (await app.AsAsync("Administrator", scope => SettingsChanges.SaveAsync(scope, group, seen, written))).IsSaved);
        }

        Assert.Equal("Find", await app.AsAsync("Administrator", scope => Task.FromResult((string?)scope.Get<SiteSettings>().Find("SearchSettings")!["PageTitle"])));
    }

    [Fact]
    public async Task Custom_settings_are_an_item_under_the_name_of_their_type_and_its_rules_hold()
    {
        await app.DefineAsync("BrandSettings");
        var definition = await app.TypeAsync("BrandSettings");
        definition["Settings"]!["ContentTypeSettings"]!["Stereotype"] = "CustomSettings";
        var part = await app.PartAsync("BrandSettings");
        part["ContentPartFieldDefinitionRecords"]![0]!["Settings"]!["TextFieldSettings"] = new JsonObject { ["Required"] = true };
        await app.AsAsync("Administrator", async scope =>
        {
            await scope.Get<ContentDefinitionManager>().PutTypeAsync("BrandSettings", definition);
            await scope.Get<ContentDefinitionManager>().PutPartAsync("BrandSettings", part);
            await scope.Session.CommitAsync();
            return true;
        });

        Assert.IsType<SaveOutcome.Refused>(await SaveBrandAsync(null));
        Assert.IsType<SaveOutcome.Done>(await SaveBrandAsync("Slow news"));
        var stored = await app.RecordAsync(SiteDocumentKinds.SiteSetting, "BrandSettings");
        Assert.Equal(("BrandSettings", "Slow news"), ((string)stored["ContentType"]!, (string)stored["BrandSettings"]!["Summary"]!["Text"]!));
        using var client = await app.SignInAsync("Administrator");
        Assert.Contains("Slow news", WebUtility.HtmlDecode(await client.GetStringAsync("/Admin/Settings/BrandSettings")));

        await app.CreateRoleAsync("Brander", "AccessAdminPanel", "ManageCustomSettings_BrandSettings");
        using var brander = await app.SignInAsync("Brander");
        Assert.Equal(HttpStatusCode.OK, (await brander.GetAsync("/Admin/Settings/BrandSettings")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await brander.GetAsync("/Admin/Settings/general")).StatusCode);
    }

    [Theory]
    [InlineData("Administrator", "/Admin/Settings", 200)]
    [InlineData("Administrator", "/Admin/Settings/General", 200)]
    [InlineData("Administrator", "/Admin/Settings/localization", 200)]
    [InlineData("Administrator", "/Admin/Settings/NoSuchGroup", 404)]
    [InlineData("Author", "/Admin/Settings", 403)]
    [InlineData("Author", "/Admin/Settings/general", 403)]
    [InlineData("Author", "/Admin/Settings/SocialMetaSettings", 403)]
    public async Task Each_role_gets_to_its_settings_and_to_no_others(string role, string address, int status)
    {
        using var client = await app.SignInAsync(role);
        Assert.Equal(status, (int)(await client.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task The_action_refuses_whoever_got_past_the_screen()
    {
        await app.CreateRoleAsync("Namer", "AccessAdminPanel", Permissions.ManageGeneralSettings);
        await app.AsAsync("Namer", async scope =>
        {
            await Assert.ThrowsAsync<RefusedException>(() => SettingsChanges.SaveAsync(scope, SettingsGroups.Find("robots")!, [], []));
            await Assert.ThrowsAsync<RefusedException>(() => CustomSettingsChanges.SaveAsync(scope, scope.Get<ContentDefinitions>().Type("SocialMetaSettings")!, A.ContentItem("SocialMetaSettings"), null));
            Assert.True(SettingsGroups.Find("general")!.MayEdit(scope));
            return true;
        });
    }

    [Fact]
    public async Task Settings_of_other_hosts_are_shown_without_their_secrets()
    {
        await PutAsync("SmtpSettings", JsonNode.Parse("""{ "Host": "mail.example", "Password": "hush", "Deep": [ { "ApiKey": "hush" } ] }""")!);
        using var client = await app.SignInAsync("Administrator");
        var html = await client.GetStringAsync("/Admin/Settings");
        Assert.Contains("mail.example", html);
        Assert.DoesNotContain("hush", html);
    }

    private Task<SettingsOutcome> SaveAsync(string id, Action<JsonObject> change) => app.AsAsync("Administrator", scope =>
    {
        var group = SettingsGroups.Find(id)!;
        var (seen, written) = (SettingsChanges.Read(scope, group), SettingsChanges.Read(scope, group));
        change(written);
        return SettingsChanges.SaveAsync(scope, group, seen, written);
    });

    private Task<bool> PutAsync(string name, JsonNode value) => app.AsAsync("Administrator", async scope =>
    {
        await scope.Get<SiteSettings>().PutAsync(name, value);
        await scope.Session.CommitAsync();
        return true;
    });

    private Task<SaveOutcome> SaveBrandAsync(string? text) => app.AsAsync("Administrator", scope =>
    {
        var type = scope.Get<ContentDefinitions>().Type("BrandSettings")!;
        var item = CustomSettingsChanges.Read(scope, type);
        item.EnsurePart("BrandSettings")["Summary"] = new JsonObject { ["Text"] = text };
        return CustomSettingsChanges.SaveAsync(scope, type, item, null);
    });
}
