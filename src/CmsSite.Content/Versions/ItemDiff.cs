using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Fields;
using CmsSite.Content.Html;
using CmsSite.Content.Items;

namespace CmsSite.Content.Versions;

/// <summary>What became of one field.</summary>
/// <param name="Old">As people read it; empty when there was nothing.</param>
/// <param name="Pieces">The difference word by word, where it is text; otherwise it was <paramref name="Old"/> and is <paramref name="New"/>.</param>
/// <param name="Note">What the words do not show.</param>
public sealed record FieldChange(ItemField Field, string Label, string Old, string New, IReadOnlyList<DiffPiece>? Pieces, string? Note = null);

/// <summary>The difference between two versions of an item in words for people: text as it is read, names instead of ids.</summary>
public static class ItemDiff
{
    public static IReadOnlyList<FieldChange> Of(ContentItem old, ContentItem @new, ContentTypeDefinition type, ReferenceNames names, TimeZoneInfo zone)
    {
        var changes = new List<FieldChange>();
        foreach (var field in ItemField.Of(type, old, @new).Where(field => !PersonalFields.IsPersonal(field.Part, field.Name)))
        {
            var (before, after) = (field.In(old), field.In(@new));
            if (!JsonNode.DeepEquals(before, after) && Compare(field, before, after, type, names, zone) is { } change)
            {
                changes.Add(change);
            }
        }

        if (old.Owner != @new.Owner)
        {
            changes.Add(new FieldChange(new ItemField("Owner", ""), "Owner", names.Of(old.Owner ?? ""), names.Of(@new.Owner ?? ""), null));
        }

        return changes;
    }

    /// <summary>A value as people read it.</summary>
    public static string Read(ItemField field, JsonNode? value, ContentTypeDefinition type, ReferenceNames names, TimeZoneInfo zone) => field.Kind(type) switch
    {
        ValueKind.Html => ReadableText.FromHtml(ItemField.TextOf(value)),
        ValueKind.Markdown => ReadableText.FromHtml(MarkdownRendering.ToHtml(ItemField.TextOf(value))),
        ValueKind.Text => ItemField.TextOf(value),
        _ => Say(value, field.Definition(type)?.FieldType, names, zone),
    };

    private static FieldChange? Compare(ItemField field, JsonNode? before, JsonNode? after, ContentTypeDefinition type, ReferenceNames names, TimeZoneInfo zone)
    {
        var (old, @new, label) = (Read(field, before, type, names, zone), Read(field, after, type, names, zone), field.Label(type));
        if (field.Kind(type) == ValueKind.Choice)
        {
            // An empty value that is now an empty object is no change for anybody.
            return old == @new ? null : new FieldChange(field, label, old, @new, null);
        }

        var (oldSource, newSource) = (ItemField.TextOf(before), ItemField.TextOf(after));
        return old != @new ? new FieldChange(field, label, old, @new, WordDiff.Of(old, @new))
            : oldSource != newSource ? new FieldChange(field, label, oldSource, newSource, WordDiff.Of(oldSource, newSource), "The words are the same; formatting, links or pictures changed.")
            : null;
    }

    private static string Say(JsonNode? value, string? fieldType, ReferenceNames names, TimeZoneInfo zone) => (fieldType, value) switch
    {
        (_, null) => "",
        ("ContentPickerField", JsonObject picker) => string.Join(", ", picker["ContentItemIds"].AsTexts().Select(names.Of)),
        ("TaxonomyField", JsonObject terms) => string.Join(", ", terms["TermContentItemIds"].AsTexts().Select(names.Of)),
        ("MediaField", JsonObject media) => SayMedia(media),
        ("LinkField", JsonObject link) => $"{link["Text"].AsText()} {link["Url"].AsText()}".Trim(),
        ("MultiTextField", JsonObject texts) => string.Join(", ", texts["Values"].AsTexts()),
        (not null, JsonObject field) when field.Count == 0 => "",
        (not null, JsonObject field) when field.Count == 1 || field.ContainsKey("Value") => Single(field["Value"] ?? field.First().Value, zone),
        (_, JsonValue single) => Single(single, zone),
        (_, JsonObject { Count: 0 } or JsonArray { Count: 0 }) => "",
        _ => value!.ToJsonString(Storage.SiteJson.Indented),
    };

    private static string SayMedia(JsonObject media)
    {
        var texts = media["MediaTexts"].AsTexts();
        return string.Join(", ", media["Paths"].AsTexts().Select((path, i) => i < texts.Count && texts[i].Length > 0 ? $"{path} (“{texts[i]}”)" : path));
    }

    private static string Single(JsonNode? value, TimeZoneInfo zone) => value switch
    {
        null => "",
        _ when value.AsText() is { Length: > 15 } text && text.Contains('T', StringComparison.Ordinal) && value.AsUtc() is { } moment =>
            TimeZoneInfo.ConvertTimeFromUtc(moment, zone).ToString("d MMMM yyyy HH:mm", CultureInfo.InvariantCulture),
        _ when value.AsFlag() is { } flag => flag ? "yes" : "no",
        _ => value.AsText() ?? value.ToJsonString(),
    };
}
