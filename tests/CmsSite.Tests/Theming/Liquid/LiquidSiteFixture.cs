using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Queries;
using CmsSite.Storage;
using CmsSite.Theming;
using CmsSite.Theming.Filters;
using CmsSite.Theming.Shapes;
using CmsSite.Theming.Templates;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Theming.Liquid;

/// <summary>A small site that tests of tags, filters and objects only read: an article in a blog, a page, a taxonomy, settings, roles, users, queries.</summary>
public sealed class LiquidSiteFixture : IAsyncLifetime
{
    public LiquidSite Site { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Site = await LiquidSite.CreateAsync(
            options =>
            {
                options.PermittedSiteProperties.Add("Colours");
                options.PermittedSiteProperties.Add("SiteSecret");
            },
            services =>
            {
                services.AddSingleton<IAssetVersions, FixedVersions>();
                services.AddSingleton<ITextProtector, Reverser>();
                services.AddSingleton<IQuerySource, EchoSource>();
                services.AddSingleton(new BuiltInTemplate("Greeting", new Code((shape, _) => $"<p>Hello {shape["Who"]}!</p>")));
                services.AddSingleton(new BuiltInTemplate("Zone", new Code((shape, _) => string.Concat(shape.Items))));
            });
        await Site.PutAsync(SiteDocumentKinds.SiteSetting, "SiteName", "\"Ada's <site>\"");
        await Site.PutAsync(SiteDocumentKinds.SiteSetting, "TimeZoneId", "\"Europe/Berlin\"");
        await Site.PutAsync(SiteDocumentKinds.SiteSetting, "SiteSalt", "\"pepper\"");
        await Site.PutAsync(SiteDocumentKinds.SiteSetting, "SmtpSettings", """{ "Host": "mail.example.org", "Password": "hunter2" }""");
        await Site.PutAsync(SiteDocumentKinds.SiteSetting, "SiteSecret", """{ "A": "hunter2" }""");
        await Site.PutAsync(SiteDocumentKinds.SiteSetting, "Colours", """{ "Main": "green", "ApiKey": "hunter2", "Deep": [ { "Password": "hunter2", "B": 1 } ] }""");
        await Site.PutAsync(SiteDocumentKinds.SiteSetting, "HomeRoute", """{ "Area": "OrchardCore.Contents", "contentItemId": "home" }""");
        await Site.PutAsync(SiteDocumentKinds.SiteSetting, "LocalizationSettings", """{ "DefaultCulture": "en", "SupportedCultures": [ "en", "fr", "ar" ] }""");
        await Site.PutAsync(SiteDocumentKinds.MediaProfile, "card", """{ "Width": 640, "Height": 360, "Mode": 2, "Format": 6, "Quality": 100 }""");
        await Site.PutAsync(SiteDocumentKinds.Role, "Editor", """{ "Name": "Editor", "Permissions": [ "EditContent", "ManageQueries" ] }""");
        await Site.PutAsync(SiteDocumentKinds.Query, "Echo", """{ "Source": "Echo", "Template": "{{ word }}/{{ size | default: 3 }}" }""");
        await Site.PutAsync(SiteDocumentKinds.Query, "Items", """{ "Source": "Echo", "Template": "items", "ReturnContentItems": true }""");
        await Site.PutAsync(SiteDocumentKinds.Query, "Broken", """{ "Source": "Echo", "Template": "fail" }""");
        await Site.PutAsync(SiteDocumentKinds.Query, "Unparsable", """{ "Source": "Echo", "Template": "{% if %}" }""");
        await Site.PutAsync(SiteDocumentKinds.Query, "Sourceless", """{ "Source": "Elastic", "Template": "x" }""");
        await Site.PublishAsync("Page", "home", "Home");
        await Site.PublishAsync("Blog", "blog1", "The blog", """{ "AutoroutePart": { "Path": "blog" }, "AliasPart": { "Alias": "main" } }""");
        await Site.PublishAsync("Article", "art1", "Bridges & <ferries>", """
            { "AutoroutePart": { "Path": "blog/bridges" }, "ContainedPart": { "ListContentItemId": "blog1" }, "HtmlBodyPart": { "Html": "<p>Over the <em>river</em></p>" },
              "Article": { "Tags": { "TaxonomyContentItemId": "tax1", "TermContentItemIds": [ "t2", "gone", "t1" ] }, "Image": { "Paths": [ "a b/x.jpg" ], "Anchors": [ { "X": 0.25, "Y": 0.75 } ] },
              "Lead": { "Text": "A lead" }, "Count": { "Value": 4.5 } } }
            """);
        await Site.PublishAsync("Article", "art2", "Second", """{ "ContainedPart": { "ListContentItemId": "blog1" } }""");
        await Site.PublishAsync("Taxonomy", "tax1", "Tags", """
            { "TaxonomyPart": { "Terms": [ { "ContentItemId": "t1", "ContentType": "Tag", "DisplayText": "Red", "TermPart": { "TaxonomyContentItemId": "tax1" },
              "Terms": [ { "ContentItemId": "t2", "ContentType": "Tag", "DisplayText": "Crimson", "TermPart": { "TaxonomyContentItemId": "tax1" } } ] } ] } }
            """);
        var database = Site.Session.Database;
        database.Users.Add(new CmsUser { Id = "u1", UserName = "grace", NormalizedUserName = "GRACE", Email = "grace@example.org", NormalizedEmail = "GRACE@EXAMPLE.ORG", PasswordHash = "hash" });
        database.UserClaims.Add(new() { UserId = "u1", ClaimType = System.Security.Claims.ClaimTypes.Role, ClaimValue = "Editor" });
        await database.SaveChangesAsync();
    }

    public async Task DisposeAsync() => await Site.DisposeAsync();

    /// <summary>A template of one line of code.</summary>
    public sealed class Code(Func<Shape, DisplayContext, string> render) : IShapeTemplate
    {
        public string Name => "a test's";

        public Task RenderAsync(Shape shape, DisplayContext context, TextWriter output) => output.WriteAsync(render(shape, context));
    }

    private sealed class FixedVersions : IAssetVersions
    {
        public ValueTask<string?> VersionOfAsync(string path, CancellationToken cancellationToken) =>
            ValueTask.FromResult(path is "/theme/site.css" or "/media/a b/x.jpg" ? "abc" : null);
    }

    private sealed class Reverser : ITextProtector
    {
        public string Encrypt(string text) => $"#{new string([.. text.Reverse()])}";

        public string? Decrypt(string text) => text.StartsWith('#') ? new string([.. text[1..].Reverse()]) : null;
    }

    private sealed class EchoSource : IQuerySource
    {
        public string Name => "Echo";

        public Task<QueryResults> RunAsync(Query query, string text, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken) => text switch
        {
            "fail" => throw new QueryException("it cannot run"),
            "items" => Task.FromResult(new QueryResults([new ContentItem { ContentItemId = "art1", ContentType = "Article", DisplayText = "Found", Published = true }], [])),
            _ => Task.FromResult(new QueryResults([], [new JsonObject { ["Text"] = text, ["Count"] = parameters.Count }])),
        };
    }
}
