using System.Globalization;
using CmsSite.Content.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Content.Lists;
using CmsSite.Content.Settings;
using CmsSite.Content.Taxonomies;
using CmsSite.Storage;
using CmsSite.Theming.Display;
using CmsSite.Theming.Liquid;
using CmsSite.Theming.Resources;
using CmsSite.Theming.Shapes;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Theming;

/// <summary>
/// One rendering: the request, the services that display may use, and what the page has collected so far. One per page (scoped); tags, filters
/// and display drivers find everything here.
/// </summary>
public sealed class DisplayContext(
    ContentItems items, PublishedItems published, SiteSession session, ContentDefinitions definitions, SiteSettings settings, ContentLists lists, Terms terms, PermissionChecker permissions, TimeProvider clock, IServiceProvider services)
{
    private DisplayContext? _around;
    private Texts? _texts;

    public ContentItems Items => items;

    /// <summary>Published items, terms and paths as this page needs them: each is read once. Prefer it to <see cref="Items"/> and <see cref="Terms"/>.</summary>
    public PageItems PageItems => field ??= new(published, session, Dependencies, _around?.PageItems);
    public ContentDefinitions Definitions => definitions;
    public SiteSettings Settings => settings;
    public ContentLists Lists => lists;
    public Terms Terms => terms;
    public PermissionChecker Permissions => permissions;
    public TimeProvider Clock => clock;

    /// <summary>For what is needed rarely; prefer the members above.</summary>
    public IServiceProvider Services => services;

    private TimeZoneInfo? _timeZone;
    private IShapeDisplay? _shapes;

    /// <summary>Makes and renders shapes.</summary>
    public IShapeDisplay Shapes => _shapes ??= services.GetRequiredService<IShapeDisplay>();

    /// <summary>The site's.</summary>
    public TimeZoneInfo TimeZone => _timeZone ??= settings.TimeZone;

    /// <summary>What time it is there. Fluid asks for it whenever it reads a date, whether it needs it or not, so asking says nothing about the page.</summary>
    internal Func<DateTimeOffset> Now => field ??= () => TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZone);

    public PageRequest Request { get; set; } = PageRequest.None;
    public CultureInfo Culture { get; set; } = CultureInfo.GetCultureInfo("en");

    /// <summary>An English text of a view or a built-in shape in the page's language.</summary>
    public string Text(string english) => (_texts ??= services.GetRequiredService<Texts>()).Of(english, Culture);

    /// <summary>The layout's zones by name, in which widgets and views place shapes and HTML.</summary>
    public Dictionary<string, Shape> Zones { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The layout's zone of that name, made when it is first asked for.</summary>
    public Shape Zone(string name)
    {
        if (!Zones.TryGetValue(name, out var zone))
        {
            Zones[name] = zone = new Shape("Zone") { ["ZoneName"] = name };
            zone.Metadata.Alternates.Add($"Zone__{ShapeNames.Encode(name)}");
        }

        return zone;
    }

    /// <summary>Segments of the page's title with their positions.</summary>
    public List<(string Segment, string Position)> TitleSegments { get; } = [];

    /// <summary>The whole title, when an editor wrote one: neither segments nor the site's name are added.</summary>
    public string? FixedTitle { get; set; }

    internal bool IsFormattingTitle { get; set; }

    /// <summary>The layout the page asked for instead of <c>Layout</c>.</summary>
    public string? LayoutName { get; set; }

    /// <summary>What <c>httpcontext_add_items</c> put there.</summary>
    public Dictionary<string, object?> HttpItems { get; } = [];

    /// <summary>
    /// What the page drew on, for caches: <c>contentitemid:…</c>, <c>type:Article</c>, <c>list:…</c>, <c>term:…</c>, <c>media:…</c>; <c>users</c>, <c>items</c> (any published item),
    /// <c>drafts</c>; <c>clock</c> where it says what time it is, <c>brief</c> where it may be wrong in a way that no change will tell of. Site documents need no mention.
    /// </summary>
    public HashSet<string> Dependencies { get; } = new(StringComparer.Ordinal);

    /// <summary>True once something of the page is only for this visitor, so that nobody else may get it from a cache.</summary>
    public bool IsPersonal { get; set; }

    /// <summary>Metas, links, scripts and styles that templates asked for.</summary>
    public PageResources Resources { get; } = new();

    /// <summary>What this page's templates have used so far.</summary>
    public RenderBudget Budget { get; private init; } = new();

    /// <summary>Failures of templates met while rendering, shown to those who may edit templates.</summary>
    public List<string> TemplateErrors { get; } = [];

    /// <summary>The status of the answer: 404 once a list was asked for a page that it does not have.</summary>
    public int StatusCode { get; set; } = 200;

    /// <summary>Set by the host when somebody who may looks at a draft: only then are drafts displayed.</summary>
    public bool IsPreview { get; set; }

    /// <summary>The item that the page is about; null on search results, error pages and the like.</summary>
    public ContentItem? MainItem { get; set; }

    /// <summary>Content types displayed so far, which layers may ask for.</summary>
    public HashSet<string> DisplayedTypes { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Versions of files that this page has asked for: each is looked up once, however many sizes of a picture it shows.</summary>
    internal Dictionary<string, string?> AssetVersions { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids in the bodies that the page has shown so far, so that no two headings of a page get the same one.</summary>
    internal HashSet<string> BodyIds { get; } = new(StringComparer.Ordinal);

    /// <summary>What was typed into the form that is being rendered, when it is shown again.</summary>
    internal SentForm? Refilled { get; set; }

    /// <summary>Problems of <see cref="Refilled"/> that have been shown, so that the form names the others itself.</summary>
    internal HashSet<(string Field, string Message)> ShownProblems { get; } = [];

    /// <summary>How many shapes deep the rendering is at the moment.</summary>
    internal int RenderDepth { get; set; }

    public CancellationToken Cancellation { get; set; }

    /// <summary>A page of its own in the same scope.</summary>
    internal DisplayContext Another() => new(items, published, session, definitions, settings, lists, terms, permissions, clock, services);

    /// <summary>For a piece of this page that other pages may share: it collects by itself what it draws on and asks for, at this page's expense.</summary>
    internal DisplayContext Piece() => new(items, published, session, definitions, settings, lists, terms, permissions, clock, services)
    {
        _around = this, Budget = Budget, Request = Request, Culture = Culture, MainItem = MainItem, RenderDepth = RenderDepth, Cancellation = Cancellation,
    };

    /// <summary>Set by a piece that says itself how long it lasts: then it is made each time.</summary>
    internal bool IsShortLived { get; set; }

    /// <summary>Whether it is more than the HTML that it makes: it is somebody's own, or asks for things elsewhere on the page.</summary>
    internal bool HasEffects => IsPersonal || IsShortLived || TemplateErrors.Count > 0 || StatusCode != 200 || Zones.Count > 0 || TitleSegments.Count > 0 || FixedTitle is not null || LayoutName is not null
        || HttpItems.Count > 0 || BodyIds.Count > 0 || !Resources.IsEmpty || Dependencies.Contains("clock") || Dependencies.Contains("brief");
}
