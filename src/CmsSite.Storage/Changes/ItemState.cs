using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CmsSite.Storage.Changes;

/// <summary>
/// What a change log line says of a content item: which version is the latest and which is published. <see cref="Content"/> is there only where no version
/// holds any more what it was: a draft that was saved over, or a version that its type does not keep (then what visitors saw).
/// </summary>
public sealed record ItemState(string ContentType, string? Latest, string? Published)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonObject? Content { get; init; }

    /// <summary>For a comment: the id of the item that it is on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? About { get; init; }

    /// <summary>Of a run that can be undone: the versions that it changed or deleted, whole, as they were before it. In the state before, or after where there was none before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FormerVersion>? Former { get; init; }

    /// <summary>Of a run that can be undone: the ids of the versions that it added; in the state after.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Added { get; init; }

    // As all JSON in the database: HTML with each of its brackets escaped is a third larger, three times a line of an import that changes it.
    public string ToJson() => JsonSerializer.Serialize(this, SiteJson.Compact);

    public static ItemState? Parse(string? json) => json is null ? null : JsonSerializer.Deserialize<ItemState>(json);

    /// <summary>Whether visitors see the same after a change as before it: only a draft is different.</summary>
    public static bool IsSamePublished(ItemState? before, ItemState? after) => before?.Published == after?.Published && !IsPublishedText(before);

    // The same version, saved over: the state then holds what it said before.
    private static bool IsPublishedText(ItemState? before) =>
        before is { Published: { } published, Content: { } content } && (content["ContentItemVersionId"]?.GetValue<string>() is not { } version || version == published);

    /// <summary>The same line without what only undoing needs.</summary>
    public static string? WithoutFormer(string? json) =>
        Parse(json) is { } state && (state.Former is not null || state.Added is not null) ? (state with { Former = null, Added = null }).ToJson() : json;

    /// <summary>The same line without anything that somebody wrote, for what has to be forgotten.</summary>
    public static string? WithoutText(string? json) =>
        Parse(json) is { } state && (state.Content is not null || state.Former is not null) ? (state with { Content = null, Former = null }).ToJson() : json;
}

/// <summary>A version of a content item as a row had it.</summary>
/// <param name="Id">Of the row.</param>
/// <param name="Item">Orchard's JSON of it, with all eleven properties.</param>
public sealed record FormerVersion(long Id, JsonObject Item);
