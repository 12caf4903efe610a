using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CmsSite.Content.Items;

/// <summary>
/// One version of a content item, or an item embedded in another (a bag's, a flow's, a menu's, a term). <see cref="Content"/> is Orchard's JSON:
/// a property a part, within it a property a field. What no code here knows stays in it untouched.
/// </summary>
public sealed class ContentItem
{
    private static readonly string[] _known =
    [
        nameof(ContentItemId), nameof(ContentItemVersionId), nameof(ContentType), nameof(DisplayText), nameof(Latest), nameof(Published),
        nameof(ModifiedUtc), nameof(PublishedUtc), nameof(CreatedUtc), nameof(Owner), nameof(Author),
    ];

    /// <summary>Numeric id of the version in the database; 0 for an item that is not stored or is embedded.</summary>
    public long DocumentId { get; set; }
    public string ContentItemId { get; set; } = "";
    public string? ContentItemVersionId { get; set; }
    public string ContentType { get; set; } = "";
    public string? DisplayText { get; set; }
    public bool Latest { get; set; }
    public bool Published { get; set; }
    public DateTime? ModifiedUtc { get; set; }
    public DateTime? PublishedUtc { get; set; }
    public DateTime? CreatedUtc { get; set; }

    /// <summary>The user id of whom it belongs to.</summary>
    public string? Owner { get; set; }

    /// <summary>The user name of who last wrote it.</summary>
    public string? Author { get; set; }

    /// <summary>How many published comments there are on it, when it was read. Not part of the item: in no export, and never written.</summary>
    public int CommentCount { get; init; }

    public JsonObject Content { get; set; } = [];

    /// <summary>A part's data by the name under which it is attached; null when the item has none.</summary>
    public JsonObject? Part(string name) => Content[name] as JsonObject;

    /// <summary>A field's data; null when the item has none.</summary>
    public JsonObject? Field(string part, string field) => Part(part)?[field] as JsonObject;

    /// <summary>A string inside a part; null when it is missing or is not a string.</summary>
    public string? Text(string part, string property) => Part(part)?[property].AsText();

    /// <summary>The part's data, added when the item has none.</summary>
    public JsonObject EnsurePart(string name)
    {
        if (Content[name] is not JsonObject part)
        {
            Content[name] = part = [];
        }

        return part;
    }

    /// <summary>
    /// Reads Orchard's JSON of an item. As there, property names are case-sensitive, a known string property that holds something else is null,
    /// and <c>Latest</c> and <c>Published</c> are true only for JSON's <c>true</c>. Dates without a zone are UTC.
    /// </summary>
    /// <param name="json">Read, not kept: the parts are cloned.</param>
    public static ContentItem FromJson(JsonObject json)
    {
        var item = new ContentItem();
        item.ReadProperties(json);
        foreach (var (name, value) in json)
        {
            if (!_known.Contains(name))
            {
                item.Content[name] = value?.DeepClone();
            }
        }

        return item;
    }

    /// <summary>An item embedded in another. <see cref="Content"/> is the live JSON: a change to a part is a change to the outer item.</summary>
    public static ContentItem Embedded(JsonObject live)
    {
        var item = new ContentItem { Content = live };
        item.ReadProperties(live);
        return item;
    }

    /// <summary>Writes the id and the title of an embedded item back into the outer item's JSON, where they differ.</summary>
    public void SaveEmbedded()
    {
        if (Content[nameof(ContentItemId)].AsText() != ContentItemId)
        {
            Content[nameof(ContentItemId)] = ContentItemId;
        }

        if (Content[nameof(DisplayText)].AsText() != DisplayText)
        {
            Content[nameof(DisplayText)] = DisplayText;
        }
    }

    /// <summary>Orchard's JSON: all eleven properties, nulls too, in Orchard's order, then the parts.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            [nameof(ContentItemId)] = ContentItemId,
            [nameof(ContentItemVersionId)] = ContentItemVersionId,
            [nameof(ContentType)] = ContentType,
            [nameof(DisplayText)] = DisplayText,
            [nameof(Latest)] = Latest,
            [nameof(Published)] = Published,
            [nameof(ModifiedUtc)] = ModifiedUtc,
            [nameof(PublishedUtc)] = PublishedUtc,
            [nameof(CreatedUtc)] = CreatedUtc,
            [nameof(Owner)] = Owner,
            [nameof(Author)] = Author,
        };
        foreach (var (name, value) in Content)
        {
            if (!_known.Contains(name))
            {
                json[name] = value?.DeepClone();
            }
        }

        return json;
    }

    /// <summary>A copy that shares nothing.</summary>
    public ContentItem Copy()
    {
        var copy = (ContentItem)MemberwiseClone();
        copy.Content = (JsonObject)Content.DeepClone();
        return copy;
    }

    public override string ToString() => $"{ContentType} '{DisplayText}' ({ContentItemId})";

    private void ReadProperties(JsonObject json)
    {
        ContentItemId = json[nameof(ContentItemId)].AsText() ?? "";
        ContentItemVersionId = json[nameof(ContentItemVersionId)].AsText();
        ContentType = json[nameof(ContentType)].AsText() ?? "";
        DisplayText = json[nameof(DisplayText)].AsText();
        Latest = json[nameof(Latest)] is JsonValue latest && latest.GetValueKind() == JsonValueKind.True;
        Published = json[nameof(Published)] is JsonValue published && published.GetValueKind() == JsonValueKind.True;
        ModifiedUtc = json[nameof(ModifiedUtc)].AsUtc();
        PublishedUtc = json[nameof(PublishedUtc)].AsUtc();
        CreatedUtc = json[nameof(CreatedUtc)].AsUtc();
        Owner = json[nameof(Owner)].AsText();
        Author = json[nameof(Author)].AsText();
    }
}

/// <summary>Reading single values of Orchard's JSON, forgiving as Orchard is.</summary>
public static class JsonValues
{
    /// <summary>The string; null when the node is missing or is not a string.</summary>
    public static string? AsText(this JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>True or false, also from the strings "true" and "false"; null otherwise.</summary>
    public static bool? AsFlag(this JsonNode? node) => node switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.True => true,
        JsonValue value when value.GetValueKind() == JsonValueKind.False => false,
        _ when bool.TryParse(node.AsText(), out var flag) => flag,
        _ => null,
    };

    /// <summary>The number, also from a string in invariant form; null otherwise.</summary>
    public static decimal? AsNumber(this JsonNode? node) => node switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.Number =>
            decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        _ when decimal.TryParse(node.AsText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    /// <summary>The moment in UTC; a text without a zone is taken as UTC; null when it is not a date.</summary>
    public static DateTime? AsUtc(this JsonNode? node)
    {
        if (node is JsonValue value && value.TryGetValue<DateTime>(out var date) && node.AsText() is null)
        {
            return DateTime.SpecifyKind(date, DateTimeKind.Utc);
        }

        return DateTimeOffset.TryParse(node.AsText(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment.UtcDateTime
            : null;
    }

    /// <summary>The strings of an array, without what is not a string; empty when there is no array.</summary>
    public static IReadOnlyList<string> AsTexts(this JsonNode? node) =>
        node is JsonArray array ? [.. array.Select(AsText).OfType<string>()] : [];

    public static JsonArray ToArray(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    /// <summary>The objects of an array; empty when there is no array.</summary>
    public static IEnumerable<JsonObject> AsObjects(this JsonNode? node) =>
        node is JsonArray array ? array.OfType<JsonObject>() : [];
}
