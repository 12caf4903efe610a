using System.Security.Claims;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Media;
using CmsSite.Content.Queries;
using CmsSite.Storage;
using CmsSite.Theming.Liquid.Values;
using CmsSite.Theming.Shapes;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Theming.Liquid;

/// <summary>Nothing can be named in a template that is not in a list.</summary>
public sealed class AllowListTests(LiquidSiteFixture fixture) : IClassFixture<LiquidSiteFixture>
{
    private readonly LiquidSite _site = fixture.Site;

    // Everything a template can reach, by kind. A new member belongs here only after the question whether it may ever hold a secret.
    private static readonly Dictionary<string, string> _reachable = new()
    {
        ["Content"] = "Alias ContentItemId ContentItemVersionId Latest Slug *published items by handle: alias:x, slug:path, contentitemid:id",
        ["Content.Alias"] = "*published items by alias",
        ["Content.ContentItemId"] = "*published items by id",
        ["Content.ContentItemVersionId"] = "*items by version id, as far as they are published",
        ["Content.Latest"] = "*items by handle: their latest version for whoever may preview it, else the published one",
        ["Content.Slug"] = "*published items by path",
        ["ContentItem"] = "Author Content ContentItemId ContentItemVersionId ContentType CreatedUtc DisplayText Id Latest ModifiedUtc Owner Published PublishedUtc *the item's parts",
        ["Culture"] = "DefaultCulture Dir DisplayName Name NativeName SupportedCultures TwoLetterISOLanguageName",
        ["Environment"] = "IsDevelopment IsProduction IsStaging Name",
        ["HttpContext"] = "Items",
        ["HttpContext.Items"] = "*what httpcontext_add_items put there",
        ["Identity"] = "AuthenticationType IsAuthenticated Name",
        ["PartDefinition"] = "Fields Name Settings",
        ["PartFieldDefinition"] = "DisplayMode DisplayName Editor FieldType Name Settings",
        ["Queries"] = "*queries by name",
        ["Query"] = "Name Source",
        ["Request"] = "ContentLength ContentType Cookies Form Headers Host IsHttps Method Path PathBase Protocol Query QueryString RouteValues Scheme UriHost UriPath UriPathBase UriQueryString",
        ["Request.Cookies, Headers"] = "",
        ["Request.Form"] = "*fields of the form, in workflows",
        ["Request.Query"] = "*values of the query string",
        ["Request.RouteValues"] = "",
        ["Shape"] = "Attributes Classes HasItems Id Items Metadata Properties TagName *its properties, then its children by name",
        ["ShapeMetadata"] = "Alternates ChildContent Differentiator DisplayType Name Position Type Wrappers",
        ["Site"] = "AppendVersion BaseUrl CacheMode Calendar CdnBaseUrl HomeRoute MaxPagedCount MaxPageSize PageSize PageTitleFormat Properties ResourceDebugMode SiteName SiteSalt SuperUser TimeZoneId UseCdn",
        ["Site.Properties"] = "*settings that the option PermittedSiteProperties names, without secrets",
        ["TrackingConsent"] = "CanTrack CookieName CookieValue HasConsent IsConsentNeeded",
        ["TypeDefinition"] = "DisplayName Name Parts Settings Stereotype",
        ["TypePartDefinition"] = "DisplayName Name PartDefinition PartName Settings",
        ["User"] = "Identity",
        ["UserAccount"] = "Email EmailConfirmed IsEnabled NormalizedEmail NormalizedUserName RoleNames UserId UserName",
    };

    [Fact]
    public async Task Everything_that_can_be_reached_is_listed_here()
    {
        await _site.RenderAsync("{{ User.Identity.Name }}{{ Site.Properties.X }}", new Shape("X"));
        var actual = MemberLists.All.ToDictionary(
            list => list.Kind, list => string.Join(' ', list.Names.Order(StringComparer.OrdinalIgnoreCase).Concat(list.OtherNames is { } others ? [$"*{others}"] : [])));
        Assert.Equal(_reachable.OrderBy(pair => pair.Key, StringComparer.Ordinal), actual.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    public static TheoryData<string, object> Objects => new()
    {
        { "user", new CmsUser { UserName = "ada", PasswordHash = "secret", Email = "secret", SecurityStamp = "secret" } },
        { "media file", new MediaFileRecord { Path = "secret", Hash = "secret", ContentType = "secret" } },
        { "query results", new QueryResults([], []) },
        { "query", new Query("n", "Sql", "secret", true, new JsonObject { ["A"] = "secret" }) },
        { "record", new Secret("secret") },
        { "list of records", new List<Secret> { new("secret") } },
        { "dictionary of records", new Dictionary<string, object?> { ["Password"] = new Secret("secret") } },
        { "exception", new InvalidOperationException("secret") },
        { "service provider", new ServiceCollection().AddSingleton("secret").BuildServiceProvider() },
        { "principal", new ClaimsPrincipal(new ClaimsIdentity([new Claim("token", "secret")], "secret")) },
        { "type", typeof(Secret) },
        { "function", () => "secret" },
        { "image size", new ImageSize(1, 1, ResizeMode.Crop, 0, 0, "secret", 1, "secret") },
        { "tuple", ("secret", 1) },
    };

    [Theory]
    [MemberData(nameof(Objects))]
    public async Task An_object_that_a_view_is_given_shows_nothing_but_what_is_listed(string kind, object value)
    {
        // All members by reflection, in every way a template can ask for them, and the object itself as text and JSON.
        var names = value.GetType().GetMembers().Select(member => member.Name).Where(name => name.All(char.IsLetterOrDigit)).Distinct().ToList();
        var template = string.Concat(names.Select(name => $"{{{{ Model.{name} }}}}{{{{ Model['{name}'] }}}}{{{{ Model.V.{name} }}}}{{{{ Model.V['{name}'].Value }}}}{{{{ Model | map: '{name}' }}}}{{{{ Model.V | map: '{name}' }}}}"))
            + "{{ Model }}{{ Model | json }}{{ Model | join: '' }}{{ Model | append: '' }}{{ Model.V }}{{ Model.V | json }}{{ Model.V.Password }}{{ Model.V.Password | json }}{{ Model.V.Password.Value }}{% for x in Model.V %}{{ x }}{{ x.Value }}{{ x | json }}{{ x[0] }}{{ x[1] }}{{ x[1].Value }}{% endfor %}";
        var shape = new Shape("X") { ["V"] = value };
        Assert.DoesNotContain("secret", await _site.RenderAsync(template, shape), StringComparison.OrdinalIgnoreCase);
        Assert.True(kind.Length > 0);
        Assert.DoesNotContain("secret", await _site.RenderAsync(template, value), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_item_has_no_members_but_the_listed_ones()
    {
        var item = new ContentItem { ContentItemId = "i", Content = new JsonObject { ["Part"] = new JsonObject { ["A"] = "a" } } };
        Assert.Equal("[][][]", await _site.RenderAsync("[{{ Model.ToString }}][{{ Model.EnsurePart }}][{{ Model.GetType.Assembly }}]", item));
        Assert.Equal("a", await _site.RenderAsync("{{ Model.Part.A }}", item));
    }

    private sealed record Secret(string Value);
}
