using System.Net;
using System.Text.Json.Nodes;
using CmsSite.Admin.ContentTypes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Tests.Admin.ContentTypes;

/// <summary>Content types made and changed in the dashboard: names, what is kept, what would be lost, two at once.</summary>
[Collection(StructureCollection.Name)]
public class DefinitionChangesTests(AdminSite app)
{
    [Theory]
    [InlineData("", "Nameless", "display name is needed")]
    [InlineData("Nine lives", "9lives", "begin with a letter")]
    [InlineData("Well-known", "Well-known", "neither letters nor digits")]
    [InlineData("Owner of it", "Owner", "reserved")]
    [InlineData("Body", "HtmlBodyPart", "built in")]
    [InlineData("Another article", "article", "already")]
    [InlineData("article", "SomethingElse", "called article already")]
    public async Task A_type_whose_names_will_not_do_is_refused_and_told_why(string displayName, string name, string why)
    {
        var outcome = Assert.IsType<DefinitionOutcome.Wrong>(await app.ChangeAsync(scope => DefinitionChanges.CreateTypeAsync(scope, displayName, name)));
        Assert.Contains(outcome.Problems, problem => problem.Message.Contains(why, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_new_type_is_as_Orchard_begins_one_and_its_fields_are_in_the_part_of_its_name()
    {
        await app.DefineAsync("Postcard");
        var type = await app.TypeAsync("Postcard");
        Assert.True((bool)type["Settings"]!["ContentTypeSettings"]!["Versionable"]!);
        Assert.Equal(["TitlePart", "Postcard"], type["ContentTypePartDefinitionRecords"].AsObjects().Select(part => (string)part["PartName"]!));
        var field = Assert.Single((await app.PartAsync("Postcard"))["ContentPartFieldDefinitionRecords"].AsObjects());
        Assert.Equal(("TextField", "Summary"), ((string)field["FieldName"]!, (string)field["Name"]!));
    }

    [Fact]
    public async Task A_change_is_in_the_audit_trail_with_who_made_it()
    {
        await app.DefineAsync("Telegram");
        var lines = await app.AsAsync("Administrator", scope => scope.Session.Database.Changes.AsNoTracking().Where(change => change.Subject == "Telegram").ToListAsync());
        Assert.Contains(lines, line => line is { Kind: SiteDocumentKinds.ContentType, Before: null, Who: "ada" });
        Assert.Contains(lines, line => line.Kind == SiteDocumentKinds.ContentPart && line.After!.Contains("TextField", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_nobody_here_knows_survives_a_change_byte_for_byte()
    {
        var type = (JsonObject)JsonNode.Parse("""
            { "Name": "Parcel", "DisplayName": "Parcel", "Vendor": { "x": [1.50, null] },
              "Settings": { "ContentTypeSettings": { "Creatable": "True", "Weight": 2.50 }, "VendorTypeSettings": { "Keep": "me" } },
              "ContentTypePartDefinitionRecords": [ { "PartName": "VendorPart", "Name": "VendorPart", "Settings": { "VendorPartSettings": { "b": 1, "a": 2 } } } ] }
            """)!;
        await app.AsAsync("Administrator", async scope =>
        {
            await scope.Get<ContentDefinitionManager>().PutTypeAsync("Parcel", (JsonObject)type.DeepClone());
            await scope.Session.CommitAsync();
            return true;
        });
        var seen = await app.TypeAsync("Parcel");
        var written = (JsonObject)seen.DeepClone();
        written["DisplayName"] = "A parcel";
        Assert.IsType<DefinitionOutcome.Saved>(await app.ChangeAsync(scope => DefinitionChanges.SaveAsync(scope, [new(SiteDocumentKinds.ContentType, "Parcel", seen, written)])));
        type["DisplayName"] = "A parcel";
        Assert.Equal(SiteJson.Write(type), SiteJson.Write(await app.TypeAsync("Parcel")));

        using var client = await app.SignInAsync("Administrator");
        var html = WebUtility.HtmlDecode(await client.GetStringAsync("/Admin/ContentTypes/Edit/Parcel"));
        Assert.Contains("\"VendorTypeSettings\": {", html);
        Assert.Contains("unknown, kept", html);
        Assert.Contains("\"VendorPartSettings\": {", WebUtility.HtmlDecode(await client.GetStringAsync("/Admin/ContentTypes/Parcel/ContentParts/VendorPart/Edit")));
    }

    [Fact]
    public async Task A_field_that_items_use_goes_only_when_somebody_has_read_how_many_and_its_data_stays()
    {
        await app.DefineAsync("Leaflet");
        var item = await app.WriteAsync("Leaflet", "Rain before noon");
        await app.WriteAsync("Leaflet", "Fog");
        await app.CreateAsync(A.ContentItem("Leaflet").Titled("Without"));
        var field = DefinitionRecords.Find(await app.PartAsync("Leaflet"), DefinitionRecords.Fields, "Summary");

        var asks = Assert.IsType<DefinitionOutcome.Asks>(await app.ChangeAsync(scope => DefinitionChanges.SaveInnerAsync(scope, SiteDocumentKinds.ContentPart, "Leaflet", DefinitionRecords.Fields, field, null)));
        Assert.Contains("2 items hold data", Assert.Single(asks.Losses).Message);
        Assert.NotNull(DefinitionRecords.Find(await app.PartAsync("Leaflet"), DefinitionRecords.Fields, "Summary"));

        Assert.IsType<DefinitionOutcome.Saved>(await app.ChangeAsync(scope => DefinitionChanges.SaveInnerAsync(scope, SiteDocumentKinds.ContentPart, "Leaflet", DefinitionRecords.Fields, field, null, asks.Losses)));
        Assert.Null(DefinitionRecords.Find(await app.PartAsync("Leaflet"), DefinitionRecords.Fields, "Summary"));
        var (stored, rows) = await app.AsAsync("Administrator", async scope => (
            await scope.Get<ContentItems>().GetAsync(item.ContentItemId), await scope.Session.Database.Fields.CountAsync(row => row.ContentPart == "Leaflet")));
        Assert.Equal("Rain before noon", stored!.Field("Leaflet", "Summary")?["Text"].AsText());
        Assert.Equal(0, rows);
    }

    [Fact]
    public async Task A_field_that_becomes_another_says_what_items_look_like_then()
    {
        await app.DefineAsync("Poster");
        await app.WriteAsync("Poster", "Tonight");
        var seen = DefinitionRecords.Find(await app.PartAsync("Poster"), DefinitionRecords.Fields, "Summary")!;
        var written = (JsonObject)seen.DeepClone();
        written["FieldName"] = "HtmlField";
        var asks = Assert.IsType<DefinitionOutcome.Asks>(await app.ChangeAsync(scope => DefinitionChanges.SaveInnerAsync(scope, SiteDocumentKinds.ContentPart, "Poster", DefinitionRecords.Fields, seen, written)));
        Assert.Contains("1 item holds what a TextField holds", Assert.Single(asks.Losses).Message);
        Assert.Contains("HtmlField does not read it", asks.Losses[0].Message);
    }

    [Fact]
    public async Task A_part_and_a_type_that_items_use_are_asked_about_and_one_without_data_goes_at_once()
    {
        await app.DefineAsync("Handbill");
        await app.WriteAsync("Handbill", "Found");
        var seen = await app.TypeAsync("Handbill");
        var without = DefinitionRecords.Without(seen, DefinitionRecords.Parts, new HashSet<string> { "TitlePart" });
        var asks = Assert.IsType<DefinitionOutcome.Asks>(await app.ChangeAsync(scope => DefinitionChanges.SaveAsync(scope, [new(SiteDocumentKinds.ContentType, "Handbill", seen, without)])));
        Assert.Contains("TitlePart goes from Handbill. 1 item holds data of it", Assert.Single(asks.Losses).Message);

        asks = Assert.IsType<DefinitionOutcome.Asks>(await app.ChangeAsync(scope => DefinitionChanges.SaveAsync(scope, [new(SiteDocumentKinds.ContentType, "Handbill", seen, null)])));
        Assert.Contains("1 item is or contains one", Assert.Single(asks.Losses).Message);

        await app.ChangeAsync(scope => DefinitionAdditions.AttachAsync(scope, "Handbill", ["AliasPart"]));
        seen = await app.TypeAsync("Handbill");
        without = DefinitionRecords.Without(seen, DefinitionRecords.Parts, new HashSet<string> { "AliasPart" });
        Assert.IsType<DefinitionOutcome.Saved>(await app.ChangeAsync(scope => DefinitionChanges.SaveAsync(scope, [new(SiteDocumentKinds.ContentType, "Handbill", seen, without)])));
    }

    [Fact]
    public async Task Items_inside_items_count_as_the_item_that_they_are_in()
    {
        await app.DefineAsync("Vignette");
        await app.CreateAsync(A.ContentItem("Page").Titled("With a vignette").With("FlowPart", "Widgets", JsonNode.Parse(
            """[ { "ContentItemId": "v1", "ContentType": "Vignette", "Vignette": { "Summary": { "Text": "inside" } } }, { "ContentItemId": "v2", "ContentType": "Vignette" } ]""")));
        var counts = await app.AsAsync("Administrator", async scope =>
            (await scope.Get<DefinitionUse>().OfFieldAsync("Vignette", "Summary"), await scope.Get<DefinitionUse>().OfFieldAsync("Vignette", "Other"), await scope.Get<DefinitionUse>().OfTypeAsync("Vignette")));
        Assert.Equal((new ItemCount(1), new ItemCount(0), new ItemCount(1)), counts);
    }

    [Fact]
    public async Task Of_two_who_change_one_definition_the_second_is_told_and_writes_over_nothing()
    {
        await app.DefineAsync("Notice");
        var seen = await app.TypeAsync("Notice");
        var (first, second) = ((JsonObject)seen.DeepClone(), (JsonObject)seen.DeepClone());
        (first["DisplayName"], second["DisplayName"]) = ("First", "Second");
        Assert.IsType<DefinitionOutcome.Saved>(await app.ChangeAsync(scope => DefinitionChanges.SaveAsync(scope, [new(SiteDocumentKinds.ContentType, "Notice", seen, first)])));
        Assert.IsType<DefinitionOutcome.Overtaken>(await app.ChangeAsync(scope => DefinitionChanges.SaveAsync(scope, [new(SiteDocumentKinds.ContentType, "Notice", seen, second)])));
        Assert.Equal("First", (string)(await app.TypeAsync("Notice"))["DisplayName"]!);
    }

    [Fact]
    public async Task Two_who_change_different_fields_of_one_part_are_not_in_each_others_way()
    {
        await app.DefineAsync("Gazette");
        await app.ChangeAsync(scope => DefinitionAdditions.AddFieldAsync(scope, "Gazette", "NumericField", "Pages", "Pages"));
        var part = await app.PartAsync("Gazette");
        foreach (var (name, settings, hint) in new[] { ("Summary", "TextFieldSettings", "short"), ("Pages", "NumericFieldSettings", "all of them") })
        {
            var seen = DefinitionRecords.Find(part, DefinitionRecords.Fields, name)!;
            var written = (JsonObject)seen.DeepClone();
            written["Settings"]![settings] = new JsonObject { ["Hint"] = hint };
            Assert.IsType<DefinitionOutcome.Saved>(await app.ChangeAsync(scope => DefinitionChanges.SaveInnerAsync(scope, SiteDocumentKinds.ContentPart, "Gazette", DefinitionRecords.Fields, seen, written)));
        }

        Assert.Equal(["short", "all of them"], (await app.PartAsync("Gazette"))["ContentPartFieldDefinitionRecords"].AsObjects().Select(field => (string)field["Settings"]![$"{field["FieldName"]}Settings"]!["Hint"]!));
    }

    [Fact]
    public async Task A_setting_that_cannot_be_is_refused_at_its_input()
    {
        await app.DefineAsync("Bulletin");
        var seen = DefinitionRecords.Find(await app.PartAsync("Bulletin"), DefinitionRecords.Fields, "Summary")!;
        var written = (JsonObject)seen.DeepClone();
        written["Settings"]!["TextFieldSettings"] = new JsonObject { ["MaxLength"] = "many", ["Pattern"] = "{% if %}" };
        var wrong = Assert.IsType<DefinitionOutcome.Wrong>(await app.ChangeAsync(scope => DefinitionChanges.SaveInnerAsync(scope, SiteDocumentKinds.ContentPart, "Bulletin", DefinitionRecords.Fields, seen, written)));
        Assert.Equal(["set-TextFieldSettings-Pattern", "set-TextFieldSettings-MaxLength"], wrong.Problems.Select(problem => problem.Id));
        Assert.Equal(seen.ToJsonString(), DefinitionRecords.Find(await app.PartAsync("Bulletin"), DefinitionRecords.Fields, "Summary")!.ToJsonString());
    }

    [Fact]
    public async Task What_was_wrong_before_is_in_nobodys_way_and_a_field_may_begin_without_what_it_needs()
    {
        await app.DefineAsync("Ledger", "TaxonomyField");
        var part = await app.PartAsync("Ledger");
        var broken = (JsonObject)part.DeepClone();
        broken["ContentPartFieldDefinitionRecords"]![0]!["Settings"]!["TaxonomyFieldSettings"] = new JsonObject { ["Unique"] = "perhaps" };
        DefinitionRecords.Add(broken, DefinitionRecords.Fields, (JsonObject)JsonNode.Parse("""{ "FieldName": "TextField", "Name": "Note", "Settings": { "TextFieldSettings": { "Pattern": "{% if %}" } } }""")!);
        await app.AsAsync("Administrator", async scope =>
        {
            await scope.Get<ContentDefinitionManager>().PutPartAsync("Ledger", broken);
            await scope.Session.CommitAsync();
            return true;
        });
        var seen = await app.PartAsync("Ledger");
        var moved = (JsonObject)seen.DeepClone();
        DefinitionRecords.SetOrder(moved, DefinitionRecords.Fields, [.. DefinitionRecords.InOrder(moved, DefinitionRecords.Fields).Reverse()]);
        Assert.IsType<DefinitionOutcome.Saved>(await app.ChangeAsync(scope => DefinitionChanges.SaveAsync(scope, [new(SiteDocumentKinds.ContentPart, "Ledger", seen, moved)])));
        Assert.Equal(["Note", "Summary"], (await app.PartAsync("Ledger"))["ContentPartFieldDefinitionRecords"].AsObjects().Select(field => (string)field["Name"]!));
    }

    [Fact]
    public async Task A_definition_that_is_saved_as_it_was_overtakes_nobody()
    {
        await app.DefineAsync("Docket");
        var (type, part) = (await app.TypeAsync("Docket"), await app.PartAsync("Docket"));
        await app.ChangeAsync(scope => DefinitionAdditions.AddFieldAsync(scope, "Docket", "TextField", "Added meanwhile", "Meanwhile"));
        var renamed = (JsonObject)type.DeepClone();
        renamed["DisplayName"] = "A docket";
        Assert.IsType<DefinitionOutcome.Saved>(await app.ChangeAsync(scope => DefinitionChanges.SaveAsync(
            scope, [new(SiteDocumentKinds.ContentType, "Docket", type, renamed), new(SiteDocumentKinds.ContentPart, "Docket", part, (JsonObject)part.DeepClone())])));
        Assert.NotNull(DefinitionRecords.Find(await app.PartAsync("Docket"), DefinitionRecords.Fields, "Meanwhile"));
    }

    [Fact]
    public async Task The_part_with_a_types_own_fields_can_be_attached_again()
    {
        await app.DefineAsync("Certificate");
        var seen = await app.TypeAsync("Certificate");
        await app.ChangeAsync(scope => DefinitionChanges.SaveAsync(scope, [new(SiteDocumentKinds.ContentType, "Certificate", seen, DefinitionRecords.Without(seen, DefinitionRecords.Parts, new HashSet<string> { "Certificate" }))]));
        await app.AsAsync("Administrator", scope =>
        {
            var definitions = scope.Get<ContentDefinitions>();
            Assert.Contains(DefinitionAdditions.Attachable(definitions, definitions.Type("Certificate")!), part => part.Name == "Certificate");
            Assert.DoesNotContain(DefinitionAdditions.Attachable(definitions, definitions.Type("Article")!), part => part.Name == "Certificate");
            return Task.FromResult(true);
        });
    }

    [Fact]
    public async Task A_named_part_has_a_name_that_is_nothing_elses()
    {
        await app.DefineAsync("Almanac");
        foreach (var (name, isFine) in new[] { ("Services", true), ("services", false), ("TitlePart", false), ("Almanac", false), ("Not so", false) })
        {
            var outcome = await app.ChangeAsync(scope => DefinitionAdditions.AttachNamedAsync(scope, "Almanac", "BagPart", "Services of it", name));
            Assert.Equal(isFine, outcome is DefinitionOutcome.Saved);
        }

        Assert.Equal("BagPart", (string)DefinitionRecords.Find(await app.TypeAsync("Almanac"), DefinitionRecords.Parts, "Services")!["PartName"]!);
    }

    [Fact]
    public async Task A_part_that_is_deleted_leaves_the_types_that_have_it()
    {
        await app.ChangeAsync(scope => DefinitionChanges.CreatePartAsync(scope, "Postage"));
        await app.DefineAsync("Letter");
        await app.ChangeAsync(scope => DefinitionAdditions.AttachAsync(scope, "Letter", ["Postage"]));
        var seen = await app.PartAsync("Postage");
        var asks = Assert.IsType<DefinitionOutcome.Asks>(await app.ChangeAsync(scope => DefinitionChanges.SaveAsync(scope, [new(SiteDocumentKinds.ContentPart, "Postage", seen, null)])));
        Assert.Contains("also from the types that have it: Letter", Assert.Single(asks.Losses).Message);
        Assert.IsType<DefinitionOutcome.Saved>(await app.ChangeAsync(scope => DefinitionChanges.SaveAsync(scope, [new(SiteDocumentKinds.ContentPart, "Postage", seen, null)], asks.Losses)));
        Assert.Null(DefinitionRecords.Find(await app.TypeAsync("Letter"), DefinitionRecords.Parts, "Postage"));
    }
}
