using System.Net;
using System.Text.Json.Nodes;
using CmsSite.Admin.AuditTrail;
using CmsSite.Content.AuditTrail;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using CmsSite.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CmsSite.Tests.Admin.AuditTrail;

[Collection(PeopleCollection.Name)]
public class AuditTrailTests(AdminSite app)
{
    [Theory]
    [InlineData("Administrator", 200)]
    [InlineData("Editor", 403)]
    [InlineData("Author", 403)]
    [InlineData("Moderator", 403)]
    public async Task The_trail_is_seen_by_who_may(string role, int status)
    {
        using var client = await app.SignInAsync(role);
        foreach (var address in new[] { "/Admin/AuditTrail", "/Admin/AuditTrail/1", "/Admin/AuditTrail/Export?format=csv", "/Admin/AuditTrail/Export?format=json" })
        {
            Assert.Equal(status, (int)(await client.GetAsync(address)).StatusCode);
        }
    }

    [Fact]
    public async Task What_happened_to_an_item_is_told_in_words_and_leads_to_it()
    {
        var item = await app.CreateAsync(A.ContentItem("Page").Titled("Followed around").Saying("<p>One</p>"), publish: false);
        await app.CreateAsync(item.Copy());
        await app.InScopeAsync(async services =>
        {
            await services.GetRequiredService<ContentManager>().UnpublishAsync(item.ContentItemId);
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return true;
        });
        var entries = await EntriesAsync(Filter(subject: item.ContentItemId));
        Assert.Equal(["unpublished", "published", "created as a draft"], entries.Select(entry => entry.What));
        using var client = await app.SignInAsync("Administrator");
        var html = await client.GetStringAsync($"/Admin/AuditTrail?kind=ContentItem&subject={item.ContentItemId}");
        Assert.Contains($"Admin/Contents/ContentItems/{item.ContentItemId}/Edit", html);
        Assert.Contains("Followed around", html);
    }

    [Fact]
    public async Task Filters_find_by_person_kind_and_day_and_pages_follow_each_other()
    {
        var mark = $"walker-{Guid.NewGuid():n}"[..18];
        for (var i = 0; i < 5; i++)
        {
            await PutSettingAsync($"AuditSetting{i}", JsonValue.Create(mark), mark);
        }

        var first = await PageAsync(Filter(who: mark), 3);
        Assert.Equal(3, first.Entries.Count);
        var second = await PageAsync(Filter(who: mark) with { Before = first.Next }, 3);
        Assert.Equal(2, second.Entries.Count);
        Assert.Null(second.Next);
        Assert.True(second.Entries[0].Number < first.Entries[^1].Number);
        var today = DateOnly.FromDateTime(first.Entries[0].WhenUtc);
        Assert.NotEmpty(await EntriesAsync(Filter(who: mark) with { From = today.AddDays(-1), To = today.AddDays(1) }));
        Assert.Empty(await EntriesAsync(Filter(who: mark) with { From = today.AddDays(2) }));
        Assert.Empty(await EntriesAsync(Filter(who: mark) with { To = today.AddDays(-2) }));
        Assert.Empty(await EntriesAsync(Filter(who: mark) with { Kind = SiteChange.MediaKind }));
        Assert.Single(await EntriesAsync(Filter(who: mark, subject: "AuditSetting3")));
    }

    [Fact]
    public async Task Neither_secrets_nor_what_readers_gave_in_confidence_are_shown_or_exported()
    {
        var mark = $"keeper-{Guid.NewGuid():n}"[..18];
        await PutSettingAsync("SmtpSettings", new JsonObject { ["Host"] = "mail.example", ["Password"] = "hush-one" }, mark);
        await PutSettingAsync("SmtpSettings", new JsonObject { ["Host"] = "mail.example", ["Password"] = "hush-two" }, mark);
        await PutSettingAsync("Remarks", new JsonObject { ["Comment"] = new JsonObject { ["Email"] = new JsonObject { ["Text"] = "reader@hush.example" }, ["Name"] = "Reader" } }, mark);
        var entries = await EntriesAsync(Filter(who: mark));
        using var client = await app.SignInAsync("Administrator");
        var pages = new List<string> { await client.GetStringAsync($"/Admin/AuditTrail/Export?format=json&who={mark}"), await client.GetStringAsync($"/Admin/AuditTrail/Export?format=csv&who={mark}") };
        foreach (var entry in entries)
        {
            pages.Add(await client.GetStringAsync($"/Admin/AuditTrail/{entry.Number}"));
        }

        Assert.Equal(5, pages.Count);
        Assert.DoesNotContain(pages, page => page.Contains("hush", StringComparison.Ordinal));
        Assert.Contains(pages, page => page.Contains("mail.example", StringComparison.Ordinal));
        Assert.Contains(pages, page => page.Contains("(not shown)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+49", "\"'+49\"")]
    [InlineData("-2", "\"'-2\"")]
    [InlineData("@cmd", "\"'@cmd\"")]
    [InlineData("  =1", "\"'  =1\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"so\"", "\"say \"\"so\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("plain", "plain")]
    [InlineData(null, "")]
    public void A_cell_is_a_text_to_every_spreadsheet(string? value, string cell) => Assert.Equal(cell, AuditTrailExport.Cell(value));

    [Fact]
    public async Task An_export_holds_all_that_the_filter_finds_in_both_forms()
    {
        var mark = $"export-{Guid.NewGuid():n}"[..18];
        for (var i = 0; i < 3; i++)
        {
            await PutSettingAsync($"=Formula{i}", JsonValue.Create(mark), mark);
        }

        using var client = await app.SignInAsync("Administrator");
        var csv = await client.GetAsync($"/Admin/AuditTrail/Export?format=csv&who={mark}");
        Assert.Equal("text/csv", csv.Content.Headers.ContentType!.MediaType);
        Assert.True(csv.Headers.CacheControl!.NoStore);
        var lines = (await csv.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.All(lines.Skip(1), line => Assert.Contains("\"'=Formula", line));
        var json = JsonNode.Parse(await client.GetStringAsync($"/Admin/AuditTrail/Export?format=json&who={mark}"))!.AsArray();
        Assert.Equal(3, json.Count);
        Assert.All(json, entry => Assert.Equal(mark, (string?)entry!["After"]));
    }

    [Fact]
    public async Task A_line_that_is_not_there_says_so()
    {
        using var client = await app.SignInAsync("Administrator");
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/Admin/AuditTrail/999999999")).StatusCode);
    }

    private static AuditTrailFilter Filter(string? who = null, string? subject = null) => AuditTrailFilter.Read(who, null, subject, null, null, null, null);

    private Task<AuditTrailPage> PageAsync(AuditTrailFilter filter, int size) => app.InScopeAsync(services => services.GetRequiredService<AuditTrailList>().PageAsync(filter, size));

    private async Task<IReadOnlyList<AuditTrailEntry>> EntriesAsync(AuditTrailFilter filter) => (await PageAsync(filter, 50)).Entries;

    private Task PutSettingAsync(string name, JsonNode value, string who) => app.InScopeAsync(async services =>
    {
        var session = services.GetRequiredService<SiteSession>();
        session.Who = who;
        await services.GetRequiredService<SiteSettings>().PutAsync(name, value);
        await session.CommitAsync();
        return true;
    });
}

/// <summary>On a site of its own: what is trimmed is gone for all.</summary>
public sealed class AuditTrailTrimmingTests(AdminSite app) : IClassFixture<AdminSite>
{
    [Fact]
    public async Task Lines_are_kept_for_ever_until_the_site_says_how_long_and_the_numbers_go_on()
    {
        var clock = new ManualClock { Now = DateTime.UtcNow.AddDays(40) };
        var trimming = new AuditTrailTrimming(app.Services.GetRequiredService<IServiceScopeFactory>(), clock, NullLogger<AuditTrailTrimming>.Instance);
        Assert.Equal(0, await trimming.TrimAsync());
        var before = await app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().Changes.MaxAsync(change => change.Number));
        await app.InScopeAsync(async services =>
        {
            // A setting of ten days, as Orchard's, still leaves thirty.
            await services.GetRequiredService<SiteSettings>().PutAsync(nameof(AuditTrailTrimmingSettings), new JsonObject { ["RetentionDays"] = 10 });
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return true;
        });
        clock.Now = DateTime.UtcNow.AddDays(20);
        Assert.Equal(0, await trimming.TrimAsync());
        clock.Now = DateTime.UtcNow.AddDays(40);
        Assert.Equal(before, await trimming.TrimAsync());
        var left = await app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().Changes.OrderBy(change => change.Number).ToListAsync());
        Assert.Equal([before + 1, before + 2], left.Select(change => change.Number));
        Assert.Equal(SiteChange.LogKind, left[1].Kind);
    }
}
