using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Html;
using CmsSite.Content.Items;
using CmsSite.Content.Queries;
using CmsSite.Content.Taxonomies;
using CmsSite.Storage;
using CmsSite.Theming.Liquid;
using CmsSite.Theming.Liquid.Objects;
using CmsSite.Theming.Liquid.Values;
using CmsSite.Theming.Queries;
using Fluid;
using Fluid.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Theming.Filters;

/// <summary>Content items, lists, terms, queries.</summary>
internal static class ContentFilters
{
    private const int MaxListed = 1000;

    public static void Register(FilterCollection filters)
    {
        filters.Add("display_text", static call => Item(call.Input)?.DisplayText is { } text ? new StringValue(text) : NilValue.Instance);
        filters.Add("display_url", static async call => new StringValue(IdOf(call.Input) is { Length: > 0 } id ? await ContentUrls.DisplayAsync(id, call.Context) : ""));
        filters.Add("content_item_id", ByIdAsync);
        filters.Add("full_text", static async call => await EachAsync(call, item => ValueTask.FromResult<object?>(string.Join(' ', FullText(item)))));
        filters.Add("container", ContainerAsync);
        filters.Add("list_items", ListItemsAsync);
        filters.Add("list_count", async call =>
        {
            using (call.Context.Budget.Outside())
            {
                var id = IdOf(call.Input);
                call.Display.Dependencies.Add($"list:{id}");
                return id.Length == 0 ? NumberValue.Zero : NumberValue.Create(await call.Display.Lists.CountAsync(id, call.Display.Cancellation));
            }
        });
        filters.Add("taxonomy_terms", TermsAsync);
        filters.Add("inherited_terms", InheritedTermsAsync);
        filters.Add("query", QueryAsync);
        filters.Add("localization_set", LocalizationSetAsync);
        filters.Add("supported_cultures", static call => FluidValue.Create(Cultures.Supported(call.Display), call.Context.Options));
    }

    /// <summary>The content item that a value is, or whose JSON it is; null for everything else.</summary>
    public static ContentItem? Item(FluidValue value) => value.ToObjectValue() switch
    {
        ContentItem item => item,
        JsonObject json when json["ContentType"].AsText() is { Length: > 0 } => ContentItem.Embedded(json),
        _ => null,
    };

    private static string IdOf(FluidValue value) => Item(value)?.ContentItemId ?? (value.Type == FluidValues.String ? value.ToStringValue() : "");

    private static async ValueTask<FluidValue> ByIdAsync(FilterCall call)
    {
        var isList = call.Input.Type == FluidValues.Array;
        var ids = call.Elements.Select(IdOf).Where(id => id.Length > 0).Take(MaxListed).ToList();
        using (call.Context.Budget.Outside())
        {
            var items = await call.Display.PageItems.GetAsync(ids, call.Display.Cancellation);
            Depend(call, ids);
            return isList ? FluidValue.Create(items, call.Context.Options) : FluidValue.Create(items.Count > 0 ? items[0] : null, call.Context.Options);
        }
    }

    private static async ValueTask<FluidValue> ContainerAsync(FilterCall call)
    {
        if (Item(call.Input) is not { } item)
        {
            return call.Input;
        }

        using (call.Context.Budget.Outside())
        {
            var container = await call.Display.Lists.ContainerAsync(item, call.Display.Cancellation);
            call.Display.Dependencies.Add($"contentitemid:{item.Text("ContainedPart", "ListContentItemId")}");
            if (container is { Published: false })
            {
                call.Display.Dependencies.Add("drafts");
            }

            return container is null ? call.Input : FluidValue.Create(container, call.Context.Options);
        }
    }

    private static async ValueTask<FluidValue> ListItemsAsync(FilterCall call)
    {
        var id = IdOf(call.Input);
        if (id.Length == 0)
        {
            return ArrayValue.Empty;
        }

        using (call.Context.Budget.Outside())
        {
            call.Display.Dependencies.Add($"list:{id}");
            var list = Item(call.Input) ?? await call.Display.PageItems.GetAsync(id, call.Display.Cancellation);
            var isOrdered = list is not null && call.Display.Definitions.Type(list.ContentType)?.Parts.FirstOrDefault(part => part.PartName == "ListPart")?.Settings.Json["ListPartSettings"]?["EnableOrdering"].AsFlag() == true;
            return FluidValue.Create(await call.Display.Lists.PageAsync(id, isOrdered, 0, MaxListed, call.Display.Cancellation), call.Context.Options);
        }
    }

    // A field's value, or ids with the taxonomy's id.
    private static async ValueTask<FluidValue> TermsAsync(FilterCall call)
    {
        string taxonomy;
        List<string> ids;
        if (call.Input is JsonObjectValue { Json: var field })
        {
            taxonomy = field["TaxonomyContentItemId"].AsText() ?? "";
            ids = [.. field["TermContentItemIds"].AsTexts()];
        }
        else
        {
            taxonomy = IdOf(call.Arguments.At(0));
            ids = [.. call.Elements.Select(element => element.ToStringValue())];
        }

        if (taxonomy.Length == 0 || ids.Count == 0)
        {
            return ArrayValue.Empty;
        }

        using (call.Context.Budget.Outside())
        {
            call.Display.Dependencies.Add($"contentitemid:{taxonomy}");
            return FluidValue.Create(await call.Display.PageItems.TermsAsync(taxonomy, ids, call.Display.Cancellation), call.Context.Options);
        }
    }

    private static async ValueTask<FluidValue> InheritedTermsAsync(FilterCall call)
    {
        using (call.Context.Budget.Outside())
        {
            var taxonomy = Item(call.Arguments.At(0)) ?? (IdOf(call.Arguments.At(0)) is { Length: > 0 } id ? await call.Display.PageItems.GetAsync(id, call.Display.Cancellation) : null);
            if (taxonomy is null)
            {
                return ArrayValue.Empty;
            }

            call.Display.Dependencies.Add($"contentitemid:{taxonomy.ContentItemId}");
            return FluidValue.Create(Terms.Chain(taxonomy, IdOf(call.Input)), call.Context.Options);
        }
    }

    private static async ValueTask<FluidValue> QueryAsync(FilterCall call)
    {
        if (call.Input.ToObjectValue() is not Query query)
        {
            return ArrayValue.Empty; // as in Orchard: a query that is not there finds nothing
        }

        var parameters = call.Arguments.Names.ToDictionary(name => name, name => (object?)call.Arguments[name].ToObjectValue(), StringComparer.Ordinal);
        QueryResults results;
        using (call.Context.Budget.Outside())
        {
            results = await call.Display.Services.GetRequiredService<QueryRunner>().RunAsync(query, parameters, call.Display);
            if (results.Items.Count > 0)
            {
                await call.Display.PageItems.PrepareAsync(results.Items, call.Display.Cancellation);
            }
        }

        Depend(call, results.Items.Select(item => item.ContentItemId));
        return results.Items.Count > 0 ? FluidValue.Create(results.Items, call.Context.Options) : new ArrayValue([.. results.Rows.Select(JsonToLiquid.From)]);
    }

    // The item of a set of translations in the language that is asked for, or in the page's.
    private static async ValueTask<FluidValue> LocalizationSetAsync(FilterCall call)
    {
        var sets = call.Elements.Select(element => element.ToStringValue()).Where(set => set.Length > 0).Take(MaxListed).ToList();
        var culture = (call.Argument(0, "culture") is { Length: > 0 } given ? given : call.Display.Culture.Name).ToLowerInvariant();
        using (call.Context.Budget.Outside())
        {
            call.Display.Dependencies.Add("items");
            var database = call.Display.Services.GetRequiredService<SiteSession>().Database;
            var rows = await (from row in database.Localized
                              join item in call.Display.Items.Versions(VersionOptions.Published) on row.DocumentId equals item.Id
                              where sets.Contains(row.LocalizationSet) && row.Culture == culture
                              select new { row.LocalizationSet, row.ContentItemId }).ToListAsync(call.Display.Cancellation);
            var ids = sets.Select(set => rows.FirstOrDefault(row => row.LocalizationSet == set)?.ContentItemId).OfType<string>().ToList();
            Depend(call, ids);
            var items = await call.Display.PageItems.GetAsync(ids, call.Display.Cancellation);
            return call.Input.Type == FluidValues.Array ? FluidValue.Create(items, call.Context.Options) : FluidValue.Create(items.Count > 0 ? items[0] : null, call.Context.Options);
        }
    }

    private static async ValueTask<FluidValue> EachAsync(FilterCall call, Func<ContentItem, ValueTask<object?>> make)
    {
        if (call.Input.Type != FluidValues.Array)
        {
            return Item(call.Input) is { } single ? FluidValue.Create(await make(single), call.Context.Options) : NilValue.Instance;
        }

        var results = new List<FluidValue>();
        foreach (var item in call.Elements.Select(Item).OfType<ContentItem>())
        {
            results.Add(FluidValue.Create(await make(item), call.Context.Options));
        }

        return new ArrayValue(results);
    }

    // The title and the words of every body and text field.
    private static IEnumerable<string> FullText(ContentItem item)
    {
        if (!string.IsNullOrEmpty(item.DisplayText))
        {
            yield return item.DisplayText;
        }

        foreach (var (_, part) in item.Content)
        {
            foreach (var text in Texts(part as JsonObject, 0))
            {
                yield return text;
            }
        }
    }

    private static IEnumerable<string> Texts(JsonObject? json, int depth)
    {
        foreach (var (name, value) in json ?? [])
        {
            if (name is "Html" or "Markdown" or "Text" && value.AsText() is { Length: > 0 } text)
            {
                yield return name == "Html" ? PlainText.FromHtml(text) : name == "Markdown" ? PlainText.FromHtml(MarkdownRendering.ToHtml(text)) : text;
            }
            else if (value is JsonObject child && depth < 3)
            {
                foreach (var inner in Texts(child, depth + 1))
                {
                    yield return inner;
                }
            }
        }
    }

    private static void Depend(FilterCall call, IEnumerable<string> ids) => call.Display.Dependencies.UnionWith(ids.Select(id => $"contentitemid:{id}"));
}
