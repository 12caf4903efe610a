using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Queries;
using CmsSite.Storage;
using CmsSite.Theming.Liquid.Values;
using Fluid;
using Fluid.Values;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Theming.Liquid.Objects;

/// <summary>The objects that every template has: <c>Site</c>, <c>Request</c>, <c>Culture</c>, <c>User</c>, <c>Environment</c>, <c>Queries</c>, <c>Content</c>, …</summary>
internal static class AmbientObjects
{
    private static readonly string[] _secretWords = ["password", "secret", "apikey", "privatekey", "connectionstring", "token", "salt", "credential"];
    private static readonly string[] _siteNames =
        ["Calendar", "TimeZoneId", "ResourceDebugMode", "UseCdn", "CdnBaseUrl", "MaxPagedCount", "HomeRoute", "AppendVersion", "CacheMode", "PageTitleFormat"];

    private static readonly Dictionary<string, AmbientValue> _objects = new(StringComparer.Ordinal)
    {
        ["Site"] = Site(),
        ["Request"] = Request(),
        ["Environment"] = new(new MemberList<AmbientValue>("Environment")
            .Add("Name", (_, context) => context.Engine.Theming.EnvironmentName)
            .Add("IsDevelopment", (_, context) => context.Engine.Theming.EnvironmentName == "Development")
            .Add("IsStaging", (_, context) => context.Engine.Theming.EnvironmentName == "Staging")
            .Add("IsProduction", (_, context) => context.Engine.Theming.EnvironmentName == "Production")),
        ["Queries"] = new(new MemberList<AmbientValue>("Queries").Others("queries by name", (_, name, context) => ValueTask.FromResult(FindQuery(name, context)))),
        ["Content"] = Content(),
        ["HttpContext"] = new(new MemberList<AmbientValue>("HttpContext").Add("Items", _ => _httpItems)),
        ["TrackingConsent"] = new(new MemberList<AmbientValue>("TrackingConsent")
            .Add("CanTrack", _ => false)
            .Add("HasConsent", _ => false)
            .Add("IsConsentNeeded", _ => false)
            .Add("CookieName", _ => "")
            .Add("CookieValue", _ => "")),
    };

    private static readonly AmbientValue _httpItems = new(new MemberList<AmbientValue>("HttpContext.Items")
        .Others("what httpcontext_add_items put there", (_, name, context) => ValueTask.FromResult(context.Display.HttpItems.GetValueOrDefault(name))));

    public static IReadOnlyCollection<string> Names => [.. _objects.Keys, "Culture", "User"];

    public static void Register(Scope scope)
    {
        foreach (var (name, value) in _objects)
        {
            scope.SetValue(name, value);
        }

        scope.SetValue("Culture", new PageValue(static display => display.Culture));
        scope.SetValue("User", new PageValue(static display =>
        {
            display.IsPersonal |= display.Request.User.Identity?.IsAuthenticated == true;
            return display.Request.User;
        }));
        scope.SetValue("Navbar", FunctionValue.NoOp);
    }

    private static AmbientValue Site()
    {
        var properties = new AmbientValue(new MemberList<AmbientValue>("Site.Properties").Others("settings that the option PermittedSiteProperties names, without secrets", (_, name, context) =>
            ValueTask.FromResult<object?>(context.Engine.Theming.PermittedSiteProperties.Contains(name) && !IsSecret(name) ? WithoutSecrets(context.Display.Settings.Find(name)) : null)));
        var site = new MemberList<AmbientValue>("Site")
            .Add("SiteName", (_, context) => context.Display.Settings.SiteName)
            .Add("PageSize", (_, context) => context.Display.Settings.PageSize)
            .Add("MaxPageSize", (_, context) => context.Display.Settings.MaxPageSize)
            .Add("BaseUrl", (_, context) => context.Display.Settings.BaseUrl)
            .Add("SuperUser", _ => null)
            .Add("SiteSalt", _ => "[REDACTED]")
            .Add("Properties", _ => properties);
        foreach (var name in _siteNames)
        {
            site.Add(name, (_, context) => context.Display.Settings.Find(name));
        }

        return new AmbientValue(site);
    }

    private static AmbientValue Request()
    {
        // Cookies, headers and, but for workflows, forms may carry secrets or make a page personal: a template finds them empty.
        var nothing = new AmbientValue(new MemberList<AmbientValue>("Request.Cookies, Headers"), isTrue: false);
        var form = new AmbientValue(new MemberList<AmbientValue>("Request.Form").Others("fields of the form, in workflows", (_, name, context) =>
            ValueTask.FromResult<object?>(context.Display.Request.Form?.GetValueOrDefault(name))));
        var query = new AmbientValue(new MemberList<AmbientValue>("Request.Query").Others("values of the query string", (_, name, context) =>
            ValueTask.FromResult<object?>(context.Display.Request.Query.GetValueOrDefault(name))));
        var route = new AmbientValue(new MemberList<AmbientValue>("Request.RouteValues"), isTrue: false);
        return new AmbientValue(new MemberList<AmbientValue>("Request")
            .Add("Method", (_, context) => context.Display.Request.Method)
            .Add("Scheme", (_, context) => context.Display.Request.Scheme)
            .Add("IsHttps", (_, context) => context.Display.Request.Scheme == "https")
            .Add("Protocol", _ => "HTTP/1.1")
            .Add("Host", (_, context) => context.Display.Request.Host)
            .Add("UriHost", (_, context) => context.Display.Request.Host)
            .Add("PathBase", (_, context) => context.Display.Request.PathBase)
            .Add("UriPathBase", (_, context) => Uri.EscapeDataString(context.Display.Request.PathBase).Replace("%2F", "/", StringComparison.Ordinal))
            .Add("Path", (_, context) => context.Display.Request.Path)
            .Add("UriPath", (_, context) => Uri.EscapeDataString(context.Display.Request.Path).Replace("%2F", "/", StringComparison.Ordinal))
            .Add("QueryString", (_, context) => QueryString(context))
            .Add("UriQueryString", (_, context) => QueryString(context))
            .Add("Query", _ => query)
            .Add("ContentType", _ => "")
            .Add("ContentLength", _ => null)
            .Add("Cookies", _ => nothing)
            .Add("Headers", _ => nothing)
            .Add("Form", (_, context) => context.Display.Request.Form is null ? nothing : form)
            .Add("RouteValues", _ => route));
    }

    private static string QueryString(LiquidContext context)
    {
        (context.Display.Request.Query as QueryDictionary)?.AskAll();
        return context.Display.Request.QueryString;
    }

    private static AmbientValue Content()
    {
        var byId = new AmbientValue(new MemberList<AmbientValue>("Content.ContentItemId").Others("published items by id", (_, id, context) => Found(id, context, (items, stop) => items.GetAsync(id, VersionOptions.Published, stop))));
        var byVersion = new AmbientValue(new MemberList<AmbientValue>("Content.ContentItemVersionId").Others("items by version id, as far as they are published", async (_, id, context) =>
            await Found(id, context, (items, stop) => items.GetVersionAsync(id, stop)) is ContentItem { Published: true } item ? item : null));
        var byAlias = new AmbientValue(new MemberList<AmbientValue>("Content.Alias").Others("published items by alias", (_, alias, context) => Found($"alias:{alias}", context, (items, stop) => items.GetByAliasAsync(alias, VersionOptions.Published, stop))));
        var bySlug = new AmbientValue(new MemberList<AmbientValue>("Content.Slug").Others("published items by path", (_, slug, context) => Found($"slug:{slug}", context, (items, stop) => items.GetByHandleAsync($"slug:{slug}", VersionOptions.Published, stop))));
        var latest = new AmbientValue(new MemberList<AmbientValue>("Content.Latest").Others("items by handle: their latest version for whoever may preview it, else the published one", async (_, handle, context) =>
        {
            var item = await Found(handle, context, (items, stop) => items.GetByHandleAsync(handle, VersionOptions.Latest, stop)) as ContentItem;
            if (item is null or { Published: true } || !context.Display.Permissions.Has(context.Display.Request.User, CmsSite.Content.Access.Permissions.PreviewContent, item))
            {
                return item is { Published: true } ? item : await Found(handle, context, (items, stop) => items.GetByHandleAsync(handle, VersionOptions.Published, stop));
            }

            context.Display.IsPersonal = true;
            return item;
        }));
        return new AmbientValue(new MemberList<AmbientValue>("Content")
            .Add("ContentItemId", _ => byId)
            .Add("ContentItemVersionId", _ => byVersion)
            .Add("Alias", _ => byAlias)
            .Add("Slug", _ => bySlug)
            .Add("Latest", _ => latest)
            .Others("published items by handle: alias:x, slug:path, contentitemid:id", (_, handle, context) => Found(handle, context, (items, stop) => items.GetByHandleAsync(handle, VersionOptions.Published, stop))));
    }

    private static async ValueTask<object?> Found(string handle, LiquidContext context, Func<ContentItems, CancellationToken, Task<ContentItem?>> find)
    {
        using (context.Budget.Outside())
        {
            var item = await find(context.Display.Items, context.Display.Cancellation);
            context.Display.Dependencies.Add(item is null ? handle : $"contentitemid:{item.ContentItemId}");
            return item;
        }
    }

    private static object? FindQuery(string name, LiquidContext context) =>
        context.Display.Services.GetRequiredService<SiteSession>().Document(SiteDocumentKinds.Query, name) is JsonObject json
            ? Query.FromJson(name, json)
            : context.Display.Services.GetServices<IQuerySource>().Select(source => source.BuiltIn(name)).FirstOrDefault(query => query is not null);

    private static bool IsSecret(string name) => _secretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static JsonNode? WithoutSecrets(JsonNode? node) => node switch
    {
        JsonObject json => new JsonObject(json.Where(pair => !IsSecret(pair.Key)).Select(pair => KeyValuePair.Create(pair.Key, WithoutSecrets(pair.Value)))),
        JsonArray array => new JsonArray([.. array.Select(WithoutSecrets)]),
        _ => node?.DeepClone(),
    };

    // A value that each page has its own of: it stands in the scope that all templates share.
    private sealed class PageValue(Func<DisplayContext, object> find) : FluidValue
    {
        public override FluidValues Type => FluidValues.Object;
        public override bool Equals(FluidValue other) => ReferenceEquals(this, other);
        public override bool ToBooleanValue() => true;
        public override decimal ToNumberValue() => 0;
        public override object ToObjectValue() => this;
        public override string ToStringValue() => "";
        public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) => Create(find(((LiquidContext)context).Display), context.Options).GetValueAsync(name, context);
        public override ValueTask<FluidValue> GetIndexAsync(FluidValue index, TemplateContext context) => GetValueAsync(index.ToStringValue(), context);
        public override bool Equals(object? obj) => ReferenceEquals(this, obj);
        public override int GetHashCode() => find.GetHashCode();
    }
}
