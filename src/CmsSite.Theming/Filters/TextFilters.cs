using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using CmsSite.Content.Html;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Theming.Liquid;
using CmsSite.Theming.Liquid.Values;
using CmsSite.Theming.Shortcodes;
using Fluid;
using Fluid.Values;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Theming.Filters;

/// <summary>Texts, dates, JSON, Markdown, HTML.</summary>
internal static class TextFilters
{
    public static void Register(FilterCollection filters)
    {
        filters.Add("t", Translate);
        filters.Add("d", static call => call.Text);
        filters.Add("slugify", static call => Slugs.Slugify(call.Text));
        filters.Add("transliterate", static call => Transliteration.ToLatin(call.Text));
        filters.Add("strip_html", StripHtmlAsync);
        filters.Add("newline_to_br", static call => call.Text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "<br />\n", StringComparison.Ordinal));
        filters.Add("html_class", static call => HtmlClass(call.Text));
        filters.Add("local", static call => Date(call) is { } date ? new DateTimeValue(TimeZoneInfo.ConvertTime(date, call.Context.TimeZone)) : NilValue.Instance);
        filters.Add("utc", static call => Date(call, isLocal: true) is { } date ? new DateTimeValue(date.ToUniversalTime()) : NilValue.Instance);
        filters.Add("json", async call =>
        {
            var indent = call.Arguments.HasNamed("indent") ? call.Arguments["indent"] : call.Arguments.At(0);
            return new StringValue(await LiquidJson.WriteAsync(call.Input, indent.ToBooleanValue(), call.Context));
        });
        filters.Add("jsonparse", static call =>
        {
            try
            {
                return JsonToLiquid.From(JsonNode.Parse(call.Text, documentOptions: new JsonDocumentOptions { MaxDepth = 64 }));
            }
            catch (JsonException)
            {
                return NilValue.Instance;
            }
        });
        filters.Add("markdownify", static call => HtmlSanitizing.Sanitize(MarkdownRendering.ToHtml(call.Text)));
        filters.Add("sanitize_html", static call => HtmlSanitizing.Sanitize(call.Text));
        filters.Add("shortcode", async call => new StringValue(await ShortcodeProcessor.ProcessAsync(call.Text, call.Context.Engine, call.Display)));
        filters.Add("encrypt", static call => Protector(call).Encrypt(call.Text));
        filters.Add("decrypt", static call => Protector(call).Decrypt(call.Text) is { } text ? new StringValue(text) : NilValue.Instance);
        filters.Add("console_log", async call => call.Context.Engine.Theming.IsDevelopment
            ? new StringValue($"<!-- {(await LiquidJson.WriteAsync(call.Input, false, call.Context)).Replace("--", "\\u002D\\u002D", StringComparison.Ordinal).Replace(">", "\\u003E", StringComparison.Ordinal)} -->", encode: false)
            : NilValue.Instance);
        filters.Add("liquid", async call =>
        {
            var template = call.Context.Engine.Parse($"the text given to 'liquid' in {call.Context.Template.Name}", call.Text);
            var model = call.Arguments.At(0) is var given && given.IsNil() ? call.Context.GetValue("Model") : given;
            var html = await call.Context.Engine.RenderAsync(template, call.Display, [new("Model", model), new("ContentItem", call.Context.GetValue("ContentItem"))]);
            return new StringValue(html, encode: false);
        });
    }

    // {0} in the text is replaced by the first argument, and so on.
    private static string Translate(FilterCall call)
    {
        var text = call.Display.Text(call.Text);
        if (call.Arguments.Count == 0 || !text.Contains('{', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text);
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            result.Replace($"{{{i}}}", call.Arguments.At(i) is NumberValue number ? number.ToNumberValue().ToString(call.Context.CultureInfo) : call.Arguments.At(i).ToStringValue());
        }

        return result.ToString();
    }

    private static DateTimeOffset? Date(FilterCall call, bool isLocal = false)
    {
        if (call.Input.Type == FluidValues.String && DateTime.TryParse(call.Text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var parsed) && parsed.Kind == DateTimeKind.Unspecified)
        {
            // What is stored without a zone is UTC; what is going to be made UTC is in the site's zone.
            return isLocal ? new DateTimeOffset(parsed, call.Context.TimeZone.GetUtcOffset(parsed)) : ObjectMembers.Utc(parsed);
        }

        return call.Input.TryGetDateTimeInput(call.Context, out var date) ? date : null;
    }

    // A whole article's text is asked for by every page that says how long it takes to read; a title is not worth remembering.
    private static async ValueTask<FluidValue> StripHtmlAsync(FilterCall call)
    {
        const int Long = 1000;
        var html = call.Text;
        return new StringValue(html.Length < Long ? StripHtml(html) : await call.Display.Services.GetRequiredService<SiteSession>()
            .RememberAsync("words", html, () => Task.FromResult(StripHtml(html)), text => 2L * (html.Length + text.Length)));
    }

    // What stands between tags, without the text of scripts and styles; no '<' is left.
    private static string StripHtml(string html)
    {
        var result = new StringBuilder(html.Length);
        for (var at = 0; at < html.Length;)
        {
            var open = html.IndexOf('<', at);
            result.Append(html.AsSpan(at, (open < 0 ? html.Length : open) - at).ToString().Replace(">", "", StringComparison.Ordinal));
            if (open < 0)
            {
                break;
            }

            var end = Skipped(html, open, "script") ?? Skipped(html, open, "style") ?? (string.CompareOrdinal(html, open, "<!--", 0, 4) == 0 ? html.IndexOf("-->", open, StringComparison.Ordinal) + 2 : -1);
            end = end > open + 1 ? end : html.IndexOf('>', open);
            at = end < 0 ? html.Length : end + 1;
        }

        return result.ToString();
    }

    private static int? Skipped(string html, int open, string element)
    {
        if (string.Compare(html, open + 1, element, 0, element.Length, StringComparison.OrdinalIgnoreCase) != 0)
        {
            return null;
        }

        var close = html.IndexOf($"</{element}", open, StringComparison.OrdinalIgnoreCase);
        return close < 0 || html.IndexOf('>', close) is not (> 0 and var end) ? null : end;
    }

    private static string HtmlClass(string text)
    {
        var result = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (!char.IsLetterOrDigit(c))
            {
                if (result.Length > 0 && result[^1] != '-')
                {
                    result.Append('-');
                }
            }
            else
            {
                if (char.IsUpper(c) && i > 0 && result.Length > 0 && result[^1] != '-' && (char.IsLower(text[i - 1]) || (i + 1 < text.Length && char.IsLower(text[i + 1]) && char.IsLetter(text[i - 1]))))
                {
                    result.Append('-');
                }

                result.Append(char.ToLowerInvariant(c));
            }
        }

        return result.ToString().TrimEnd('-');
    }

    private static ITextProtector Protector(FilterCall call) => call.Display.Services.GetService<ITextProtector>()
        ?? throw new TagException($"the filter '{call.Name}' has nothing to protect texts with here: this site registers no {nameof(ITextProtector)}");
}

/// <summary>Protects texts with the site's keys, for the filters <c>encrypt</c> and <c>decrypt</c>. Registered by a host that has keys.</summary>
public interface ITextProtector
{
    string Encrypt(string text);

    /// <summary>Null when the text was not encrypted here.</summary>
    string? Decrypt(string text);
}

/// <summary>Liquid's values as JSON.</summary>
internal static class LiquidJson
{
    // '<' and '&' as \\u003C and \\u0026: it must be safe inside a script element too.
    private static readonly JsonSerializerOptions _compact = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
    private static readonly JsonSerializerOptions _indented = new(_compact) { WriteIndented = true };

    public static async ValueTask<string> WriteAsync(FluidValue value, bool isIndented, LiquidContext context)
    {
        var node = await NodeAsync(value, context, 0);
        return node is null ? "null" : node.ToJsonString(isIndented ? _indented : _compact);
    }

    private static async ValueTask<JsonNode?> NodeAsync(FluidValue value, LiquidContext context, int depth)
    {
        context.Budget.Charge(1);
        switch (value)
        {
            case NilValue:
                return null;
            case BooleanValue flag:
                return flag.ToBooleanValue();
            case NumberValue number:
                return number.ToNumberValue();
            case DateTimeValue date:
                return (DateTimeOffset)date.ToObjectValue();
            case JsonObjectValue json:
                return json.Json.DeepClone();
            case ArrayValue list when depth < 20:
                var array = new JsonArray();
                foreach (var element in list.Values)
                {
                    array.Add(await NodeAsync(element, context, depth + 1));
                }

                return array;
            case DictionaryValue dictionary when depth < 20:
                var members = new JsonObject();
                foreach (var pair in dictionary.Enumerate(context).Cast<ArrayValue>())
                {
                    members[pair.Values[0].ToStringValue()] = await NodeAsync(pair.Values[1], context, depth + 1);
                }

                return members;
            default:
                return value.ToObjectValue() is ContentItem item ? item.ToJson() : JsonValue.Create(value.ToStringValue());
        }
    }
}
